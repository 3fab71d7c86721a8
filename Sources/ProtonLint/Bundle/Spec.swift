/// Values for the inputs of a bundle.
public struct Spec: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case environment = "EnvironmentSpec", service = "ServiceSpec"
  }

  /// Where the text of a spec stands.
  public enum Origin: Hashable, Sendable {
    case file
    /// A property of a resource of CloudFormation, which makes what the spec describes.
    case resource
    /// An argument of a command: `aws proton create-service --spec …`.
    case command(creates: Bool)
  }

  /// The template that a resource or a command names beside its spec.
  public struct Template: Hashable, Sendable {
    public let name: String
    public let majorVersion: Int?
  }

  public let file: SourceFile.ID
  public let tree: SyntaxTree
  /// The top of the spec: of a file the top of its tree, elsewhere perhaps a node below it.
  public let root: SyntaxNode
  public let origin: Origin
  public let template: Template?
  /// What `proton` says; where it says nothing that is known, what the other keys are of.
  public let kind: Kind
  public let kindEntry: SyntaxNode.Entry?
  /// The values of an environment, of a pipeline, and of each instance.
  public let sections: [Section]
  public let instancesEntry: SyntaxNode.Entry?
  public let instances: [Instance]
  /// The bundle that it is for, where its template's name or the layout tells.
  public let bundle: TemplateBundle.ID?
  /// Whether the template's name has led to the bundle.
  public let isForBundleByName: Bool

  public struct Section: Sendable {
    public enum Role: String, Sendable { case environment, pipeline, instance }
    public let role: Role
    /// Nil where no values are given.
    public let values: SyntaxNode?
    /// The key of the values; without one, the name of the instance, or the kind of the spec.
    public let place: Span
  }

  /// An instance of a service.
  public struct Instance: Sendable {
    public let node: SyntaxNode
    public var name: SyntaxNode? { node["name"] }
    public var environment: SyntaxNode? { node["environment"] }
  }
}

/// An environment that a resource or a command makes, by the name that specs call it by.
public struct DeclaredEnvironment: Sendable {
  public let name: String
  public let template: Spec.Template
  public let span: Span
}

/// All that lies below the given paths: bundles, plain templates, specs, and the files themselves.
public struct Workspace: Sendable {
  public let sources: SourceStore
  public let bundles: [TemplateBundle]
  /// CloudFormation templates that belong to no bundle.
  public let templates: [SourceFile.ID]
  public let specs: [Spec]
  /// Every file that was read as something, with its language and what its parser said.
  public let files: [InterpretedFile]

  public subscript(id: TemplateBundle.ID) -> TemplateBundle { bundles[id.index] }
}

/// A file that was read as something.
public struct InterpretedFile: Sendable {
  public enum Role: String, Sendable {
    case manifest, schema, registration, spec, template
  }

  public let file: SourceFile
  public let role: Role
  public let bundle: TemplateBundle.ID?
  /// What the parsers said, and on which paths of a template they said it.
  public let problems: [Reported]
  /// Of a template: all paths through it.
  public let renderings: Renderings?

  public struct Reported: Sendable {
    public let problem: SyntaxProblem
    public let condition: Condition
  }
}

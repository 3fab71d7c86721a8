/// The files that Proton registers together, as far as they could be understood.
public struct TemplateBundle: Sendable, Identifiable {
  public struct ID: Hashable, Sendable {
    public let index: Int
    public init(index: Int) { self.index = index }
  }

  public enum Kind: String, Sendable { case environment, service, component }

  /// How the folders lie, by the generation of Proton or of the document that taught it.
  public enum Layout: String, Sendable {
    /// `schema/`, `infrastructure/` or `instance_infrastructure/`, `pipeline_infrastructure/`.
    case official
    /// Before general availability: `infrastructure/` and `pipeline/` in a service.
    case preview
    /// `terraform/` and `schema.yaml` side by side.
    case looseTerraform
    /// A manifest and one template, without a schema.
    case component
    /// Infrastructure folders without any schema, a template alone in its folder…
    case incomplete
  }

  public let id: ID
  public let kind: Kind
  public let layout: Layout
  /// The folder that holds `schema`; as reports print it, without a slash at the end.
  public let root: String
  /// The template's name: the folder above `v1`, else the root's own name.
  public let name: String
  /// From a `v<N>` or `<N>` folder; 1 where there is none.
  public let majorVersion: Int
  /// Whether a folder names the version.
  public let isVersioned: Bool
  public let schema: InputSchema?
  public let infrastructure: [Infrastructure]
  /// What names the environments of a service; of several files, the one that counts comes first.
  public let registrations: [Registration]
  /// Every file below the root, read or not.
  public let files: [SourceFile.ID]
  /// The file of the schema, also where nothing could be read of it.
  public let schemaFile: SourceFile.ID?

  public var registration: Registration? { registrations.first }

  public func infrastructure(_ role: Infrastructure.Role) -> Infrastructure? {
    infrastructure.first { $0.role == role }
  }

  /// The folder that holds the versions of the template, or the root of one without versions.
  public var templateFolder: String { isVersioned ? parentFolder(of: root) ?? root : root }
}

/// One folder with infrastructure: a manifest and what it names.
public struct Infrastructure: Sendable {
  public enum Role: String, Sendable, CaseIterable {
    case environment, instance, pipeline, component
  }
  public enum Engine: String, Sendable { case jinja, terraform, codeBuild }

  public let role: Role
  public let folder: String
  public let manifest: Manifest?
  /// Nil where neither the manifest nor the files tell.
  public let engine: Engine?
  /// The templates that the manifest names, or, without a manifest, those that lie there.
  public let templates: [SourceFile.ID]
  /// The file of the manifest, also where nothing could be read of it.
  public let manifestFile: SourceFile.ID?

  /// The last part of the folder's path.
  public var folderName: String { lastPart(of: folder) }
}

/// `manifest.yaml`: which files of its folder are templates, and in which language.
public struct Manifest: Sendable {
  public let file: SourceFile.ID
  public let tree: SyntaxTree
  /// `infrastructure.templates`, if it is a list.
  public let templatesNode: SyntaxNode?
  public let entries: [Entry]

  public struct Entry: Sendable {
    public let node: SyntaxNode
    public let file: SyntaxNode?
    /// `rendering_engine`, or the preview's `engine`.
    public let engine: SyntaxNode.Entry?
    public let language: SyntaxNode?
    public let settings: SyntaxNode?
    /// What `file` leads to.
    public let target: Target

    public enum Target: Sendable, Hashable {
      case none
      case files([SourceFile.ID])
      case missing
      /// It leaves the manifest's folder; nothing was read.
      case outside
    }
  }
}

/// Which environments a service is for: `.template-registration.yaml`, `.compatible-envs` or the
/// `proton.yaml` of Protonizer.
public struct Registration: Sendable {
  public enum Form: Sendable { case registration, lines, protonizer }

  public struct Compatible: Sendable, Hashable {
    public let name: String
    /// Nil where the text is not `name:major`.
    public let majorVersion: Int?
    public let span: Span
  }

  public let file: SourceFile.ID
  public let form: Form
  public let compatible: [Compatible]
  /// The tree of a file of YAML.
  public let tree: SyntaxTree?
  /// The list of environments in it.
  public let environmentsEntry: SyntaxNode.Entry?
  /// `supported_component_sources` holds `DIRECTLY_DEFINED`.
  public let allowsComponents: Bool
}

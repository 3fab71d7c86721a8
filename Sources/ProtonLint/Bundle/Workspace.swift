/// All that lies below the given paths: bundles, plain templates, specs, and the files themselves.
public struct Workspace: Sendable {
  public let sources: SourceStore
  public let bundles: [TemplateBundle]
  /// CloudFormation templates that belong to no bundle.
  public let templates: [SourceFile.ID]
  /// Files, and what stands as a string in templates.
  public let specs: [Spec]
  public let opsFiles: [OpsFile]
  /// The environments that templates make.
  public let declaredEnvironments: [DeclaredEnvironment]
  /// Every file that was read as something, with its language and what its parser said.
  public let files: [InterpretedFile]
  private let folders: FolderIndex
  let environments: EnvironmentIndex
  private let bundleAtRoot: [String: TemplateBundle.ID]

  init(
    sources: SourceStore, bundles: [TemplateBundle], templates: [SourceFile.ID], specs: [Spec],
    opsFiles: [OpsFile] = [], declaredEnvironments: [DeclaredEnvironment] = [],
    files: [InterpretedFile], folders: FolderIndex? = nil
  ) {
    self.sources = sources
    self.bundles = bundles
    self.templates = templates
    self.specs = specs
    self.opsFiles = opsFiles
    self.declaredEnvironments = declaredEnvironments
    self.files = files
    self.folders = folders ?? FolderIndex(sources)
    environments = EnvironmentIndex(bundles)
    bundleAtRoot = Dictionary(bundles.map { ($0.root, $0.id) }) { first, _ in first }
  }

  public subscript(id: TemplateBundle.ID) -> TemplateBundle { bundles[id.index] }

  /// The files in a folder itself, in order of path.
  public func files(in folder: String) -> [SourceFile] { folders.files(in: folder) }

  /// The files in a folder and in the folders below it, in order of path.
  public func files(below folder: String) -> [SourceFile] {
    folders.files(below: folder).map { sources[$0] }
  }

  /// The bundle around a file: of several, the innermost.
  public func bundle(around file: SourceFile) -> TemplateBundle? {
    var folder: String? = file.folder
    while let current = folder {
      if let bundle = bundleAtRoot[current] { return bundles[bundle.index] }
      folder = parentFolder(of: current)
    }
    return nil
  }
}

/// A file that was read as something.
public struct InterpretedFile: Sendable {
  public enum Role: String, Sendable {
    case manifest, schema, registration, spec, opsFile, template, archive
  }

  public let file: SourceFile
  public let role: Role
  public let bundle: TemplateBundle.ID?
  /// What the parsers said, and on which paths of a template they said it.
  public let problems: [Reported]
  /// Of a template: all paths through it.
  public var renderings: Renderings? = nil

  public struct Reported: Sendable {
    public let problem: SyntaxProblem
    public let condition: Condition
  }
}

extension Workspace {
  /// The files that something is made of: parts of bundles, templates, specs.
  package var usedFiles: Set<SourceFile.ID> {
    var used = Set(templates)
    used.formUnion(files.map(\.file.id))
    for bundle in bundles { used.formUnion(bundle.files) }
    return used
  }

  /// Whether anything is made of any file in a folder or below it.
  package func holdsAnything(below folder: String) -> Bool {
    bundles.contains { isPath($0.root, in: folder) || isPath(folder, in: $0.root) }
      || templates.contains { isPath(sources[$0].path, in: folder) }
      || files.contains { isPath($0.file.path, in: folder) }
  }
}

/// Says for each folder of a bundle whose templates no stage reads that they were not checked.
func uncheckedEngines(of workspace: Workspace) -> [ToolNote] {
  workspace.bundles.flatMap(\.infrastructure).compactMap { infrastructure in
    guard infrastructure.engine == .terraform else { return nil }
    return ToolNote(
      "Terraform is not checked yet, only the manifest and the schema around it",
      about: .place(.folder(infrastructure.folder)))
  }
}

/// Says for each file that the user named and that is nothing to lint that it was skipped: a hook
/// passes whatever has changed.
func skippedFiles(of workspace: Workspace) -> [ToolNote] {
  let used = workspace.usedFiles
  return workspace.sources.named.subtracting(used).sorted().map { file in
    ToolNote("skipped: neither a template nor a part of a bundle", about: .place(.file(file)))
  }
}

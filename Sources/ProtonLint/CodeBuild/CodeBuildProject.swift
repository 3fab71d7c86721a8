/// A manifest whose commands CodeBuild runs, with all paths through its Jinja.
public struct CodeBuildManifest: Sendable {
  public let rendered: RenderedFile
  public let bundle: TemplateBundle.ID
  /// The entries for CodeBuild on each path.
  public let projects: [CodeBuildProject]
  let trees: [(tree: SyntaxTree, condition: Condition)]
}

/// What one entry of a manifest has CodeBuild do, along one path through the manifest.
public struct CodeBuildProject: Sendable {
  public let file: SourceFile.ID
  public let bundle: TemplateBundle.ID
  public let role: Infrastructure.Role
  /// The folder of the manifest, in which the commands run.
  public let folder: String
  public let condition: Condition
  public let entry: SyntaxNode
  /// Nil where `settings` is missing or no mapping.
  public let settings: SyntaxNode.Entry?
  /// Nil where the key is missing.
  public let provision: CommandList?
  public let deprovision: CommandList?
  let tokens: TokenTable

  /// The commands of `provision` or of `deprovision`.
  public struct CommandList: Sendable {
    public let key: SyntaxNode
    public let value: SyntaxNode
    public let commands: [ShellText]
    /// What the commands start.
    public let run: CommandRun

    init(_ entry: SyntaxNode.Entry, in folder: String, of sources: SourceStore) {
      key = entry.key
      value = entry.value
      let nodes = value.isSequence ? Array(value.items) : [value]
      commands = nodes.filter { $0.isScalar && !$0.isNull && !$0.textBytes.allSatisfy(isSpace) }
        .map(ShellText.init)
      run = CommandRun(commands, in: folder, of: sources)
    }
  }

  init(
    entry: SyntaxNode, role: Infrastructure.Role, folder: String, rendered: RenderedFile,
    bundle: TemplateBundle.ID, condition: Condition, sources: SourceStore
  ) {
    file = rendered.file
    self.bundle = bundle
    self.role = role
    self.folder = folder
    self.condition = condition
    self.entry = entry
    tokens = rendered.renderings.tokens
    settings = entry.entry("settings").flatMap { $0.value.isMapping ? $0 : nil }
    provision = settings?.value.entry("provision").map { CommandList($0, in: folder, of: sources) }
    deprovision = settings?.value.entry("deprovision").map {
      CommandList($0, in: folder, of: sources)
    }
  }

  public var image: SyntaxNode.Entry? { settings?.value.entry("image") }
  /// A runtime and its version, each.
  public var runtimes: [SyntaxNode.Entry] { entries(of: settings?.value["runtimes"]) }
  /// Environment variables with their values.
  public var variables: [SyntaxNode.Entry] { entries(of: environment?["variables"]) }
  /// Environment variables with the secrets that they come from.
  public var secrets: [SyntaxNode.Entry] { entries(of: environment?["secrets_manager"]) }
  /// Environment variables with the parameters that they come from.
  public var parameters: [SyntaxNode.Entry] { entries(of: environment?["parameter_store"]) }
  /// What Proton adds to the properties of the project.
  public var projectProperties: SyntaxNode.Entry? { settings?.value.entry("project_properties") }
  public var inputType: SyntaxNode.Entry? { settings?.value.entry("input_type") }

  /// Both lists of commands, as far as they are there.
  public var commandLists: [CommandList] { [provision, deprovision].compactMap { $0 } }

  /// What Jinja printed into a text that Proton or a deployment decides on.
  public func symbols(in node: SyntaxNode) -> [Symbol] {
    tokens.parts(of: node.textBytes).flatMap { part, _ -> [Symbol] in
      guard case .printed(let printed) = part else { return [] }
      return printed.symbols
    }
  }

  private var environment: SyntaxNode? { settings?.value["env"] }

  private func entries(of node: SyntaxNode?) -> [SyntaxNode.Entry] {
    node.map { Array($0.entries) } ?? []
  }
}

/// A text of the shell, with the place of each of its bytes.
public struct ShellText: Sendable {
  private enum Origin: Sendable {
    case file(SourceFile.ID)
    case scalar(ScalarPlaces)
  }

  public let bytes: [UInt8]
  public let script: ShellScript
  private let origin: Origin

  /// A command in a manifest or in another file of data.
  init(_ scalar: SyntaxNode) {
    bytes = Array(scalar.textBytes)
    script = readShell(bytes[...])
    origin = .scalar(ScalarPlaces(scalar))
  }

  /// A script.
  init(_ file: SourceFile) {
    bytes = file.bytes
    script = readShell(bytes[...])
    origin = .file(file.id)
  }

  public func span(of range: Range<Int>) -> Span {
    switch origin {
    case .file(let file): Span(file: file, start: range.lowerBound, end: range.upperBound)
    case .scalar(let places): places.span(of: range)
    }
  }
}

extension ShellWord {
  /// Whether something was printed into the word that nobody has set yet.
  public var holdsSymbol: Bool {
    parts.contains { part in
      switch part {
      case .text(let text, _), .variable(let text, _), .expansion(let text, _):
        TokenTable.mayHoldToken(ArraySlice(text.utf8))
      }
    }
  }
}

/// Renders the manifest of every folder whose commands CodeBuild runs.
func readCodeBuildManifests(of workspace: Workspace, _ options: LintOptions) -> [CodeBuildManifest]
{
  let plans = workspace.bundles.flatMap { bundle in
    bundle.infrastructure.compactMap { infrastructure -> ManifestPlan? in
      guard infrastructure.engine == .codeBuild, let file = infrastructure.manifest?.file else {
        return nil
      }
      return ManifestPlan(file: file, bundle: bundle, infrastructure: infrastructure)
    }
  }
  return concurrentMap(plans.count, workers: options.workers) { number in
    plans[number].manifest(in: workspace.sources, limits: options.limits)
  }
}

private struct ManifestPlan: Sendable {
  let file: SourceFile.ID
  let bundle: TemplateBundle
  let infrastructure: Infrastructure

  func manifest(in sources: SourceStore, limits: RenderLimits) -> CodeBuildManifest {
    let rendered = RenderedFile(
      sources[file], of: bundle, as: infrastructure.role, limits: limits)
    let trees = rendered.renderings.all.map { rendering in
      (tree: parseYAML(rendering.text, map: rendering.map), condition: rendering.condition)
    }
    let projects = trees.flatMap { tree, condition -> [CodeBuildProject] in
      // Of a text that breaks off, the commands behind the break are not known.
      guard rendered.isWhole, !tree.breaksOff else { return [] }
      let entries = tree.root?["infrastructure"]?["templates"]?.items
      return (entries.map { Array($0.prefix(Manifest.entryLimit)) } ?? [])
        .filter { $0["rendering_engine"]?.text == "codebuild" }
        .map {
          CodeBuildProject(
            entry: $0, role: infrastructure.role, folder: infrastructure.folder,
            rendered: rendered, bundle: bundle.id, condition: condition, sources: sources)
        }
    }
    return CodeBuildManifest(
      rendered: rendered, bundle: bundle.id, projects: projects, trees: trees)
  }
}

/// What the parsers said of each manifest, on which of its paths.
func interpretedFiles(
  of manifests: [CodeBuildManifest], in workspace: Workspace
) -> [InterpretedFile] {
  manifests.map {
    $0.rendered.interpreted(as: .manifest, $0.trees, in: workspace.sources)
  }
}

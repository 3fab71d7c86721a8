extension Workspace {
  /// Makes out what the files of a store are.
  public init(_ sources: SourceStore) {
    let index = FolderIndex(sources)
    var detection = BundleDetection(sources, index)
    let bundles = detection.bundles()
    var trees = detection.trees
    var files = InterpretedFiles(sources)
    for bundle in bundles { files.add(bundle, &trees) }

    let matching = SpecMatching(bundles)
    let ownFolders = Set(bundles.flatMap(\.ownFolders))
    var specs: [Spec] = []
    var opsFiles: [OpsFile] = []
    var environments: [DeclaredEnvironment] = []
    var templates: [SourceFile.ID] = []
    func addCommands(of file: SourceFile) {
      let commands = CommandSpecs(in: file)
      guard !commands.specs.isEmpty else { return }
      specs += commands.specs.map { matching.matched($0, in: file) }
      environments += commands.environments
      files.add(file, as: .spec)
    }
    for id in index.all where !files.contains(id) {
      let file = sources[id]
      guard !sources.context.contains(id) else { continue }
      if isCode(file.name) {
        if case .text = file.content { addCommands(of: file) }
        continue
      }
      guard case .text(let text) = file.content else {
        if sources.archives.contains(id) {
          files.add(file, as: .archive)
        } else if sources.isRelevant(file) {
          files.add(file, as: .template)
        }
        continue
      }
      if sources.declaredTemplates.contains(id) {
        templates.append(id)
      } else if !isDataFile(file.name), !sources.named.contains(id) {
        addCommands(of: file)
      } else if mayBeSpec(file.name, text), let tree = trees[id],
        let spec = tree.root.flatMap({ Spec(file: id, root: $0) })
          .map({ matching.matched($0, in: file) }), spec.isOne
      {
        specs.append(spec)
        files.add(file, as: .spec, of: spec.bundle, tree)
      } else if mayBeOpsFile(text), let tree = trees[id],
        let opsFile = OpsFile(file: file, tree: tree, sources: sources, index: index)
      {
        opsFiles.append(opsFile)
        files.add(file, as: .opsFile, tree)
      } else if !isInside(file.folder, ownFolders),
        isTemplate(text, parse: { parseData(file) })
      {
        templates.append(id)
        let embedded = EmbeddedSpecs(in: file)
        specs += embedded.specs.map { matching.matched($0, in: file) }
        environments += embedded.environments
      } else {
        addCommands(of: file)
      }
    }
    self.init(
      sources: sources, bundles: bundles, templates: templates, specs: specs, opsFiles: opsFiles,
      declaredEnvironments: environments, files: files.sorted, folders: index)
  }
}

extension Spec {
  /// Whether a file that might be a spec is one: it says so, or it has the keys of one and lies
  /// where a bundle's specs lie.
  fileprivate var isOne: Bool {
    saysItsKind || (bundle != nil && (kindEntry != nil || hasKeysOfNothingElse))
  }
}

extension TemplateBundle {
  /// Folders whose files are the bundle's and nothing by themselves. Commands of CodeBuild deploy
  /// what they like from theirs.
  fileprivate var ownFolders: [String] {
    infrastructure.filter { $0.engine != .codeBuild && $0.folder != root || kind == .component }
      .map(\.folder) + [path(root, "schema")]
  }
}

private func isInside(_ folder: String, _ folders: Set<String>) -> Bool {
  var folder: String? = folder
  while let current = folder {
    if folders.contains(current) { return true }
    folder = parentFolder(of: current)
  }
  return false
}

extension SourceStore {
  /// Whether it matters that no text could be had of a file that is part of no bundle.
  fileprivate func isRelevant(_ file: SourceFile) -> Bool {
    guard case .unreadable(let fault) = file.content else { return false }
    if case .refused = fault { return true }
    return named.contains(file.id) || templateLike.contains(file.id)
  }
}

/// The files that were read as something, each once.
private struct InterpretedFiles {
  private let sources: SourceStore
  private var files: [SourceFile.ID: InterpretedFile] = [:]

  init(_ sources: SourceStore) { self.sources = sources }

  var sorted: [InterpretedFile] {
    files.values.sorted { $0.file.id < $1.file.id }
  }

  /// Whether a file is known to be something: the templates of bundles included.
  func contains(_ id: SourceFile.ID) -> Bool { files[id] != nil || bundleTemplates.contains(id) }

  private var bundleTemplates: Set<SourceFile.ID> = []

  mutating func add(_ bundle: TemplateBundle, _ trees: inout ParsedFiles) {
    func add(_ id: SourceFile.ID?, as role: InterpretedFile.Role) {
      guard let id else { return }
      self.add(sources[id], as: role, of: bundle.id, trees[id])
    }
    add(bundle.schemaFile, as: .schema)
    for infrastructure in bundle.infrastructure {
      add(infrastructure.manifestFile, as: .manifest)
      for template in infrastructure.templates {
        bundleTemplates.insert(template)
        // Those with a text are added when they are rendered.
        if case .unreadable = sources[template].content { add(template, as: .template) }
      }
    }
    for registration in bundle.registrations {
      let problems = registration.tree.map(reported) ?? []
      files[registration.file] = InterpretedFile(
        file: sources[registration.file], role: .registration, bundle: bundle.id,
        problems: problems)
    }
  }

  mutating func add(
    _ file: SourceFile, as role: InterpretedFile.Role, of bundle: TemplateBundle.ID? = nil,
    _ tree: SyntaxTree? = nil
  ) {
    guard files[file.id] == nil else { return }
    files[file.id] = InterpretedFile(
      file: file, role: role, bundle: bundle, problems: tree.map(reported) ?? [])
  }

  private func reported(_ tree: SyntaxTree) -> [InterpretedFile.Reported] {
    tree.problems.map { InterpretedFile.Reported(problem: $0, condition: .always) }
  }
}

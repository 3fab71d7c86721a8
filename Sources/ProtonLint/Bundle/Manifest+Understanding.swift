extension Manifest {
  /// Reads a manifest as far as it is one; what it names is looked up in its own folder alone.
  init(file: SourceFile, tree: SyntaxTree, sources: SourceStore, index: FolderIndex) {
    self.file = file.id
    self.tree = tree
    let templates = tree.root?["infrastructure"]?["templates"]
    templatesNode = templates?.isSequence == true ? templates : nil
    entries = (templatesNode.map { Array($0.items.prefix(Self.entryLimit)) } ?? []).map { node in
      let engine = node.entry("rendering_engine") ?? node.entry("engine")
      let language = node["template_language"]
      let isTerraform = Entry.engine(named: engine?.value.text, language?.text) == .terraform
      return Entry(
        node: node, file: node["file"], engine: engine, language: language,
        settings: node["settings"],
        target: Self.target(
          of: node["file"], in: file.folder, isTerraform: isTerraform, sources, index))
    }
  }

  /// Proton takes one template of CloudFormation and ten files of Terraform; what is past this many
  /// entries is left out, for each may name a whole folder.
  static let entryLimit = 1_000

  private static func target(
    of name: SyntaxNode?, in folder: String, isTerraform: Bool, _ sources: SourceStore,
    _ index: FolderIndex
  ) -> Entry.Target {
    guard let name, name.isScalar, !name.isNull else { return .none }
    var parts = name.text.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.text.hasPrefix("/"), !parts.contains("..") else { return .outside }
    parts.removeAll { $0 == "." || $0.isEmpty }
    guard let last = parts.popLast() else { return .missing }
    let place = parts.reduce(folder) { path($0, String($1)) }
    guard last.contains("*") else {
      guard let file = sources.file(at: path(place, String(last))) else { return .missing }
      return sources.outsideLinks.contains(file.id) ? .outside : .files([file.id])
    }
    let pattern = Glob(last.utf8)
    let files = index.files(in: place).filter {
      pattern.matches($0.name.utf8) && !sources.outsideLinks.contains($0.id)
        && (!isTerraform || $0.name.hasSuffix(".tf"))
    }
    return files.isEmpty ? .missing : .files(files.map(\.id))
  }

  /// The engine of the first entry that tells; nil where none does.
  var engine: Infrastructure.Engine? { entries.lazy.compactMap(\.knownEngine).first }

  /// The files that the entries lead to, each once.
  var targets: [SourceFile.ID] {
    var files: [SourceFile.ID] = []
    var seen: Set<SourceFile.ID> = []
    for entry in entries {
      guard case .files(let found) = entry.target, entry.knownEngine != .codeBuild else { continue }
      files += found.filter { seen.insert($0).inserted }
    }
    return files
  }
}

extension Manifest.Entry {
  /// By the engine, or, if that is none of Proton's, by the language.
  public var knownEngine: Infrastructure.Engine? {
    Self.engine(named: engine?.value.text, language?.text)
  }

  fileprivate static func engine(
    named engine: String?, _ language: String?
  ) -> Infrastructure.Engine? {
    switch engine {
    case "jinja": return .jinja
    case "hcl": return .terraform
    case "codebuild": return .codeBuild
    default: break
    }
    return switch language {
    case "cloudformation": .jinja
    case "terraform": .terraform
    default: nil
    }
  }
}

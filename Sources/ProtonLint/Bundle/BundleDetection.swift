/// Finds the bundles among the files of a store, by what is in the files.
///
/// Names alone say little: public repositories hold many a `schema/schema.yaml` and
/// `infrastructure/manifest.yaml` that have nothing to do with Proton.
struct BundleDetection {
  private let sources: SourceStore
  private let index: FolderIndex
  private(set) var trees: ParsedFiles

  init(_ sources: SourceStore, _ index: FolderIndex) {
    self.sources = sources
    self.index = index
    trees = ParsedFiles(sources)
  }

  /// The bundles in order of their roots.
  mutating func bundles() -> [TemplateBundle] {
    var drafts: [String: BundleDraft] = [:]
    let candidates = candidates()
    for root in candidates.roots.sorted() where !isLeftAlone(root) {
      if let draft = draft(at: root) { drafts[root] = draft }
    }
    for folder in candidates.manifestFolders where !isLeftAlone(folder) {
      place(manifestIn: folder, in: &drafts)
    }
    let sorted = drafts.values.sorted {
      $0.root.utf8.lexicographicallyPrecedes($1.root.utf8)
    }
    return sorted.enumerated().map { number, draft in
      bundle(draft, id: TemplateBundle.ID(index: number))
    }
  }

  private struct Candidates {
    var roots: Set<String> = []
    /// Folders with a manifest that are not named as infrastructure is.
    var manifestFolders: [String] = []
  }

  private func candidates() -> Candidates {
    var result = Candidates()
    for id in index.all {
      let file = sources[id]
      let folder = file.folder
      let folderName = lastPart(of: folder)
      let parent = parentFolder(of: folder)
      if schemaNames.contains(file.name) {
        if folderName == "schema", let parent { result.roots.insert(parent) }
        result.roots.insert(folder)
      } else if manifestNames.contains(file.name) {
        if infrastructureNames.contains(folderName), let parent {
          result.roots.insert(parent)
        } else if result.manifestFolders.last != folder {
          result.manifestFolders.append(folder)
        }
      } else if serviceFolderNames.contains(folderName), let parent, isDataFile(file.name),
        looksLikeCloudFormation(file.bytes)
      {
        result.roots.insert(parent)
      }
    }
    return result
  }

  /// What Proton or a person made from bundles is none itself.
  private func isLeftAlone(_ root: String) -> Bool {
    var folder: String? = root
    while let current = folder {
      if lastPart(of: current) == "dev-resources" { return true }
      if index.file(["proton.auto.tfvars.json", ".proton/deployment-metadata.json"], in: current)
        != nil
      {
        return true
      }
      folder = parentFolder(of: current)
    }
    return false
  }

  private mutating func draft(at root: String) -> BundleDraft? {
    var schema = index.file(schemaNames, in: path(root, "schema"))
    var isProtonSchema = schema.map { looksLikeSchema($0) } ?? false
    if !isProtonSchema, let loose = index.file(schemaNames, in: root),
      lastPart(of: root) != "schema"
    {
      let isProton = looksLikeSchema(loose)
      if isProton || schema == nil { (schema, isProtonSchema) = (loose, isProton) }
    }
    let manifests = infrastructureNames.filter { name in
      guard let file = index.file(manifestNames, in: path(root, name)) else { return false }
      return serviceFolderNames.contains(name) || looksLikeManifest(file)
        || (schema != nil && inventsKeys(file))
    }
    let templates = serviceFolderNames.filter { name in
      index.files(in: path(root, name)).contains {
        isDataFile($0.name) && looksLikeCloudFormation($0.bytes)
      }
    }
    guard isProtonSchema || !manifests.isEmpty || !templates.isEmpty else { return nil }
    var draft = BundleDraft(root: root, schema: schema, folders: [])
    let declared = schema.flatMap { declaredKind(in: $0) }
    let hasServiceFolder = serviceFolderNames.contains { index.hasFiles(below: path(root, $0)) }
    let isPreviewService = manifests.contains("pipeline")
    draft.kind = declared ?? (hasServiceFolder || isPreviewService ? .service : .environment)
    draft.folders = folders(of: draft, manifests: manifests)
    return draft
  }

  /// The infrastructure of a root, each role with the folder that plays it.
  private func folders(of draft: BundleDraft, manifests: [String]) -> [BundleDraft.Folder] {
    func exists(_ name: String) -> Bool { index.hasFiles(below: path(draft.root, name)) }
    var folders: [BundleDraft.Folder] = []
    func add(_ role: Infrastructure.Role, _ name: String) {
      folders.append(.init(role: role, path: path(draft.root, name), isNamedSo: true))
    }
    let main: Infrastructure.Role = draft.kind == .environment ? .environment : .instance
    if exists("instance_infrastructure") {
      add(.instance, "instance_infrastructure")
    }
    if exists("infrastructure"), main == .environment || folders.isEmpty {
      add(main, "infrastructure")
    }
    if exists("pipeline_infrastructure") {
      add(.pipeline, "pipeline_infrastructure")
    } else if draft.kind == .service,
      manifests.contains("pipeline") || hasTemplate(in: path(draft.root, "pipeline"))
    {
      add(.pipeline, "pipeline")
    }
    if !folders.contains(where: { $0.role == main }) {
      let terraform = path(draft.root, "terraform")
      if index.files(in: terraform).contains(where: { $0.name.hasSuffix(".tf") }) {
        folders.insert(.init(role: main, path: terraform, isNamedSo: false), at: 0)
      }
    }
    return folders
  }

  private func hasTemplate(in folder: String) -> Bool {
    index.files(in: folder).contains { isDataFile($0.name) && looksLikeCloudFormation($0.bytes) }
  }

  /// A manifest beside a schema, in a folder of a wrong name, or of a component.
  private mutating func place(manifestIn folder: String, in drafts: inout [String: BundleDraft]) {
    guard let file = index.file(manifestNames, in: folder) else { return }
    func add(to root: String) -> Bool {
      guard var draft = drafts[root] else { return false }
      let main: Infrastructure.Role = draft.kind == .environment ? .environment : .instance
      let isPipeline = draft.kind == .service && lastPart(of: folder).contains("pipeline")
      let role: Infrastructure.Role = isPipeline ? .pipeline : main
      if !draft.folders.contains(where: { $0.role == role }) {
        draft.folders.insert(
          .init(role: role, path: folder, isNamedSo: false),
          at: isPipeline ? draft.folders.count : 0)
        drafts[root] = draft
        return true
      }
      return root == folder
    }
    guard looksLikeManifest(file) else {
      if inventsKeys(file) && drafts[folder] != nil { _ = add(to: folder) }
      return
    }
    if add(to: folder) { return }
    var inner = folder
    while let parent = parentFolder(of: inner) {
      if let draft = drafts[parent], draft.folders.contains(where: { isPath(folder, in: $0.path) })
      {
        return
      }
      inner = parent
    }
    if let parent = parentFolder(of: folder), add(to: parent) { return }
    drafts[folder] = BundleDraft(
      root: folder, schema: nil, kind: .component,
      folders: [.init(role: .component, path: folder, isNamedSo: true)])
  }

  private mutating func looksLikeManifest(_ file: SourceFile) -> Bool {
    if manifestMarks.contains(where: { contains($0, in: file.bytes) }) { return true }
    guard contains("infrastructure", in: file.bytes) else { return false }
    return trees[file.id]?.root?["infrastructure"]?["templates"]?.isSequence == true
  }

  /// Whether a manifest has keys that Proton does not know, but that somebody took for Proton's.
  private mutating func inventsKeys(_ file: SourceFile) -> Bool {
    guard let root = trees[file.id]?.root else { return false }
    return root["template_file"] != nil || root["template_format"] != nil
  }

  private mutating func looksLikeSchema(_ file: SourceFile) -> Bool {
    guard contains("schema", in: file.bytes) else { return false }
    guard let tree = trees[file.id] else { return false }
    if let schema = tree.root?["schema"], schema.isMapping {
      return schema.entries.contains { $0.key.text.hasSuffix("_input_type") }
        || (schema["format"]?["openapi"] != nil && schema["types"] != nil)
    }
    return !tree.problems.isEmpty && inputTypeMarks.contains { contains($0, in: file.bytes) }
  }

  private mutating func declaredKind(in schema: SourceFile) -> TemplateBundle.Kind? {
    let root = trees[schema.id]?.root.map { $0["schema"] ?? $0 }
    let declaresService =
      root?["service_input_type"] != nil || root?["pipeline_input_type"] != nil
    let declaresEnvironment = root?["environment_input_type"] != nil
    if declaresService != declaresEnvironment {
      return declaresService ? .service : .environment
    }
    // The tree may have broken off before the header; if both are declared, the folders decide.
    guard !declaresService, trees[schema.id]?.problems.isEmpty == false else { return nil }
    if contains("service_input_type", in: schema.bytes) { return .service }
    return contains("environment_input_type", in: schema.bytes) ? .environment : nil
  }

  private mutating func bundle(
    _ draft: BundleDraft, id: TemplateBundle.ID
  ) -> TemplateBundle {
    let infrastructure = draft.folders.map { self.infrastructure($0) }
    let identity = identity(of: draft.root)
    let protonizer = protonizerFile(of: draft.root)
    let ownName = identity.major == nil ? protonizer?.tree?.root?["name"]?.text : nil
    let registrations = registrations(in: draft.root)
    return TemplateBundle(
      id: id, kind: draft.kind, layout: draft.layout(infrastructure), root: draft.root,
      name: ownName ?? identity.name, majorVersion: identity.major ?? 1,
      isVersioned: identity.major != nil,
      schema: draft.schema.flatMap { schema in
        trees[schema.id].map { InputSchema(file: schema.id, tree: $0) }
      },
      infrastructure: infrastructure,
      registrations: registrations.isEmpty ? [protonizer].compactMap(\.self) : registrations,
      files: Array(index.files(below: draft.root)), schemaFile: draft.schema?.id)
  }

  private mutating func registrations(in root: String) -> [Registration] {
    registrationNames.compactMap { name -> Registration? in
      guard let file = index.file([name], in: root) else { return nil }
      if file.name == ".compatible-envs" { return Registration(lines: file) }
      return trees[file.id].map { Registration(file: file.id, tree: $0) }
    }
  }

  /// The `proton.yaml` that Protonizer publishes a bundle by.
  private mutating func protonizerFile(of root: String) -> Registration? {
    guard let file = index.file(["proton.yaml", "proton.yml"], in: root),
      let tree = trees[file.id], let top = tree.root, top["name"] != nil,
      ["environment", "service"].contains(top["type"]?.text)
    else { return nil }
    return Registration(file: file.id, tree: tree, form: .protonizer)
  }

  private mutating func infrastructure(_ folder: BundleDraft.Folder) -> Infrastructure {
    let manifestFile = index.file(manifestNames, in: folder.path)
    let manifest = manifestFile.flatMap { file in
      trees[file.id].map { Manifest(file: file, tree: $0, sources: sources, index: index) }
    }
    let files = index.files(in: folder.path).filter { !sources.outsideLinks.contains($0.id) }
    let terraform = files.filter { $0.name.hasSuffix(".tf") }
    let cloudFormation = files.filter {
      isDataFile($0.name) && $0.id != manifestFile?.id && looksLikeCloudFormation($0.bytes)
    }
    let engine: Infrastructure.Engine? =
      if let engine = manifest?.engine {
        engine
      } else if !terraform.isEmpty {
        .terraform
      } else {
        cloudFormation.isEmpty ? nil : .jinja
      }
    let templates: [SourceFile.ID] =
      if let manifest, !manifest.entries.isEmpty, !manifest.tree.breaksOff {
        manifest.targets
      } else {
        switch engine {
        case .terraform: terraform.map(\.id)
        case .jinja: cloudFormation.map(\.id)
        case .codeBuild, nil: []
        }
      }
    return Infrastructure(
      role: folder.role, folder: folder.path, manifest: manifest, engine: engine,
      templates: templates, manifestFile: manifestFile?.id)
  }

  /// The name and the version that the folders give a root.
  private func identity(of root: String) -> (name: String, major: Int?) {
    var parts =
      root.hasPrefix("/") ? [] : sources.workingFolder.split(separator: "/").map(String.init)
    for part in root.split(separator: "/") where part != "." {
      if part == "..", !parts.isEmpty {
        parts.removeLast()
      } else {
        parts.append(String(withoutArchiveEnding(part)))
      }
    }
    guard let last = parts.last else { return ("", nil) }
    guard let major = majorVersion(of: last), parts.count > 1 else { return (last, nil) }
    return (parts[parts.count - 2], major)
  }

  private func majorVersion(of name: String) -> Int? {
    let digits = name.hasPrefix("v") ? name.dropFirst() : name[...]
    guard digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    return Int(digits)
  }
}

private let schemaNames = ["schema.yaml", "schema.yml"]
private let manifestNames = ["manifest.yaml", "manifest.yml"]
private let registrationNames = [
  ".template-registration.yaml", ".template-registration.yml", ".compatible-envs",
]
private let infrastructureNames = [
  "infrastructure", "instance_infrastructure", "pipeline", "pipeline_infrastructure",
]
/// Names that nobody but Proton gives a folder.
private let serviceFolderNames = ["instance_infrastructure", "pipeline_infrastructure"]
private let manifestMarks: [StaticString] = ["rendering_engine", "template_language"]
private let inputTypeMarks: [StaticString] = [
  "environment_input_type", "pipeline_input_type", "service_input_type",
]

func isDataFile(_ name: String) -> Bool {
  [".json", ".template", ".yaml", ".yml"].contains { name.hasSuffix($0) }
}

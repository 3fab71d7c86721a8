/// `proton-ops.yaml`: from which branch and spec each instance of a service is synced.
///
/// Shape: `sync: {services: {service: {instance: {branch, spec}}}}`. See "Service sync
/// configurations": <https://docs.aws.amazon.com/proton/latest/userguide/ag-service-sync-configs.html>.
public struct OpsFile: Sendable {
  public let file: SourceFile.ID
  public let tree: SyntaxTree
  public let instances: [Instance]

  public struct Instance: Sendable {
    public let service: String
    public let name: SyntaxNode
    public let node: SyntaxNode
    public let branch: String?
    public let spec: SyntaxNode?
    /// The file that `spec` leads to, from the folder of this file or one around it.
    public let target: SourceFile.ID?
    /// Whether a missing target is known to be missing: the folder that should hold it was read.
    public let isTargetFolderKnown: Bool
  }

  /// Nil if the tree is of something else.
  init?(file: SourceFile, tree: SyntaxTree, sources: SourceStore, index: FolderIndex) {
    guard let services = tree.root?["sync"]?["services"], services.isMapping else { return nil }
    self.file = file.id
    self.tree = tree
    instances = services.entries.flatMap { service in
      service.value.entries.map { entry in
        let spec = entry.value["spec"]
        let place = SpecPlace(spec?.text ?? "", from: file, sources, index)
        return Instance(
          service: service.key.text, name: entry.key, node: entry.value,
          branch: entry.value["branch"]?.text, spec: spec, target: place.target,
          isTargetFolderKnown: place.isFolderKnown && !sources.named.contains(file.id))
      }
    }
  }

  /// Whether all instances are synced from one branch. What lies on others is not known here.
  public var hasOneBranch: Bool { Set(instances.compactMap(\.branch)).count <= 1 }
}

/// Where a path of an ops file leads. It starts at the top of the repository, which is a folder
/// around the file.
private struct SpecPlace {
  private(set) var target: SourceFile.ID?
  private(set) var isFolderKnown = false

  init(_ text: String, from file: SourceFile, _ sources: SourceStore, _ index: FolderIndex) {
    let parts = text.split(separator: "/").filter { $0 != "." }.map(String.init)
    guard let first = parts.first, !parts.contains("..") else { return }
    var folder: String? = file.folder
    while let current = folder {
      if let found = sources.file(at: parts.reduce(current) { path($0, $1) }) {
        target = found.id
        return
      }
      if parts.count == 1 || index.hasFiles(below: path(current, first)) { isFolderKnown = true }
      folder = parentFolder(of: current)
    }
  }
}

func mayBeOpsFile(_ text: [UInt8]) -> Bool {
  hasTopKey("sync", in: text[...]) && contains("services", in: text)
}

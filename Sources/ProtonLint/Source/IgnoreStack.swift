/// The patterns of Git that hold in a folder: those of the folder, of the folders above it up to
/// the repository's root, and of `.git/info/exclude`.
struct IgnoreStack: Sendable {
  /// From the weakest to the strongest.
  private var levels: [(base: PathBytes, patterns: GitIgnore)] = []

  init() {}

  /// The stack that holds above a folder: what its own `.gitignore` says is not part of it.
  init(above folder: PathBytes) {
    guard let root = Self.repositoryRoot(of: folder), root != folder else { return }
    var base = root
    enter(repository: root)
    let rest = folder.dropFirst(root.last == slash ? root.count : root.count + 1)
    for name in rest.split(separator: slash) {
      add(base, file: base.appending(ignoreFile))
      // What is named is never ignored, so what ignores it does not hold here.
      base = base.appending(name)
      if ignores(base, isFolder: true) { levels = [] }
    }
  }

  /// The stack in a folder that is a repository's root or holds patterns.
  func entering(_ folder: PathBytes, _ names: [PathBytes]) -> IgnoreStack {
    var stack = self
    if names.contains(repositoryFolder) { stack.enter(repository: folder) }
    if names.contains(ignoreFile) { stack.add(folder, file: folder.appending(ignoreFile)) }
    return stack
  }

  /// What the folder above says must have been asked before: it cannot be taken back here.
  func ignores(_ path: PathBytes, isFolder: Bool) -> Bool {
    for (base, patterns) in levels.reversed() {
      let rest = path.dropFirst(base.last == slash ? base.count : base.count + 1)
      if let verdict = patterns.verdict(on: rest, isFolder: isFolder) { return verdict }
    }
    return false
  }

  private mutating func enter(repository root: PathBytes) {
    levels = []
    add(root, file: root.appending(repositoryFolder).appending(Array("info/exclude".utf8)))
  }

  private mutating func add(_ base: PathBytes, file: PathBytes) {
    guard let descriptor = try? Descriptor.open(file), let status = try? descriptor.status(),
      status.kind == .file, status.size <= Self.sizeLimit,
      let bytes = try? descriptor.bytes(limit: Self.sizeLimit, sizeHint: status.size)
    else { return }
    let patterns = GitIgnore(bytes)
    if !patterns.isEmpty { levels.append((base, patterns)) }
  }

  private static let sizeLimit = 1_000_000

  private static func repositoryRoot(of folder: PathBytes) -> PathBytes? {
    var folder = folder
    while true {
      if fileExists(folder.appending(repositoryFolder)) { return folder }
      guard let parent = parent(of: folder) else { return nil }
      folder = parent
    }
  }
}

private let ignoreFile = PathBytes(".gitignore".utf8)
private let repositoryFolder = PathBytes(".git".utf8)

/// The folder of an absolute path; nil for the root.
func parent(of path: PathBytes) -> PathBytes? {
  guard path.count > 1, let end = path.lastIndex(of: slash) else { return nil }
  return end == 0 ? [slash] : PathBytes(path[..<end])
}

/// A path of the command line, or the bundle around one.
struct NamedPath {
  enum Kind {
    case file(FileStatus)
    /// A packed bundle, which is taken for the folder that it holds.
    case archive
    /// With the names of the folders to go into directly below it; nil: all.
    case folder(only: Set<PathBytes>?)
    case other
  }

  let argument: String
  let kind: Kind
  let real: PathBytes
  private let ownDisplay: PathBytes

  init(_ argument: String) throws(SystemError) {
    self.argument = argument
    let bytes = PathBytes(argument.utf8)
    real = try realPath(of: bytes.isEmpty ? [dot] : bytes)
    let status = try FileStatus(of: real)
    kind =
      switch status.kind {
      case .file: isArchive(bytes) ? .archive : .file(status)
      case .folder: .folder(only: nil)
      case .link, .other: .other
      }
    ownDisplay = Self.displayed(bytes)
  }

  private init(bundle real: PathBytes, around path: NamedPath, depth: Int) {
    argument = path.argument
    self.real = real
    kind = .folder(only: Set(bundleFolders.map { PathBytes($0.utf8) }))
    ownDisplay = Self.folder(above: path.ownDisplay, depth: depth, real: path.real) ?? real
  }

  /// Without `.` between slashes and without doubled slashes.
  private static func displayed(_ path: PathBytes) -> PathBytes {
    let parts = path.split(separator: slash).filter { $0 != [dot] }
    let joined = PathBytes(parts.joined(separator: [slash]))
    return path.first == slash ? [slash] + joined : joined
  }

  /// The path without its last parts, if they are what the real path ends in.
  private static func folder(above path: PathBytes, depth: Int, real: PathBytes) -> PathBytes? {
    var parts = path.split(separator: slash)
    var realParts = real.split(separator: slash)
    var up = 0
    for _ in 0..<depth {
      guard let part = parts.popLast() else {
        up += 1
        continue
      }
      guard part == realParts.popLast() else { return nil }
    }
    guard path.first != slash else {
      return [slash] + PathBytes(parts.joined(separator: [slash]))
    }
    let ups = [ArraySlice<UInt8>](repeating: [dot, dot], count: up)
    return PathBytes((ups + parts).joined(separator: [slash]))
  }

  /// The path below the outermost of the named folders, so that a file has one name.
  func display(among paths: [NamedPath]) -> PathBytes {
    var outermost = self
    for path in paths where path.real.isFolder(of: real) {
      if path.real.count < outermost.real.count { outermost = path }
    }
    // The first mention of the same path counts.
    let first = paths.first { $0.real == outermost.real } ?? outermost
    let rest = real.dropFirst(first.real.count).drop { $0 == slash }
    return rest.isEmpty ? first.ownDisplay : first.ownDisplay.appending(rest)
  }

  /// The root of the bundle that this path is a part of, if it is one.
  var bundle: NamedPath? {
    if case .archive = kind { return nil }
    var inner = real
    var depth = 0
    while depth < 4, let folder = parent(of: inner) {
      depth += 1
      let part = inner.suffix(from: inner.lastIndex(of: slash).map { $0 + 1 } ?? 0)
      let name = folder.suffix(from: folder.lastIndex(of: slash).map { $0 + 1 } ?? 0)
      let isPart =
        bundleFolders.contains(text(part))
        || (depth == 1 && kind.isFile && !bundleFolders.contains(text(name)))
      if isPart && bundleMarks.contains(where: { fileExists(folder.appending($0.utf8)) }) {
        return NamedPath(bundle: folder, around: self, depth: depth)
      }
      inner = folder
    }
    return nil
  }
}

extension NamedPath.Kind {
  fileprivate var isFile: Bool { if case .file = self { true } else { false } }
}

/// The folders that a bundle consists of, in all layouts.
private let bundleFolders = [
  "infrastructure", "instance_infrastructure", "pipeline", "pipeline_infrastructure", "schema",
  "terraform",
]

/// Files that make a folder look like the root of a bundle.
private let bundleMarks = [
  "infrastructure/manifest.yaml", "infrastructure/manifest.yml",
  "instance_infrastructure/manifest.yaml", "instance_infrastructure/manifest.yml",
  "manifest.yaml", "manifest.yml", "pipeline/manifest.yaml",
  "pipeline_infrastructure/manifest.yaml", "pipeline_infrastructure/manifest.yml", "schema.yaml",
  "schema.yml", "schema/schema.yaml", "schema/schema.yml",
]

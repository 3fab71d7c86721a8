/// A path that the user named and that leads to nothing.
package struct PathFault: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case missing
    case refused(reason: String)
    /// A folder without a file that anything here could read.
    case empty
  }

  package let path: String
  package let reason: Reason
}

/// The files below the named paths, and what stood in the way.
package struct ReadResult: Sendable {
  package var sources: SourceStore
  package var faults: [PathFault]
  /// What the user should know and no rule reports.
  package var notes: [String]
}

/// Reads what lies below the paths that the user named; in the order of its path, each file once.
///
/// Of a named file that lies in a bundle, the rest of the bundle is read, too: a template cannot
/// be understood without its manifest and its schema.
package func readWorkspaceFiles(
  paths: [String], options: ReadOptions = ReadOptions()
) -> ReadResult {
  var faults: [PathFault] = []
  var named: [NamedPath] = []
  for path in paths {
    do throws(SystemError) {
      named.append(try NamedPath(path))
    } catch {
      let reason: PathFault.Reason = error.isMissing ? .missing : .refused(reason: error.reason)
      faults.append(PathFault(path: path, reason: reason))
    }
  }
  let roots = named + named.compactMap(\.bundle)
  var result = ReadResult(sources: SourceStore(), faults: faults, notes: [])
  var folders: [String] = []
  var collected = CollectedFiles()
  for path in roots {
    let display = path.display(among: roots)
    switch path.kind {
    case .folder(let topFolders):
      let ignores =
        options.skipsIgnored ? IgnoreStack(above: path.real) : IgnoreStack()
      do throws(SystemError) {
        let walk = try FolderWalk(
          path.real, display: display, ignores: ignores, topFolders: topFolders, options: options)
        result.notes += walk.notes
        collected.add(walk, isContext: topFolders != nil)
        guard topFolders == nil else { continue }
        folders.append(text(display))
        if walk.found.allSatisfy(\.isForNobody) {
          result.faults.append(PathFault(path: path.argument, reason: .empty))
        }
      } catch {
        result.faults.append(
          PathFault(path: path.argument, reason: .refused(reason: error.reason)))
      }
    case .file(let status):
      let file = readFile(
        path.real, display: display, status: status, isNamed: true, options: options)
      if case .unreadable(.refused(let reason)) = file.content {
        result.faults.append(PathFault(path: path.argument, reason: .refused(reason: reason)))
      }
      collected.addNamed(file)
    case .other:
      result.notes.append("\(path.argument) is skipped: it is no regular file")
    }
  }
  result.sources = collected.store()
  result.sources.namedFolders = folders
  return result
}

extension FoundFile {
  fileprivate var isForNobody: Bool {
    if case .notRead = content { true } else { false }
  }
}

/// Files of several walks, which may overlap.
private struct CollectedFiles {
  private var files: [PathBytes: FoundFile] = [:]
  private var named: Set<PathBytes> = []
  private var context: Set<PathBytes> = []
  private var skippedFolders: Set<PathBytes> = []

  mutating func add(_ walk: FolderWalk, isContext: Bool) {
    for file in walk.found {
      if files[file.display] == nil {
        files[file.display] = file
        if isContext { context.insert(file.display) }
      } else if !isContext {
        context.remove(file.display)
      }
    }
    skippedFolders.formUnion(walk.skippedFolders)
  }

  mutating func addNamed(_ file: FoundFile) {
    files[file.display] = file
    context.remove(file.display)
    named.insert(file.display)
  }

  func store() -> SourceStore {
    var store = SourceStore()
    store.workingFolder = workingFolder().map { text($0) } ?? ""
    let sorted = files.values.sorted { $0.display.lexicographicallyPrecedes($1.display) }
    for file in sorted {
      let id = store.add(
        path: text(file.display), content: file.content, size: file.size,
        hasByteOrderMark: file.hasByteOrderMark)
      if named.contains(file.display) { store.named.insert(id) }
      if context.contains(file.display) { store.context.insert(id) }
      if file.isTemplateLike { store.templateLike.insert(id) }
      if file.isOutsideLink { store.outsideLinks.insert(id) }
    }
    store.skippedFolders = skippedFolders.sorted { $0.lexicographicallyPrecedes($1) }.map {
      text($0)
    }
    return store
  }
}

/// A path of the command line, or the bundle around one.
private struct NamedPath {
  enum Kind {
    case file(FileStatus)
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
      case .file: .file(status)
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

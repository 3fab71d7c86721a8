/// The files of a store by the folder that they lie in.
struct FolderIndex: Sendable {
  private let sources: SourceStore
  /// In order of the bytes of their paths.
  private let sorted: [SourceFile.ID]
  private let direct: [String: [SourceFile.ID]]

  init(_ sources: SourceStore) {
    self.sources = sources
    let files = sources.files
    let isSorted = zip(files, files.dropFirst()).allSatisfy { precedes($0.path, $1.path) }
    sorted = (isSorted ? files : files.sorted { precedes($0.path, $1.path) }).map(\.id)
    var direct: [String: [SourceFile.ID]] = [:]
    for id in sorted { direct[sources[id].folder, default: []].append(id) }
    self.direct = direct
  }

  var all: [SourceFile.ID] { sorted }

  /// The files that lie in a folder themselves.
  func files(in folder: String) -> [SourceFile] { (direct[folder] ?? []).map { sources[$0] } }

  /// The first of some names that is in a folder.
  func file(_ names: [String], in folder: String) -> SourceFile? {
    names.lazy.compactMap { sources.file(at: path(folder, $0)) }.first
  }

  /// The files in a folder and in the folders below it.
  func files(below folder: String) -> ArraySlice<SourceFile.ID> {
    // The working directory holds neither absolute paths nor those that lead up.
    guard !folder.isEmpty else {
      return ArraySlice(
        sorted.filter { !sources[$0].path.hasPrefix("/") && !sources[$0].path.hasPrefix("../") })
    }
    let prefix = folder + "/"
    let start = firstIndex { !precedes(sources[$0].path, prefix) }
    let end = firstIndex {
      !precedes(sources[$0].path, prefix) && !sources[$0].path.utf8.starts(with: prefix.utf8)
    }
    return sorted[start..<max(start, end)]
  }

  func hasFiles(below folder: String) -> Bool { !files(below: folder).isEmpty }

  /// The index of the first file from which on something holds.
  private func firstIndex(where holds: (SourceFile.ID) -> Bool) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if holds(sorted[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

private func precedes(_ left: String, _ right: String) -> Bool {
  left.utf8.lexicographicallyPrecedes(right.utf8)
}

/// The path of a name in a folder; the empty folder is the working directory.
func path(_ folder: String, _ name: String) -> String {
  folder.isEmpty ? name : folder + "/" + name
}

/// The folder that a folder lies in; nil where the path does not tell.
func parentFolder(of folder: String) -> String? {
  guard !folder.isEmpty, lastPart(of: folder) != ".." else { return nil }
  guard let slash = folder.lastIndex(of: "/") else { return "" }
  return String(folder[..<slash])
}

/// The name of a file or folder, without the folders around it.
public func lastPart(of path: String) -> String {
  String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
}

/// Whether a path is a folder or below it.
func isPath(_ path: String, in folder: String) -> Bool {
  if folder.isEmpty { return !path.hasPrefix("/") && !path.hasPrefix("../") && path != ".." }
  return path == folder || path.utf8.starts(with: (folder + "/").utf8)
}

/// What an archive holds, as a folder of its name would.
struct ArchiveContents {
  fileprivate(set) var found: [FoundFile] = []
  fileprivate(set) var skippedFolders: [PathBytes] = []
  /// What of it was not read, or may not be what it seems.
  fileprivate(set) var notes: [ToolNote] = []
}

/// Reads an archive in memory; nothing is ever written.
///
/// - Parameter display: The path of the archive. Those of its files go on from it, as those in a
///   folder do: `bundle.tar.gz/schema/schema.yaml`.
func readArchive(
  _ bytes: [UInt8], display: PathBytes, options: ReadOptions
) throws(ArchiveFault) -> ArchiveContents {
  var collection = EntryCollection(display: display, options: options)
  var reader = try TarReader(bytes, limits: options.archives)
  var count = 0
  while let entry = try reader.next() {
    count += 1
    guard count <= options.archives.entries else {
      throw .tooManyEntries(limit: options.archives.entries)
    }
    guard let path = collection.path(of: entry) else { continue }
    switch entry.kind {
    case .file where isInterpreted(path):
      let isTooLarge = entry.size > options.sizeLimit
      let bytes = try reader.contents(limit: isTooLarge ? lookedAt : options.sizeLimit)
      collection.add(
        isTooLarge
          ? FoundFile(path, size: entry.size, limit: options.sizeLimit, beginning: bytes)
          : FoundFile(path, bytes: bytes).withoutIdleWords)
    case .folder: break
    case .file, .link, .device, .sparse, .continuation:
      collection.add(FoundFile(display: path, content: .notRead, size: entry.size))
      collection.remark(on: entry, at: path)
    }
  }
  if count == 0 { collection.remark(.nothing) }
  if reader.hasTrailingBytes { collection.remark(.trailing) }
  return collection.contents
}

/// The entries of an archive by their paths.
private struct EntryCollection {
  enum Remark: CaseIterable {
    case outside, long, deep, repeated, link, special, nested, trailing, nothing
  }

  /// The first few paths that something is to be said of, and how many there are.
  private struct Mentions {
    var count = 0
    var first: [PathBytes] = []
  }

  private let display: PathBytes
  private let options: ReadOptions
  private var files: [PathBytes: FoundFile] = [:]
  private var toolFolders: Set<PathBytes> = []
  private var remarks: [Remark: Mentions] = [:]

  init(display: PathBytes, options: ReadOptions) {
    self.display = display
    self.options = options
  }

  /// The path of an entry as reports print it; nil where it is left out.
  mutating func path(of entry: TarEntry) -> PathBytes? {
    guard entry.path.count <= options.archives.pathLength else {
      remark(.long, entry.path)
      return nil
    }
    let parts = entry.path.split(separator: slash).filter { !$0.elementsEqual([dot]) }
    guard
      entry.path.first != slash && !entry.path.contains(0)
        && !parts.contains(where: { $0.elementsEqual([dot, dot]) })
    else {
      remark(.outside, entry.path)
      return nil
    }
    guard parts.count <= options.depthLimit + 1 else {
      remark(.deep, entry.path)
      return nil
    }
    guard !parts.isEmpty else { return nil }
    var path = display
    for part in parts {
      path = path.appending(part)
      guard isToolFolder(part) else { continue }
      if !isRepository(part) { toolFolders.insert(path) }
      return nil
    }
    return path
  }

  /// The last entry of a path counts: it would overwrite the others where it is unpacked.
  mutating func add(_ file: FoundFile) {
    if files.updateValue(file, forKey: file.display) != nil { remark(.repeated, file.display) }
    if lastPart(of: file.display).elementsEqual(environmentMark) {
      toolFolders.insert(file.display.dropLast(environmentMark.count + 1))
    }
  }

  mutating func remark(on entry: TarEntry, at path: PathBytes) {
    switch entry.kind {
    case .link: remark(.link, path)
    case .device, .sparse, .continuation: remark(.special, path)
    case .file where isArchive(path): remark(.nested, path)
    case .file, .folder: break
    }
  }

  mutating func remark(_ remark: Remark, _ path: PathBytes? = nil) {
    var mentions = remarks[remark] ?? Mentions()
    if let path {
      mentions.count += 1
      let inner = display.isFolder(of: path) ? path.dropFirst(display.count + 1) : path[...]
      // Long enough for a reader, and no more of a hostile one.
      if mentions.count <= 3 { mentions.first.append(PathBytes(inner.prefix(100))) }
    }
    remarks[remark] = mentions
  }

  var contents: ArchiveContents {
    var contents = ArchiveContents()
    contents.found = files.values.filter { !isInToolFolder($0.display) }
    contents.skippedFolders = Array(toolFolders)
    contents.notes = Remark.allCases.compactMap { remark in
      remarks[remark].map { ToolNote(words(remark, $0), about: .path(text(display))) }
    }
    return contents
  }

  private func words(_ remark: Remark, _ mentions: Mentions) -> String {
    guard mentions.count > 0 else { return remark.words }
    let rest = mentions.count - mentions.first.count
    return remark.words + ": " + mentions.first.map { "`\(text($0))`" }.joined(separator: ", ")
      + (rest > 0 ? " and \(rest) more" : "")
  }

  /// Whether a folder around a file is one of a tool's, as may turn out after the file was read.
  private func isInToolFolder(_ path: PathBytes) -> Bool {
    guard !toolFolders.isEmpty else { return false }
    return path.indices.dropFirst(display.count).contains { index in
      path[index] == slash && toolFolders.contains(PathBytes(path[..<index]))
    }
  }
}

extension EntryCollection.Remark {
  fileprivate var words: String {
    switch self {
    case .outside: "paths that lead out of the archive are left out"
    case .long: "paths that are too long are left out"
    case .deep: "files in too many folders are left out"
    case .repeated: "of several files with one path, the last is read"
    case .link: "links in the archive are not followed"
    case .special: "what is no ordinary file in the archive is not read"
    case .nested: "archives in the archive are not read"
    case .trailing: "what follows the end of the archive is not read"
    case .nothing: "the archive is empty"
    }
  }
}

/// An entry of a tar archive, as it stands there.
struct TarEntry {
  enum Kind {
    case file, folder, link, device
    /// A file stored without its holes.
    case sparse
    /// The rest of a file that another archive begins.
    case continuation
  }

  let kind: Kind
  /// As the archive has it: it may lead anywhere.
  let path: PathBytes
  let size: Int
}

/// The entries of a tar archive in a gzip file, one after the other.
struct TarReader: ~Copyable {
  private var input: GzipReader
  /// The bytes of the entry that were not read yet, and of the padding behind them.
  private var unread = 0
  private var padding = 0
  private var globalRecords = PaxRecords()
  private var isAtEnd = false

  /// Whether something follows the end of the archive that does not belong to it.
  private(set) var hasTrailingBytes = false

  init(_ bytes: [UInt8], limits: ArchiveLimits) throws(ArchiveFault) {
    input = try GzipReader(bytes, limits: limits)
  }

  /// Nil at the end, once all that follows it has been verified as well.
  mutating func next() throws(ArchiveFault) -> TarEntry? {
    guard !isAtEnd else { return nil }
    var records = globalRecords
    var longPath: PathBytes?
    while true {
      try skipToHeader()
      let offset = input.position
      guard let block = try block(), let header = try TarHeader(block, at: offset) else {
        try end(offset)
        return nil
      }
      begin(header.size)
      switch header.kind {
      case .pax(let isGlobal):
        let bytes = try description(offset)
        guard isGlobal ? globalRecords.add(bytes) : records.add(bytes) else {
          throw .malformedTar(reason: "malformed pax records", offset: offset)
        }
        if isGlobal { records = globalRecords }
      case .longPath: longPath = PathBytes(try description(offset).prefix { $0 != 0 })
      case .longLink: _ = try description(offset)
      case .label: break
      default:
        if let size = records.size, header.kind.takesSize { begin(size) }
        if case .sparse(hasMoreMap: true) = header.kind { try skipMap() }
        return TarEntry(
          kind: records.isSparse ? .sparse : header.kind.entryKind,
          path: records.path ?? longPath ?? header.path, size: unread)
      }
    }
  }

  /// Up to so many bytes of the entry.
  mutating func contents(limit: Int) throws(ArchiveFault) -> [UInt8] {
    var result: [UInt8] = []
    while unread > 0 && result.count < limit {
      let piece = try input.read(upTo: min(unread, limit - result.count))
      guard !piece.isEmpty else { throw .truncatedTar }
      unread -= piece.count
      result += piece
    }
    return result
  }

  private mutating func begin(_ size: Int) {
    unread = size
    let rest = size % TarHeader.size
    padding = rest == 0 ? 0 : TarHeader.size - rest
  }

  private mutating func skipToHeader() throws(ArchiveFault) {
    while unread > 0 || padding > 0 {
      let piece = try input.read(upTo: unread > 0 ? unread : padding)
      guard !piece.isEmpty else { throw .truncatedTar }
      if unread > 0 { unread -= piece.count } else { padding -= piece.count }
    }
  }

  /// The next block; nil where the archive ends without one, which old programs let it do.
  private mutating func block() throws(ArchiveFault) -> [UInt8]? {
    var block: [UInt8] = []
    while block.count < TarHeader.size {
      let piece = try input.read(upTo: TarHeader.size - block.count)
      guard !piece.isEmpty else {
        guard !block.isEmpty else { return nil }
        throw input.produced < TarHeader.size ? .notTar : .truncatedTar
      }
      block += piece
    }
    return block
  }

  /// The whole data of an entry that describes the next one.
  private mutating func description(_ offset: Int) throws(ArchiveFault) -> [UInt8] {
    guard unread <= descriptionLimit else {
      throw .malformedTar(
        reason: "a description of more than \(descriptionLimit) bytes", offset: offset)
    }
    return try contents(limit: descriptionLimit)
  }

  private mutating func skipMap() throws(ArchiveFault) {
    while true {
      guard let block = try block() else { throw .truncatedTar }
      if block[504] == 0 { return }
    }
  }

  private mutating func end(_ offset: Int) throws(ArchiveFault) {
    isAtEnd = true
    // gzip's checksum stands at the end: what is before it is not known to be sound until then.
    while true {
      let piece = try input.read(upTo: .max)
      guard !piece.isEmpty else { break }
      hasTrailingBytes = hasTrailingBytes || piece.contains { $0 != 0 }
    }
    guard input.produced > 0 else { throw .notTar }
    hasTrailingBytes = hasTrailingBytes || input.hasTrailingBytes
  }
}

/// The longest path that a header may give the next entry, and the longest pax records.
private let descriptionLimit = 1_000_000

extension TarHeader.Kind {
  /// Whether the size in pax records is that of the data which follows.
  fileprivate var takesSize: Bool {
    switch self {
    case .file, .sparse, .continuation, .folderList: true
    default: false
    }
  }

  fileprivate var entryKind: TarEntry.Kind {
    switch self {
    case .folder, .folderList: .folder
    case .link: .link
    case .device: .device
    case .sparse: .sparse
    case .continuation: .continuation
    case .file, .label, .longPath, .longLink, .pax: .file
    }
  }
}

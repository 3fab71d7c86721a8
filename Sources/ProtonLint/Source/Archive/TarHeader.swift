/// One block of a tar archive that begins an entry, in any of the formats in use: v7, ustar, pax,
/// GNU.
struct TarHeader {
  static let size = 512

  enum Kind {
    case file, folder, link, device
    /// A file with holes, in GNU's older form; more blocks of its map may follow.
    case sparse(hasMoreMap: Bool)
    /// GNU's list of a folder for incremental archives.
    case folderList
    /// The name of the whole archive.
    case label
    /// The rest of a file that another archive begins.
    case continuation
    /// GNU: the path of the next entry, or what it links to.
    case longPath, longLink
    case pax(isGlobal: Bool)
  }

  let kind: Kind
  let path: PathBytes
  /// The bytes that follow the header.
  let size: Int

  /// Nil for the block of zeros that ends an archive.
  init?(_ block: [UInt8], at offset: Int) throws(ArchiveFault) {
    guard block.contains(where: { $0 != 0 }) else { return nil }
    let isSound = Self.hasRightChecksum(block)
    guard isSound else {
      guard offset > 0 else { throw .notTar }
      throw .malformedTar(reason: "a wrong checksum", offset: offset)
    }
    guard let size = Self.number(block[124..<136]) else {
      throw .malformedTar(reason: "a size that is no number", offset: offset)
    }
    var path = Self.text(block[0..<100])
    // GNU's own format has the magic `ustar  `, and times where ustar has the prefix.
    if block[257..<263].elementsEqual(Array("ustar\0".utf8)) {
      let prefix = Self.text(block[345..<500])
      if !prefix.isEmpty { path = prefix + [slash] + path }
    }
    kind = Self.kind(block, endsInSlash: path.last == slash)
    self.path = path
    self.size = kind.hasData ? size : 0
  }

  private static func kind(_ block: [UInt8], endsInSlash: Bool) -> Kind {
    switch block[156] {
    case UInt8(ascii: "1"), UInt8(ascii: "2"): .link
    case UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"): .device
    case UInt8(ascii: "5"): .folder
    case UInt8(ascii: "S"): .sparse(hasMoreMap: block[482] != 0)
    case UInt8(ascii: "D"): .folderList
    case UInt8(ascii: "V"): .label
    case UInt8(ascii: "M"): .continuation
    case UInt8(ascii: "L"): .longPath
    case UInt8(ascii: "K"): .longLink
    case UInt8(ascii: "x"), UInt8(ascii: "X"): .pax(isGlobal: false)
    case UInt8(ascii: "g"): .pax(isGlobal: true)
    // In v7, where files have no type, a slash makes a folder.
    case 0: endsInSlash ? .folder : .file
    // POSIX has readers take what they do not know for files.
    default: .file
    }
  }

  /// Some old programs added the bytes up as signed numbers.
  private static func hasRightChecksum(_ block: [UInt8]) -> Bool {
    let field = 148..<156
    guard let stored = number(block[field]) else { return false }
    var (unsigned, signed) = (0, 0)
    for (index, byte) in block.enumerated() {
      let counted = field.contains(index) ? UInt8(ascii: " ") : byte
      unsigned += Int(counted)
      signed += Int(Int8(bitPattern: counted))
    }
    return stored == unsigned || stored == signed
  }

  private static func text(_ field: ArraySlice<UInt8>) -> PathBytes {
    PathBytes(field.prefix { $0 != 0 })
  }

  /// Octal digits between spaces, or a binary number that the top bit of the first byte marks.
  static func number(_ field: ArraySlice<UInt8>) -> Int? {
    guard let first = field.first else { return nil }
    var result = 0
    if first & 0x80 != 0 {
      // All ones begin a negative number, which nothing here can be.
      for byte in [first & 0x7F] + field.dropFirst() {
        let (product, isTooLarge) = result.multipliedReportingOverflow(by: 256)
        guard !isTooLarge else { return nil }
        result = product | Int(byte)
      }
      return first == 0xFF ? nil : result
    }
    let trimmed = field.drop { $0 == UInt8(ascii: " ") }
    for byte in trimmed.prefix(while: { $0 != 0 && $0 != UInt8(ascii: " ") }) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) else { return nil }
      let (product, isTooLarge) = result.multipliedReportingOverflow(by: 8)
      guard !isTooLarge else { return nil }
      result = product + Int(byte - UInt8(ascii: "0"))
    }
    return result
  }
}

extension TarHeader.Kind {
  /// What has none may still state a size: that of the file it links to.
  fileprivate var hasData: Bool {
    switch self {
    case .folder, .link, .device, .label: false
    default: true
    }
  }
}

import CZlib

/// An entry of a zip archive, as its directory has it.
struct ZipEntry {
  let path: PathBytes
  fileprivate let isPacked: Bool
  fileprivate let packedSize: Int
  fileprivate let size: Int
  fileprivate let checksum: UInt32
  fileprivate let headerOffset: Int
}

/// The entries of a zip archive, one after the other, as its directory lists them.
///
/// What is stored or packed with deflate is read; encryption and zip64 are refused. All that is
/// read counts towards the limits, so that entries which share their bytes are no way round them.
struct ZipReader {
  private let input: [UInt8]
  private let limits: ArchiveLimits
  private var offset: Int
  private var left: Int
  private var produced = 0

  init(_ input: [UInt8], limits: ArchiveLimits) throws(ArchiveFault) {
    guard input.count <= limits.packedSize else {
      throw .tooLargePacked(limit: limits.packedSize)
    }
    self.input = input
    self.limits = limits
    guard let end = Self.endOfDirectory(in: input) else { throw .notZip }
    left = Int(input.number16(at: end + 10))
    offset = Int(input.number32(at: end + 16))
    guard offset <= end, offset < 0xFFFF_FFFF, left < 0xFFFF else {
      throw .damagedZip(reason: "its directory is elsewhere")
    }
    guard left <= limits.entries else { throw .tooManyEntries(limit: limits.entries) }
  }

  /// The record that ends an archive stands before a comment of up to 65,535 bytes.
  private static func endOfDirectory(in input: [UInt8]) -> Int? {
    var place = input.count - endSize
    let last = max(0, place - 0xFFFF)
    while place >= last {
      if input.number32(at: place) == 0x0605_4B50 { return place }
      place -= 1
    }
    return nil
  }

  /// Nil at the end.
  mutating func next() throws(ArchiveFault) -> ZipEntry? {
    guard left > 0 else { return nil }
    left -= 1
    guard offset <= input.count - directorySize, input.number32(at: offset) == 0x0201_4B50 else {
      throw .damagedZip(reason: "its directory breaks off")
    }
    let lengths = [28, 30, 32].map { Int(input.number16(at: offset + $0)) }
    let end = offset + directorySize + lengths.reduce(0, +)
    guard end <= input.count else { throw .damagedZip(reason: "its directory breaks off") }
    let flags = input.number16(at: offset + 8)
    let method = input.number16(at: offset + 10)
    let path = input[offset + directorySize..<offset + directorySize + lengths[0]]
    let entry = ZipEntry(
      path: PathBytes(path), isPacked: method == 8,
      packedSize: Int(input.number32(at: offset + 20)), size: Int(input.number32(at: offset + 24)),
      checksum: input.number32(at: offset + 16),
      headerOffset: Int(input.number32(at: offset + 42)))
    guard flags & 1 == 0 else { throw .damagedZip(reason: "an entry is encrypted") }
    guard method == 0 || method == 8 else {
      throw .damagedZip(reason: "an entry is packed in an unknown way")
    }
    offset = end
    return entry
  }

  /// All of an entry; its length and checksum are verified.
  mutating func contents(of entry: ZipEntry) throws(ArchiveFault) -> [UInt8] {
    let header = entry.headerOffset
    guard header <= input.count - headerSize, input.number32(at: header) == 0x0403_4B50 else {
      throw .damagedZip(reason: "an entry is not where its directory says")
    }
    let start =
      header + headerSize + Int(input.number16(at: header + 26))
      + Int(input.number16(at: header + 28))
    guard start <= input.count, entry.packedSize <= input.count - start else {
      throw .damagedZip(reason: "an entry breaks off")
    }
    produced += entry.size
    guard produced <= limits.unpackedSize else { throw .tooLarge(limit: limits.unpackedSize) }
    guard entry.size <= limits.ratioFloor || entry.size / max(entry.packedSize, 1) < limits.ratio
    else { throw .tooDense(limit: limits.ratio) }
    let packed = input[start..<start + entry.packedSize]
    let bytes = entry.isPacked ? try inflated(packed, size: entry.size) : Array(packed)
    guard bytes.count == entry.size, checksum(of: bytes) == entry.checksum else {
      throw .damagedZip(reason: "an entry is not what its checksum says")
    }
    return bytes
  }

  /// At most so many bytes.
  private func inflated(_ packed: ArraySlice<UInt8>, size: Int) throws(ArchiveFault) -> [UInt8] {
    var stream = z_stream()
    // Raw deflate: the frame around it is the archive's own.
    guard
      inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw .outOfMemory }
    defer { inflateEnd(&stream) }
    var status = Z_OK
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { target, count in
      packed.withUnsafeBufferPointer { source in
        stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.avail_in = UInt32(clamping: source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(clamping: size)
        status = inflate(&stream, Z_FINISH)
        count = size - Int(stream.avail_out)
      }
    }
    guard status == Z_STREAM_END else {
      throw .damagedZip(reason: "the data of an entry is damaged")
    }
    return bytes
  }

  private func checksum(of bytes: [UInt8]) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(clamping: bytes.count)))
  }
}

private let endSize = 22
private let directorySize = 46
private let headerSize = 30

extension [UInt8] {
  /// 0 where there are no such bytes.
  fileprivate func number16(at offset: Int) -> UInt32 {
    guard offset >= 0, offset <= count - 2 else { return 0 }
    return UInt32(self[offset]) | UInt32(self[offset + 1]) << 8
  }

  fileprivate func number32(at offset: Int) -> UInt32 {
    number16(at: offset) | number16(at: offset + 2) << 16
  }
}

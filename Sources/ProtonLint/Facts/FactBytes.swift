/// A table of facts, read where it lies, without decoding.
///
/// Every read is checked: what lies outside the table is nil, so that a damaged table answers
/// "unknown" and nothing else. Numbers are little-endian and need no alignment.
///
/// Unchecked because a pointer is not `Sendable`: the bytes behind it are never written to.
struct FactBytes: @unchecked Sendable {
  typealias Text = Slice<UnsafeRawBufferPointer>

  private let bytes: UnsafeRawBufferPointer

  /// The bytes must stay where and what they are for as long as the table is in use.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  var count: Int { bytes.count }

  func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type, at offset: Int
  ) -> Number? {
    guard contains(offset, MemoryLayout<Number>.size) else { return nil }
    return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
  }

  /// A number that counts bytes or records.
  func count32(at offset: Int) -> Int? {
    number(UInt32.self, at: offset).map { Int(truncatingIfNeeded: $0) }
  }

  func count16(at offset: Int) -> Int? {
    number(UInt16.self, at: offset).map { Int($0) }
  }

  func count8(at offset: Int) -> Int? {
    number(UInt8.self, at: offset).map { Int($0) }
  }

  func text(at offset: Int, count: Int) -> Text? {
    guard contains(offset, count) else { return nil }
    return bytes[offset..<offset + count]
  }

  private func contains(_ offset: Int, _ size: Int) -> Bool {
    offset >= 0 && size >= 0 && offset <= bytes.count && size <= bytes.count - offset
  }
}

/// A run of equally wide records, all of them within the table.
struct FactRecords: Sendable {
  let start: Int
  let width: Int
  let count: Int

  init?(start: Int, width: Int, count: Int, in bytes: FactBytes) {
    guard start >= 0, start <= bytes.count, width > 0, count >= 0,
      count <= (bytes.count - start) / width
    else { return nil }
    self.start = start
    self.width = width
    self.count = count
  }

  /// Where the record begins; nil where there is none with this index.
  func offset(of index: Int) -> Int? {
    guard index >= 0, index < count else { return nil }
    return start + index * width
  }

  /// The indices of so many records from the first one on, as far as they exist.
  func indices(from first: Int, count: Int) -> Range<Int>? {
    guard first >= 0, count >= 0, first <= self.count, count <= self.count - first else {
      return nil
    }
    return first..<first + count
  }
}

/// Turns libyaml's marks, which count code points, into offsets in bytes.
///
/// Marks come nearly in order, so each look-up walks on from the last; text that is ASCII up to a
/// mark needs no walk.
struct CodePointCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Where counting starts: behind a byte order mark, which libyaml is not shown.
  private let base: Int
  /// The number of ASCII bytes from ``base`` on.
  private let asciiCount: Int
  private var codePoint = 0
  private var offset: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, from base: Int) {
    self.bytes = bytes
    self.base = base
    asciiCount = asciiPrefix(of: bytes, from: base)
    codePoint = asciiCount
    offset = base + asciiCount
  }

  /// The offset of a code point; the end of the text for one behind it.
  mutating func offset(of target: Int) -> Int {
    if target <= asciiCount { return base + target }
    while codePoint < target, offset < bytes.count {
      if codePoint + 8 <= target, isASCIIWord(bytes, at: offset) {
        offset += 8
        codePoint += 8
      } else {
        stepForward()
      }
    }
    while codePoint > target { stepBack() }
    return offset
  }

  private mutating func stepForward() {
    offset += 1
    while offset < bytes.count, isContinuation(bytes[offset]) { offset += 1 }
    codePoint += 1
  }

  private mutating func stepBack() {
    offset -= 1
    while offset > base, isContinuation(bytes[offset]) { offset -= 1 }
    codePoint -= 1
  }
}

private func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

private func asciiPrefix(of bytes: UnsafeBufferPointer<UInt8>, from base: Int) -> Int {
  var offset = base
  while isASCIIWord(bytes, at: offset) { offset += 8 }
  while offset < bytes.count, bytes[offset] < 0x80 { offset += 1 }
  return offset - base
}

/// Whether eight bytes of ASCII stand at an offset.
private func isASCIIWord(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
  guard offset + 8 <= bytes.count else { return false }
  let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  return word & 0x8080_8080_8080_8080 == 0
}

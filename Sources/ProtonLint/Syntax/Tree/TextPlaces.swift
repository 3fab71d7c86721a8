/// Looks at a text by offsets, of which any is safe.
struct TextPlaces {
  let bytes: UnsafeBufferPointer<UInt8>

  /// The range of the character at an offset; the last one for an offset at the end of the text.
  func character(at offset: Int) -> Range<Int> {
    var start = max(0, min(offset, bytes.count - 1))
    while start > 0, isContinuation(start) { start -= 1 }
    var end = min(start + 1, bytes.count)
    while end < bytes.count, isContinuation(end) { end += 1 }
    return start..<end
  }

  func byte(at offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  func hasPrefix(_ prefix: StaticString, at offset: Int) -> Bool {
    guard offset + prefix.utf8CodeUnitCount <= bytes.count else { return false }
    return prefix.withUTF8Buffer { bytes[offset..<offset + $0.count].elementsEqual($0) }
  }

  private func isContinuation(_ offset: Int) -> Bool { bytes[offset] & 0xC0 == 0x80 }
}

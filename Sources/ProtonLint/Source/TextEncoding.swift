#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension SourceFile.Content {
  /// What the bytes of a file come to: text without its byte order mark, or why they are no text.
  static func text(of bytes: [UInt8]) -> (content: SourceFile.Content, hasByteOrderMark: Bool) {
    if isUTF16(bytes) { return (.unreadable(.utf16), true) }
    if let offset = firstZero(in: bytes) { return (.unreadable(.binary(offset: offset)), false) }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    if let offset = firstInvalidOffset(in: bytes) {
      return (.unreadable(.notUTF8(offset: offset)), hasMark)
    }
    return (.text(hasMark ? Array(bytes.dropFirst(3)) : bytes), hasMark)
  }

  /// A byte order mark of UTF-16, or two ASCII characters in it.
  private static func isUTF16(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    guard bytes.count >= 4 else { return false }
    return switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
    case (0, 1..., 0, 1...), (1..., 0, 1..., 0): true
    default: false
    }
  }
}

private func firstZero(in bytes: [UInt8]) -> Int? {
  bytes.withUnsafeBytes { bytes in
    guard let start = bytes.baseAddress, let found = memchr(start, 0, bytes.count) else {
      return nil
    }
    return start.distance(to: UnsafeRawPointer(found))
  }
}

/// The offset of the first byte that no UTF-8 can have there; nil if all is well.
///
/// Table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing past U+10FFFF.
func firstInvalidOffset(in bytes: [UInt8]) -> Int? {
  bytes.withUnsafeBytes { bytes in
    let count = bytes.count
    var index = 0
    while index < count {
      if index + 8 <= count,
        bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        index += 8
        continue
      }
      let first = bytes[index]
      if first < 0x80 {
        index += 1
        continue
      }
      let (length, second): (Int, ClosedRange<UInt8>)
      switch first {
      case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      default: return index
      }
      guard index + length <= count, second.contains(bytes[index + 1]) else { return index }
      for next in (index + 2)..<max(index + 2, index + length) where bytes[next] & 0xC0 != 0x80 {
        return index
      }
      index += length
    }
    return nil
  }
}

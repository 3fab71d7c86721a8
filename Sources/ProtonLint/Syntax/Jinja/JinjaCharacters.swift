/// Classes of characters as Jinja sees them: those of Python's `str`.
extension [UInt8] {
  /// The length in bytes of the white space character at an offset; 0 if another stands there.
  func spaceLength(at offset: Int, limit: Int) -> Int {
    guard offset < limit else { return 0 }
    switch self[offset] {
    case 0x09...0x0D, 0x1C...0x20:
      return 1
    case 0xC2 where offset + 1 < limit:
      return self[offset + 1] == 0x85 || self[offset + 1] == 0xA0 ? 2 : 0
    case 0xE1...0xE3 where offset + 2 < limit:
      switch (self[offset], self[offset + 1], self[offset + 2]) {
      case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9),
        (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
        return 3
      default:
        return 0
      }
    default:
      return 0
    }
  }

  /// The first offset from `start` on where no white space stands.
  func skippingSpace(from start: Int, limit: Int) -> Int {
    var offset = start
    while case let length = spaceLength(at: offset, limit: limit), length > 0 { offset += length }
    return offset
  }

  /// The end of a range without the white space at its end.
  func trimmingSpace(atEndOf range: Range<Int>) -> Int {
    var end = range.upperBound
    trim: while end > range.lowerBound {
      for length in 1...3 where end - length >= range.lowerBound {
        if spaceLength(at: end - length, limit: end) == length {
          end -= length
          continue trim
        }
      }
      break
    }
    return end
  }

  /// The character at an offset, and its length in bytes; nil at the limit and where no UTF-8 is.
  func scalar(at offset: Int, limit: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    guard offset < limit else { return nil }
    var iterator = self[offset..<Swift.min(offset + 4, limit)].makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return (scalar, UTF8.width(scalar))
  }

  /// The first offset from `start` on where `{{`, `{%` or `{#` stands.
  func firstOpeningMarker(from start: Int, limit: Int) -> Int? {
    var offset = start
    while offset + 1 < limit {
      guard let brace = self[offset..<(limit - 1)].firstIndex(of: UInt8(ascii: "{")) else {
        return nil
      }
      switch self[brace + 1] {
      case UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "#"): return brace
      default: offset = brace + 1
      }
    }
    return nil
  }

  /// The end of the line that an offset stands in, without its line break.
  func lineEnd(from start: Int, limit: Int) -> Int {
    self[start..<Swift.max(start, limit)].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? limit
  }
}

extension Unicode.Scalar {
  /// Whether an identifier may begin with this character.
  var startsJinjaName: Bool {
    isASCII ? isASCIILetter || self == "_" : properties.isXIDStart
  }

  /// Whether this character may stand inside of an identifier.
  var continuesJinjaName: Bool {
    isASCII
      ? isASCIILetter || self == "_" || ("0"..."9").contains(self) : properties.isXIDContinue
  }

  private var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
}

extension UInt8 {
  var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  var isASCIINameByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// The value of a hexadecimal digit.
  var hexadecimalValue: UInt32? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}

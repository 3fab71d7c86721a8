/// The value of a JSON string with escapes in it.
struct JSONString {
  private(set) var value: [UInt8] = []
  /// The first backslash with what follows it, where that is no escape; it stays in the value.
  private(set) var firstFault: Range<Int>?

  init(unescaping bytes: UnsafeBufferPointer<UInt8>, in content: Range<Int>) {
    value.reserveCapacity(content.count)
    var offset = content.lowerBound
    while offset < content.upperBound {
      guard bytes[offset] == UInt8(ascii: "\\") else {
        value.append(bytes[offset])
        offset += 1
        continue
      }
      let kind = offset + 1 < content.upperBound ? bytes[offset + 1] : 0
      if kind == UInt8(ascii: "u"), let unit = hexUnit(bytes, at: offset + 2, before: content) {
        offset += 6
        append(unit, bytes, &offset, content)
      } else if let byte = byte(escapedAs: kind) {
        value.append(byte)
        offset += 2
      } else {
        if firstFault == nil { firstFault = offset..<min(offset + 2, content.upperBound) }
        value.append(bytes[offset])
        offset += 1
      }
    }
  }

  /// Appends a UTF-16 unit, together with the other half of a pair if that follows.
  private mutating func append(
    _ unit: UInt32, _ bytes: UnsafeBufferPointer<UInt8>, _ offset: inout Int, _ content: Range<Int>
  ) {
    var code = unit
    if (0xD800..<0xDC00).contains(unit), offset + 1 < content.upperBound,
      bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u"),
      let low = hexUnit(bytes, at: offset + 2, before: content), (0xDC00..<0xE000).contains(low)
    {
      code = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
      offset += 6
    }
    // Half a pair is JSON by its grammar, but no character.
    let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
    value.append(contentsOf: String(scalar).utf8)
  }
}

private func byte(escapedAs kind: UInt8) -> UInt8? {
  switch kind {
  case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): kind
  case UInt8(ascii: "b"): 0x08
  case UInt8(ascii: "f"): 0x0C
  case UInt8(ascii: "n"): 0x0A
  case UInt8(ascii: "r"): 0x0D
  case UInt8(ascii: "t"): 0x09
  default: nil
  }
}

/// The four hexadecimal digits at an offset.
private func hexUnit(
  _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, before content: Range<Int>
) -> UInt32? {
  guard start + 4 <= content.upperBound else { return nil }
  var unit: UInt32 = 0
  for byte in bytes[start..<start + 4] {
    guard let digit = Character(UnicodeScalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
    unit = unit << 4 | UInt32(digit)
  }
  return unit
}

func isJSONLiteral(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
  word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8)
    || word.elementsEqual("null".utf8)
}

/// Whether a word is a number: no leading zero or plus, and digits around a point.
func isJSONNumber(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
  var rest = word[...]
  if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
  if rest.first == UInt8(ascii: "0") {
    rest.removeFirst()
  } else if !takeDigits(&rest) {
    return false
  }
  if rest.first == UInt8(ascii: ".") {
    rest.removeFirst()
    guard takeDigits(&rest) else { return false }
  }
  if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
    rest.removeFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    guard takeDigits(&rest) else { return false }
  }
  return rest.isEmpty
}

/// - Returns: Whether there was a digit.
private func takeDigits(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
  let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  rest = rest.dropFirst(digits.count)
  return !digits.isEmpty
}

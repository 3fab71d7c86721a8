/// The values of literals, which are those of Python.
extension JinjaTagParser {
  func integer(_ token: JinjaToken) -> JinjaExpression.Kind {
    let digits = text(token).filter { $0 != "_" }
    let value =
      switch digits.prefix(2).lowercased() {
      case "0x": Int(digits.dropFirst(2), radix: 16)
      case "0o": Int(digits.dropFirst(2), radix: 8)
      case "0b": Int(digits.dropFirst(2), radix: 2)
      default: Int(digits)
      }
    return value.map { .integer($0) } ?? .hugeInteger(text(token))
  }

  func float(_ token: JinjaToken) -> JinjaExpression.Kind {
    .float(Double(text(token).filter { $0 != "_" }) ?? .infinity)
  }

  /// The value of a string literal.
  ///
  /// A surrogate, which no Swift string can hold, becomes U+FFFD; so does `\N{…}`, for which the
  /// table of character names would be needed.
  func string(_ token: JinjaToken) throws(JinjaFault) -> String {
    let content = token.start + 1..<token.end - 1
    guard bytes[content].contains(where: { $0 == UInt8(ascii: "\\") || $0 == 0x0D }) else {
      return String(decoding: bytes[content], as: UTF8.self)
    }
    var result: [UInt8] = []
    var offset = content.lowerBound
    while offset < content.upperBound {
      switch bytes[offset] {
      case UInt8(ascii: "\\"):
        offset = try appendEscape(at: offset, limit: content.upperBound, to: &result)
      case 0x0D:
        result.append(0x0A)
        offset = lineBreakEnd(offset, limit: content.upperBound)
      case let byte:
        result.append(byte)
        offset += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Behind the CR, LF or CRLF at an offset.
  private func lineBreakEnd(_ offset: Int, limit: Int) -> Int {
    bytes[offset] == 0x0D && offset + 1 < limit && bytes[offset + 1] == 0x0A
      ? offset + 2 : offset + 1
  }

  /// Appends what an escape stands for; returns the offset behind it.
  private func appendEscape(
    at start: Int, limit: Int, to result: inout [UInt8]
  ) throws(JinjaFault) -> Int {
    // The scanner never ends a string behind a backslash.
    guard start + 1 < limit else { return limit }
    let next = start + 2
    switch bytes[start + 1] {
    case 0x0A, 0x0D: return lineBreakEnd(start + 1, limit: limit)
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): result.append(bytes[start + 1])
    case UInt8(ascii: "a"): result.append(0x07)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "v"): result.append(0x0B)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      return appendOctal(at: start + 1, limit: limit, to: &result)
    case UInt8(ascii: "x"): return try appendHexadecimal(2, at: next, limit: limit, to: &result)
    case UInt8(ascii: "u"): return try appendHexadecimal(4, at: next, limit: limit, to: &result)
    case UInt8(ascii: "U"): return try appendHexadecimal(8, at: next, limit: limit, to: &result)
    case UInt8(ascii: "N"): return try appendNamed(at: next, limit: limit, to: &result)
    case 0x80...:
      return appendEscapedCharacter(at: start + 1, limit: limit, to: &result)
    case let byte: result += [UInt8(ascii: "\\"), byte]
    }
    return next
  }

  private func append(_ value: UInt32, to result: inout [UInt8]) {
    result += Array(String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
  }

  private func appendOctal(at start: Int, limit: Int, to result: inout [UInt8]) -> Int {
    var value: UInt32 = 0
    var offset = start
    while offset < min(start + 3, limit),
      (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(bytes[offset])
    {
      value = value * 8 + UInt32(bytes[offset] - UInt8(ascii: "0"))
      offset += 1
    }
    append(value, to: &result)
    return offset
  }

  private func appendHexadecimal(
    _ count: Int, at start: Int, limit: Int, to result: inout [UInt8]
  ) throws(JinjaFault) -> Int {
    var value: UInt32 = 0
    var offset = start
    while offset < min(start + count, limit), let digit = bytes[offset].hexadecimalValue {
      value = value << 4 | digit
      offset += 1
    }
    let escape = span(start - 2..<offset)
    let name = "`\\\(Character(Unicode.Scalar(bytes[start - 1])))`"
    guard offset == start + count else {
      throw malformed("\(name) needs \(count) hexadecimal digits", at: escape)
    }
    guard value <= 0x10FFFF else {
      throw malformed("\(name) names a character beyond U+10FFFF", at: escape)
    }
    append(value, to: &result)
    return offset
  }

  private func appendNamed(
    at start: Int, limit: Int, to result: inout [UInt8]
  ) throws(JinjaFault) -> Int {
    guard start < limit, bytes[start] == UInt8(ascii: "{"),
      let end = bytes[start..<limit].firstIndex(of: UInt8(ascii: "}")), end > start + 1
    else {
      throw malformed("`\\N` needs a character's name in braces", at: span(start - 2..<start))
    }
    append(0xFFFD, to: &result)
    return end + 1
  }

  /// Jinja writes what is not ASCII as an escape first, and a backslash before it escapes that.
  private func appendEscapedCharacter(
    at start: Int, limit: Int, to result: inout [UInt8]
  ) -> Int {
    guard let (scalar, length) = bytes.scalar(at: start, limit: limit) else {
      append(0xFFFD, to: &result)
      return start + 1
    }
    let digits = String(scalar.value, radix: 16)
    let (letter, width) =
      scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
    let padding = String(repeating: "0", count: max(0, width - digits.count))
    result += Array("\\\(letter)\(padding)\(digits)".utf8)
    return start + length
  }
}

/// How Python's `str` works: by code points, and equal only where all code points are equal.
enum PythonString {
  /// White space as `str.isspace` has it: Unicode's, and the separators of ASCII.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
  }

  /// `text.strip(characters)`; white space where no characters are given.
  static func stripped(
    _ text: String, of characters: String? = nil, atStart: Bool = true, atEnd: Bool = true
  ) -> String {
    let set = characters.map { Set($0.unicodeScalars) }
    func goes(_ scalar: Unicode.Scalar) -> Bool { set?.contains(scalar) ?? isSpace(scalar) }
    var scalars = text.unicodeScalars[...]
    while atStart, let first = scalars.first, goes(first) { scalars.removeFirst() }
    while atEnd, let last = scalars.last, goes(last) { scalars.removeLast() }
    return String(scalars)
  }

  /// `text.capitalize()`: the first character in title case, the others in lower case.
  static func capitalized(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return "" }
    return first.properties.titlecaseMapping
      + lowercased(String(text.unicodeScalars.dropFirst()))
  }

  /// `text.replace(old, new, count)`: from the left, an empty text between all characters.
  static func replaced(_ text: String, _ old: String, by new: String, atMost count: Int?) -> String
  {
    let limit = count.map { $0 < 0 ? Int.max : $0 } ?? .max
    guard old.isEmpty else {
      return split(text, by: old, atMost: limit).joined(separator: new)
    }
    var result = ""
    var done = 0
    for character in text.unicodeScalars {
      if done < limit { result += new }
      done += 1
      result.unicodeScalars.append(character)
    }
    return done < limit ? result + new : result
  }

  /// `text.split(separator, limit)` with a separator that is not empty.
  static func split(_ text: String, by separator: String, atMost limit: Int) -> [String] {
    let bytes = Array(text.utf8)
    var result: [String] = []
    var start = 0
    for offset in offsets(of: Array(separator.utf8), in: bytes, atMost: limit) {
      result.append(String(decoding: bytes[start..<offset], as: UTF8.self))
      start = offset + separator.utf8.count
    }
    return result + [String(decoding: bytes[start...], as: UTF8.self)]
  }

  /// `text.split()`: the words between white space.
  static func words(_ text: String) -> [String] {
    text.unicodeScalars.split(whereSeparator: isSpace).map { String($0) }
  }

  static func contains(_ text: String, _ part: String) -> Bool {
    part.isEmpty || !offsets(of: Array(part.utf8), in: Array(text.utf8), atMost: 1).isEmpty
  }

  static func isEqual(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
  }

  /// Negative, zero or positive, by code points. (The order of UTF-8's bytes is the same.)
  static func order(_ left: String, _ right: String) -> Int {
    if left.utf8.elementsEqual(right.utf8) { return 0 }
    return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
  }

  static func hasPrefix(_ text: String, _ prefix: String) -> Bool {
    text.utf8.starts(with: prefix.utf8)
  }

  static func hasSuffix(_ text: String, _ suffix: String) -> Bool {
    text.utf8.count >= suffix.utf8.count
      && text.utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  /// Where a part that is not empty begins, without overlaps. Linear in both (Knuth, Morris, Pratt).
  static func offsets(of part: [UInt8], in bytes: [UInt8], atMost limit: Int) -> [Int] {
    guard limit > 0, !part.isEmpty, part.count <= bytes.count else { return [] }
    var borders = [0]
    var border = 0
    for byte in part.dropFirst() {
      while border > 0, byte != part[border] { border = borders[border - 1] }
      if byte == part[border] { border += 1 }
      borders.append(border)
    }
    var found: [Int] = []
    var matched = 0
    for (index, byte) in bytes.enumerated() {
      while matched > 0, byte != part[matched] { matched = borders[matched - 1] }
      if byte == part[matched] { matched += 1 }
      guard matched == part.count else { continue }
      found.append(index + 1 - matched)
      matched = 0
      if found.count == limit { break }
    }
    return found
  }

  // MARK: Numbers in texts

  /// `int(text)` in base 10; nil where Python raises an error.
  static func integer(_ text: String) -> Int? {
    guard case .fits(let integer)? = parsed(text, base: 10) else { return nil }
    return integer
  }

  /// `float(text)`; nil where Python raises an error.
  static func number(_ text: String) -> Double? {
    let text = withPlainDigits(stripped(text))
    switch text.lowercased() {
    case "inf", "infinity", "+inf", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    case "nan", "+nan", "-nan": return .nan
    default:
      let isDecimal = text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x5F, 0x65].contains(byte)
      }
      return isDecimal ? withoutUnderscores(text).flatMap { Double($0) } : nil
    }
  }

  /// Underscores may stand between digits.
  private static func withoutUnderscores(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    func isDigit(_ index: Int) -> Bool {
      bytes.indices.contains(index) && (0x30...0x39).contains(bytes[index])
    }
    for index in bytes.indices where bytes[index] == 0x5F {
      guard isDigit(index - 1), isDigit(index + 1) else { return nil }
    }
    return String(decoding: bytes.filter { $0 != 0x5F }, as: UTF8.self)
  }
}

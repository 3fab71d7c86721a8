/// More of Python's `str`: cases, lines, padding, and what it asks about characters.
extension PythonString {
  /// `str.isalnum` of one character.
  static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
    isAlphabetic(scalar) || scalar.properties.numericType != nil
  }

  /// Whether `\w` of Python's expressions takes a character.
  static func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || isAlphanumeric(scalar) }

  static func isAlphabetic(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  /// `text.lower()`: a sigma at the end of a word has a form of its own.
  static func lowercased(_ text: String) -> String {
    guard text.unicodeScalars.contains("Σ") else { return text.lowercased() }
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.map { lowercase(at: $0, in: scalars) }.joined()
  }

  /// One character in lower case, as those around it want it.
  private static func lowercase(at index: Int, in scalars: [Unicode.Scalar]) -> String {
    guard scalars[index] == "Σ" else { return scalars[index].properties.lowercaseMapping }
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    let isFinal = before?.properties.isCased == true && after?.properties.isCased != true
    return isFinal ? "ς" : "σ"
  }

  static func titleCased(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    var isInside = false
    for (index, scalar) in scalars.enumerated() {
      result += isInside ? lowercase(at: index, in: scalars) : scalar.properties.titlecaseMapping
      isInside = scalar.properties.isCased
    }
    return result
  }

  static func swappedCase(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.map { index in
      let properties = scalars[index].properties
      if properties.isUppercase { return lowercase(at: index, in: scalars) }
      return properties.isLowercase ? properties.uppercaseMapping : String(scalars[index])
    }.joined()
  }

  /// `text.splitlines(keepends)`
  static func lines(_ text: String, keepsEnds: Bool = false) -> [String] {
    let scalars = Array(text.unicodeScalars)
    var lines: [String] = []
    var start = 0
    var index = 0
    while index < scalars.count {
      let value = scalars[index].value
      let isBreak =
        (0x0A...0x0D).contains(value) || (0x1C...0x1E).contains(value) || value == 0x85
        || value == 0x2028 || value == 0x2029
      guard isBreak else {
        index += 1
        continue
      }
      let isPair = value == 0x0D && index + 1 < scalars.count && scalars[index + 1] == "\n"
      let next = index + (isPair ? 2 : 1)
      lines.append(String(String.UnicodeScalarView(scalars[start..<(keepsEnds ? next : index)])))
      start = next
      index = next
    }
    if start < scalars.count { lines.append(String(String.UnicodeScalarView(scalars[start...]))) }
    return lines
  }

  /// `text.split(separator, atMost)` and `rsplit`; nil separates by white space.
  static func split(
    _ text: String, separator: String?, atMost limit: Int, fromEnd: Bool
  ) -> [String] {
    if fromEnd {
      func reversed(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.reversed()))
      }
      return split(
        reversed(text), separator: separator.map(reversed), atMost: limit, fromEnd: false
      ).reversed().map(reversed)
    }
    if let separator { return split(text, by: separator, atMost: limit) }
    guard limit < Int.max else { return words(text) }
    var rest = Array(text.unicodeScalars)[...]
    var parts: [String] = []
    while true {
      rest = rest.drop(while: isSpace)
      guard !rest.isEmpty else { return parts }
      guard parts.count < limit else { break }
      let word = rest.prefix { !isSpace($0) }
      parts.append(String(String.UnicodeScalarView(word)))
      rest = rest[word.endIndex...]
    }
    // The last part keeps its white space, except for `rsplit`'s, which is at its start then.
    return parts + [String(String.UnicodeScalarView(rest))]
  }

  static func partition(
    _ text: String, by separator: String, isFirst: Bool
  ) -> (before: String, after: String)? {
    let bytes = Array(text.utf8)
    let part = Array(separator.utf8)
    let offset: Int?
    if isFirst {
      offset = offsets(of: part, in: bytes, atMost: 1).first
    } else {
      offset = offsets(of: part.reversed(), in: bytes.reversed(), atMost: 1).first.map {
        bytes.count - $0 - part.count
      }
    }
    guard let offset else { return nil }
    return (
      String(decoding: bytes[..<offset], as: UTF8.self),
      String(decoding: bytes[(offset + part.count)...], as: UTF8.self)
    )
  }

  /// How often a part that is not empty stands in a text, without overlaps.
  static func count(of part: String, in text: String) -> Int {
    offsets(of: Array(part.utf8), in: Array(text.utf8), atMost: .max).count
  }

  /// Where a part begins, in code points.
  static func position(of part: String, in text: String, isLast: Bool) -> Int? {
    if part.isEmpty { return isLast ? text.unicodeScalars.count : 0 }
    return partition(text, by: part, isFirst: !isLast).map { $0.before.unicodeScalars.count }
  }

  // MARK: Padding

  static func padded(_ text: String, width: Int, fill: String, atEnd: Bool) -> String {
    let filling = String(repeating: fill, count: max(0, width - text.unicodeScalars.count))
    return atEnd ? text + filling : filling + text
  }

  /// The odd one of the filling goes to the left, if the width is odd.
  static func centered(_ text: String, width: Int, fill: String) -> String {
    let missing = max(0, width - text.unicodeScalars.count)
    let left = missing / 2 + (missing & width & 1)
    return String(repeating: fill, count: left) + text
      + String(repeating: fill, count: missing - left)
  }

  static func zeroFilled(_ text: String, width: Int) -> String {
    let filling = String(repeating: "0", count: max(0, width - text.unicodeScalars.count))
    guard let sign = text.unicodeScalars.first, sign == "-" || sign == "+" else {
      return filling + text
    }
    return String(sign) + filling + String(text.unicodeScalars.dropFirst())
  }

  static func expandedTabs(_ text: String, size: Int) -> String {
    var result = ""
    var column = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t":
        guard size > 0 else { continue }
        let count = size - column % size
        result += String(repeating: " ", count: count)
        column += count
      default:
        result.unicodeScalars.append(scalar)
        column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
      }
    }
    return result
  }

  // MARK: Questions

  /// The methods whose names begin with `is`.
  static func isTrue(_ method: String, of text: String) -> Bool {
    let scalars = text.unicodeScalars
    func all(_ test: (Unicode.Scalar) -> Bool) -> Bool {
      !scalars.isEmpty && scalars.allSatisfy(test)
    }
    switch method {
    case "isalnum": return all(isAlphanumeric)
    case "isalpha": return all(isAlphabetic)
    case "isascii": return scalars.allSatisfy(\.isASCII)
    case "isdecimal": return all(isDecimal)
    case "isdigit": return all(isDigit)
    case "isnumeric": return all { $0.properties.numericType != nil }
    case "isspace": return all(isSpace)
    case "isprintable": return scalars.allSatisfy(isPrintable)
    case "isidentifier":
      guard let first = scalars.first, first == "_" || first.properties.isXIDStart else {
        return false
      }
      return scalars.dropFirst().allSatisfy(\.properties.isXIDContinue)
    case "islower", "isupper":
      let cased = scalars.filter { isCased($0) }
      return !cased.isEmpty
        && cased.allSatisfy { scalar in
          method == "islower" ? scalar.properties.isLowercase : scalar.properties.isUppercase
        }
    default: return isTitle(scalars)
    }
  }

  private static func isCased(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isLowercase || scalar.properties.isUppercase
      || scalar.properties.generalCategory == .titlecaseLetter
  }

  private static func isTitle(_ scalars: String.UnicodeScalarView) -> Bool {
    var isInside = false
    var hasCased = false
    for scalar in scalars {
      let isTitle = scalar.properties.generalCategory == .titlecaseLetter
      if scalar.properties.isUppercase || isTitle {
        guard !isInside else { return false }
        isInside = true
        hasCased = true
      } else if scalar.properties.isLowercase {
        guard isInside else { return false }
        hasCased = true
      } else {
        isInside = false
      }
    }
    return hasCased
  }

  /// `str.isprintable` of one character.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    case .spaceSeparator: scalar == " "
    default: true
    }
  }

  /// Percent-encoding, with `+` for a space where a slash is encoded as well.
  static func quoted(_ text: String, keepsSlash: Bool) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2E, 0x2D, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      case 0x2F where keepsSlash: result += "/"
      case 0x20 where !keepsSlash: result += "+"
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }

  /// What is not ASCII as escapes, as `ascii` writes it.
  static func asciiOnly(_ text: String) -> String {
    text.unicodeScalars.map { $0.isASCII ? String($0) : escape(of: $0) }.joined()
  }

  /// `\x7f`, `\u200b`, `\U000e0001`.
  static func escape(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    let (letter, width) =
      scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
    return "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
  }
}

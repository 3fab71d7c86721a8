#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A number with a precision, as C prints it: rounded exactly, ties to even.
/// - Parameter letter: `e`, `f` or `g`; `#` before it keeps the point and trailing zeros.
func printed(_ number: Double, precision: Int, letter: String, keepsPoint: Bool = false) -> String {
  var buffer = [CChar](repeating: 0, count: 400 + max(0, min(precision, 100_000)))
  let format = keepsPoint ? "%#.*\(letter)" : "%.*\(letter)"
  let count = withVaList([Int32(clamping: min(precision, 100_000)), number]) {
    vsnprintf(&buffer, buffer.count, format, $0)
  }
  return String(
    decoding: buffer.prefix(max(0, Int(count))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// An integer as Python reads it from a text.
enum ParsedInteger {
  case fits(Int)
  case tooLarge
}

extension PythonString {
  /// Whether `str.isdigit` takes a character.
  static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.numericType {
    case .decimal?, .digit?: true
    default: false
    }
  }

  static func isDecimal(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.numericType == .decimal
  }

  /// Decimal digits of all scripts as those of ASCII.
  static func withPlainDigits(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isDecimal(scalar), let value = scalar.properties.numericValue,
        let digit = Int(exactly: value)
      {
        result += String(digit)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// `int(text, base)`; nil where Python raises an error.
  static func parsed(_ text: String, base: Int) -> ParsedInteger? {
    guard base == 0 || (2...36).contains(base) else { return nil }
    var digits = Array(withPlainDigits(stripped(text)).lowercased().utf8)[...]
    var isNegative = false
    if let sign = digits.first, sign == 0x2B || sign == 0x2D {
      isNegative = sign == 0x2D
      digits.removeFirst()
    }
    var radix = base
    let prefixes: [(letter: UInt8, radix: Int)] = [(0x78, 16), (0x6F, 8), (0x62, 2)]
    if digits.count > 1, digits.first == 0x30 {
      let letter = digits[digits.startIndex + 1]
      if let found = prefixes.first(where: { $0.letter == letter }),
        base == 0 || base == found.radix
      {
        radix = found.radix
        digits.removeFirst(2)
        if digits.first == 0x5F { digits.removeFirst() }
      }
    }
    if radix == 0 {
      radix = 10
      // Python has no octal numbers by a mere zero.
      guard digits.first != 0x30 || digits.allSatisfy({ $0 == 0x30 || $0 == 0x5F }) else {
        return nil
      }
    }
    guard let first = digits.first, first != 0x5F, digits.last != 0x5F else { return nil }
    var value = 0
    var isTooLarge = false
    var wasUnderscore = false
    for byte in digits {
      if byte == 0x5F {
        guard !wasUnderscore else { return nil }
        wasUnderscore = true
        continue
      }
      wasUnderscore = false
      let digit: Int
      switch byte {
      case 0x30...0x39: digit = Int(byte - 0x30)
      case 0x61...0x7A: digit = Int(byte - 0x61) + 10
      default: return nil
      }
      guard digit < radix else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      let (next, carries) =
        isNegative
        ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
      if overflow || carries { isTooLarge = true }
      value = isTooLarge ? 0 : next
    }
    return isTooLarge ? .tooLarge : .fits(value)
  }
}

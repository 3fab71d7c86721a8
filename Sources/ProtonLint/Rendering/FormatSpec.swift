/// `[[fill]align][sign][z][#][0][width][grouping][.precision][type]` of Python's `format`.
struct FormatSpec {
  var fill: Unicode.Scalar = " "
  var align: Unicode.Scalar?
  var sign: Unicode.Scalar = "-"
  var hidesNegativeZero = false
  var isAlternate = false
  var width = 0
  var grouping: Unicode.Scalar?
  var precision: Int?
  var type: Unicode.Scalar?

  /// Nil where Python raises an error.
  init?(_ text: String) {
    var rest = Array(text.unicodeScalars)[...]
    func isAlign(_ scalar: Unicode.Scalar?) -> Bool {
      scalar.map { ["<", ">", "=", "^"].contains($0) } ?? false
    }
    func take(_ scalar: Unicode.Scalar) -> Bool {
      guard rest.first == scalar else { return false }
      rest.removeFirst()
      return true
    }
    var hasFill = false
    if rest.count > 1, isAlign(rest[rest.startIndex + 1]) {
      fill = rest.removeFirst()
      align = rest.removeFirst()
      hasFill = true
    } else if isAlign(rest.first) {
      align = rest.removeFirst()
    }
    if let first = rest.first, ["+", "-", " "].contains(first) {
      sign = rest.removeFirst()
      hasSign = true
    }
    hidesNegativeZero = take("z")
    isAlternate = take("#")
    isZeroPadded = !hasFill && take("0")
    if isZeroPadded { fill = "0" }
    guard let width = Self.number(&rest) else { return nil }
    self.width = width ?? 0
    if take(",") { grouping = "," }
    if take("_") {
      guard grouping == nil else { return nil }
      grouping = "_"
    }
    if rest.first == "," { return nil }
    if take(".") {
      guard let digits = Self.number(&rest), let digits else { return nil }
      precision = digits
    }
    guard rest.count <= 1 else { return nil }
    type = rest.first
  }

  /// Whether a `0` stands before the width: numbers are filled behind their sign.
  private(set) var isZeroPadded = false
  private var hasSign = false

  /// Nil where there is none; nothing where it is beyond all limits.
  private static func number(_ rest: inout ArraySlice<Unicode.Scalar>) -> Int?? {
    var value: Int?
    while let scalar = rest.first, ("0"..."9").contains(scalar) {
      rest.removeFirst()
      let next = (value ?? 0) * 10 + Int(scalar.value - 0x30)
      guard next < 1_000_000_000 else { return nil }
      value = next
    }
    return .some(value)
  }
}

/// How a spec lays out values. Nil where Python raises an error.
extension FormatSpec {
  func text(of string: String) -> String? {
    guard type == nil || type == "s", !hasSign, !isAlternate, grouping == nil,
      !hidesNegativeZero, align != "="
    else { return nil }
    var scalars = Array(string.unicodeScalars)
    if let precision { scalars = Array(scalars.prefix(precision)) }
    return padded(String(String.UnicodeScalarView(scalars)), default: "<")
  }

  func text(of integer: Int) -> String? {
    switch type {
    case nil, "d", "n", "b", "o", "x", "X":
      guard precision == nil, !hidesNegativeZero, !(type == "n" && grouping != nil),
        !(grouping == "," && ["b", "o", "x", "X"].contains(type))
      else { return nil }
      return laidOut(integer)
    case "c":
      guard !hasSign, precision == nil, grouping == nil, !isAlternate, !hidesNegativeZero,
        let value = UInt32(exactly: integer), let scalar = Unicode.Scalar(value)
      else { return nil }
      return numeric(sign: "", prefix: "", digits: String(scalar), tail: "", size: 3, default: "<")
    case "e", "E", "f", "F", "g", "G", "%": return text(of: Double(integer))
    default: return nil
    }
  }

  private func laidOut(_ integer: Int) -> String? {
    let (radix, prefix, size): (Int, String, Int) =
      switch type {
      case "b": (2, "0b", 4)
      case "o": (8, "0o", 4)
      case "x": (16, "0x", 4)
      case "X": (16, "0X", 4)
      default: (10, "", 3)
      }
    return numeric(
      sign: sign(isNegative: integer < 0), prefix: isAlternate ? prefix : "",
      digits: String(integer.magnitude, radix: radix, uppercase: type == "X"), tail: "",
      size: size, default: ">")
  }

  func text(of number: Double) -> String? {
    guard !(type == "n" && grouping != nil) else { return nil }
    let magnitude = number.magnitude
    var text: String
    switch type {
    case "e", "E": text = exponential(magnitude)
    case "f", "F": text = fixed(magnitude)
    case "%": text = fixed(magnitude * 100) + "%"
    case "g", "G", "n": text = general(magnitude, precision: precision ?? 6, isPlain: false)
    case nil:
      text =
        precision.map { general(magnitude, precision: $0, isPlain: true) }
        ?? pythonText(magnitude)
    default: return nil
    }
    if type == "E" || type == "F" || type == "G" { text = text.uppercased() }
    let isZero = !text.unicodeScalars.contains { ("1"..."9").contains($0) } && magnitude.isFinite
    let isNegative = number.sign == .minus && !number.isNaN && !(hidesNegativeZero && isZero)
    let whole = text.unicodeScalars.prefix { ("0"..."9").contains($0) }
    let tail = text.unicodeScalars.dropFirst(whole.count)
    return numeric(
      sign: sign(isNegative: isNegative), prefix: "", digits: String(whole), tail: String(tail),
      size: 3, default: ">")
  }

  private func sign(isNegative: Bool) -> String {
    isNegative ? "-" : sign == "-" ? "" : String(sign)
  }

  private func exponential(_ number: Double) -> String {
    guard number.isFinite else { return pythonText(number) }
    return printed(number, precision: precision ?? 6, letter: "e", keepsPoint: isAlternate)
  }

  private func fixed(_ number: Double) -> String {
    guard number.isFinite else { return pythonText(number) }
    return printed(number, precision: precision ?? 6, letter: "f", keepsPoint: isAlternate)
  }

  /// - Parameter isPlain: Whether no type is given: the text always looks like a fraction.
  private func general(_ number: Double, precision: Int, isPlain: Bool) -> String {
    guard number.isFinite else { return pythonText(number) }
    let precision = max(1, precision)
    let parts = printed(number, precision: precision - 1, letter: "e").split(separator: "e")
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let isLong = exponent < -4 || exponent >= precision - (isPlain ? 1 : 0)
    let letter = isLong ? "e" : "f"
    let places = isLong ? precision - 1 : max(0, precision - 1 - exponent)
    var text = printed(number, precision: places, letter: letter, keepsPoint: isAlternate)
    guard !isAlternate else { return text }
    var tail = ""
    if isLong, let e = text.firstIndex(of: "e") {
      tail = String(text[e...])
      text = String(text[..<e])
    }
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    if isPlain, !isLong, !text.contains(".") { text += ".0" }
    return text + tail
  }

  /// Sign, prefix, digits in groups and the rest, filled up to the width.
  private func numeric(
    sign: String, prefix: String, digits: String, tail: String, size: Int,
    default alignment: Unicode.Scalar
  ) -> String {
    let align = align ?? (isZeroPadded ? "=" : alignment)
    var digits = digits
    let fixed = sign.count + prefix.count + tail.unicodeScalars.count
    if let grouping {
      let isFilled = align == "=" && fill == "0"
      digits = grouped(digits, grouping, size, atLeast: isFilled ? width - fixed : 0)
    }
    let missing = max(0, width - fixed - digits.unicodeScalars.count)
    guard align == "=" else {
      return padded(sign + prefix + digits + tail, default: align)
    }
    let filling = String(String.UnicodeScalarView(repeatElement(fill, count: missing)))
    return sign + prefix + filling + digits + tail
  }

  private func grouped(
    _ digits: String, _ separator: Unicode.Scalar, _ size: Int, atLeast least: Int
  ) -> String {
    guard digits.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 >= 0x41 }), !digits.isEmpty
    else { return digits }
    var reversed: [Unicode.Scalar] = []
    var count = 0
    for digit in digits.unicodeScalars.reversed() {
      if count > 0, count.isMultiple(of: size) { reversed.append(separator) }
      reversed.append(digit)
      count += 1
    }
    while reversed.count < least {
      if count.isMultiple(of: size) { reversed.append(separator) }
      reversed.append("0")
      count += 1
    }
    return String(String.UnicodeScalarView(reversed.reversed()))
  }

  private func padded(_ text: String, default alignment: Unicode.Scalar) -> String {
    let missing = max(0, width - text.unicodeScalars.count)
    let left: Int
    switch align ?? alignment {
    case ">": left = missing
    case "^": left = missing / 2
    default: left = 0
    }
    func filling(_ count: Int) -> String {
      String(String.UnicodeScalarView(repeatElement(fill, count: count)))
    }
    return filling(left) + text + filling(missing - left)
  }
}

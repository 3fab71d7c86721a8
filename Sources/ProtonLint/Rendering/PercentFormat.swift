/// One conversion of a `%` format: `%(name)-08.3f`.
private struct Conversion {
  var key: String?
  var flags: Set<Unicode.Scalar> = []
  var width: Int?
  var takesWidth = false
  var precision: Int?
  var takesPrecision = false
  var type: Unicode.Scalar = "s"
}

/// Formatting as by the operator `%` of Python's strings.
extension Renderer {
  mutating func formatted(
    _ template: JinjaText, with value: JinjaValue, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let scalars = Array((template.known ?? "").unicodeScalars)
    try spend(bytes: scalars.count, at: span)
    var arguments: [JinjaValue] = [value]
    var mapping: JinjaValue?
    switch value {
    case .tuple(let items), .group(let items): arguments = items
    // Whatever has items may be left over, as a mapping may.
    case .dict, .list, .lazy, .undefined: mapping = value
    default: break
    }
    var used = 0
    func next(_ arguments: [JinjaValue]) throws(JinjaFailure) -> JinjaValue {
      guard used < arguments.count else { throw badFormat(span) }
      used += 1
      return arguments[used - 1]
    }
    var result = ""
    var index = 0
    while index < scalars.count {
      guard scalars[index] == "%" else {
        result.unicodeScalars.append(scalars[index])
        index += 1
        continue
      }
      if index + 1 < scalars.count, scalars[index + 1] == "%" {
        result += "%"
        index += 2
        continue
      }
      var conversion = try conversion(scalars, &index, at: span)
      // HTML hides its values, so that no width can be read from them.
      guard !template.isMarkup || !(conversion.takesWidth || conversion.takesPrecision) else {
        throw badFormat(span)
      }
      if conversion.takesWidth {
        guard let width = try next(arguments).integer else { throw badFormat(span) }
        if width < 0 { conversion.flags.insert("-") }
        conversion.width = Int(clamping: width.magnitude)
      }
      if conversion.takesPrecision {
        guard let precision = try next(arguments).integer else { throw badFormat(span) }
        conversion.precision = max(0, precision)
      }
      var argument: JinjaValue
      if let name = conversion.key {
        guard case .dict(let dict)? = mapping, let found = present(dict)[name] else {
          throw badFormat(span)
        }
        argument = found
        // Python has used up the dictionary then.
        used = max(used, arguments.count)
      } else {
        argument = try next(arguments)
      }
      argument = fresh(argument)
      result += try converted(argument, conversion, isMarkup: template.isMarkup, at: span)
      try spend(bytes: result.utf8.count, at: span)
    }
    guard used >= arguments.count || mapping != nil else { throw badFormat(span) }
    return .string(JinjaText(result, isMarkup: template.isMarkup))
  }

  private func badFormat(_ span: Span) -> JinjaFailure {
    JinjaFailure(
      kind: .failure, message: "the format and its values do not go together", span: span)
  }

  /// Reads a conversion; the index goes behind it.
  private func conversion(
    _ scalars: [Unicode.Scalar], _ index: inout Int, at span: Span
  ) throws(JinjaFailure) -> Conversion {
    var result = Conversion()
    func peek() -> Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
    func number() throws(JinjaFailure) -> Int? {
      var value: Int?
      while let digit = peek(), ("0"..."9").contains(digit) {
        let next = (value ?? 0) * 10 + Int(digit.value - 0x30)
        guard next < 1_000_000_000 else { throw tooLarge(span) }
        value = next
        index += 1
      }
      return value
    }
    index += 1
    if peek() == "(" {
      var depth = 1
      let start = index + 1
      index += 1
      while depth > 0 {
        guard let scalar = peek() else { throw badFormat(span) }
        if scalar == "(" { depth += 1 }
        if scalar == ")" { depth -= 1 }
        index += 1
      }
      result.key = String(String.UnicodeScalarView(scalars[start..<index - 1]))
    }
    while let flag = peek(), ["-", "+", " ", "#", "0"].contains(flag) {
      result.flags.insert(flag)
      index += 1
    }
    if peek() == "*" {
      result.takesWidth = true
      index += 1
    } else {
      result.width = try number()
    }
    if peek() == "." {
      index += 1
      if peek() == "*" {
        result.takesPrecision = true
        index += 1
      } else {
        result.precision = try number() ?? 0
      }
    }
    if let size = peek(), ["h", "l", "L"].contains(size) { index += 1 }
    guard let type = peek() else { throw badFormat(span) }
    result.type = type
    index += 1
    return result
  }

  private mutating func converted(
    _ value: JinjaValue, _ conversion: Conversion, isMarkup: Bool, at span: Span
  ) throws(JinjaFailure) -> String {
    try spend(bytes: max(conversion.width ?? 0, conversion.precision ?? 0), at: span)
    let flags = conversion.flags
    var sign = ""
    var prefix = ""
    var body: String
    var isNumber = true
    switch conversion.type {
    case "s", "r", "a":
      isNumber = false
      body = try textual(value, conversion.type, isMarkup: isMarkup, at: span)
      if let precision = conversion.precision {
        body = String(String.UnicodeScalarView(body.unicodeScalars.prefix(precision)))
      }
    case "c":
      isNumber = false
      body = try character(value, isMarkup: isMarkup, at: span)
    case "d", "i", "u":
      let integer = try decimal(value, isMarkup: isMarkup, at: span)
      sign = integer < 0 ? "-" : ""
      body = String(integer.magnitude)
    case "o", "x", "X":
      guard let integer = value.integer, !isMarkup else { throw badFormat(span) }
      sign = integer < 0 ? "-" : ""
      let type = conversion.type
      body = String(integer.magnitude, radix: type == "o" ? 8 : 16, uppercase: type == "X")
      if flags.contains("#") { prefix = "0\(type)" }
    case "e", "E", "f", "F", "g", "G":
      let number = try real(value, isMarkup: isMarkup, at: span)
      sign = number.sign == .minus && !number.isNaN ? "-" : ""
      body = fraction(number.magnitude, conversion)
    default: throw badFormat(span)
    }
    if isNumber, sign.isEmpty {
      sign = flags.contains("+") ? "+" : flags.contains(" ") ? " " : ""
    }
    if ["d", "i", "u", "o", "x", "X"].contains(conversion.type),
      let precision = conversion.precision
    {
      body = String(repeating: "0", count: max(0, precision - body.utf8.count)) + body
    }
    let count = sign.count + prefix.count + body.unicodeScalars.count
    let missing = max(0, (conversion.width ?? 0) - count)
    if flags.contains("-") {
      return sign + prefix + body + String(repeating: " ", count: missing)
    }
    if isNumber, flags.contains("0") {
      return sign + prefix + String(repeating: "0", count: missing) + body
    }
    return String(repeating: " ", count: missing) + sign + prefix + body
  }

  private func fraction(_ number: Double, _ conversion: Conversion) -> String {
    var spec = ""
    if conversion.flags.contains("#") { spec += "#" }
    spec += ".\(conversion.precision ?? 6)\(conversion.type)"
    return FormatSpec(spec)?.text(of: number) ?? ""
  }

  private mutating func textual(
    _ value: JinjaValue, _ type: Unicode.Scalar, isMarkup: Bool, at span: Span
  ) throws(JinjaFailure) -> String {
    let text: JinjaText
    if type == "s" {
      text = try softText(try required(value, at: span), at: span)
    } else {
      text = try representation(of: value, at: span)
    }
    let known = (isMarkup ? escaped(text) : text).known ?? ""
    return type == "a" ? PythonString.asciiOnly(known) : known
  }

  private func character(
    _ value: JinjaValue, isMarkup: Bool, at span: Span
  ) throws(JinjaFailure) -> String {
    guard !isMarkup else { throw badFormat(span) }
    if case .string(let text) = value, let known = text.known, known.unicodeScalars.count == 1 {
      return known
    }
    guard let integer = value.integer, let number = UInt32(exactly: integer),
      let scalar = Unicode.Scalar(number)
    else { throw badFormat(span) }
    return String(scalar)
  }

  private func decimal(
    _ value: JinjaValue, isMarkup: Bool, at span: Span
  ) throws(JinjaFailure) -> Int {
    if let integer = value.integer { return integer }
    switch value {
    case .float(let number) where number.isFinite:
      guard let integer = Int(exactly: number.rounded(.towardZero)) else { throw tooLarge(span) }
      return integer
    case .string(let text) where isMarkup:
      switch PythonString.parsed(text.known ?? "", base: 10) {
      case .fits(let integer)?: return integer
      case .tooLarge?: throw tooLarge(span)
      case nil: throw badFormat(span)
      }
    default: throw badFormat(span)
    }
  }

  private func real(
    _ value: JinjaValue, isMarkup: Bool, at span: Span
  ) throws(JinjaFailure) -> Double {
    if let number = value.number { return number }
    if isMarkup, case .string(let text) = value, let number = PythonString.number(text.known ?? "")
    {
      return number
    }
    throw badFormat(span)
  }
}

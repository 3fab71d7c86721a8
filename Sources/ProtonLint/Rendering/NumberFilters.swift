/// The filters that make or change numbers.
extension Renderer {
  mutating func applyToNumber(
    _ name: String, _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    switch name {
    case "abs":
      if let integer = value.integer {
        return try negate(.integer(integer), isMinus: integer < 0, at: span)
      }
      if case .float(let number) = value { return .float(number.magnitude) }
      throw given.failure
    case "int":
      return try integer(of: value, given, at: span) ?? given["default"] ?? .integer(0)
    case "float":
      if let number = value.number { return .float(number) }
      if case .string(let text) = value, let number = PythonString.number(text.known ?? "") {
        return .float(number)
      }
      return given["default"] ?? .float(0)
    case "round": return try rounded(value, given, at: span)
    default: return .text(try fileSize(of: value, given, at: span))
    }
  }

  /// Nil where `int` takes its default.
  private func integer(
    of value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue? {
    if let integer = value.integer { return .integer(integer) }
    let number: Double?
    switch value {
    case .float(let value):
      // `int(inf)` is no error of the kinds that `int` catches.
      guard !value.isInfinite else { throw given.failure }
      number = value.isNaN ? nil : value
    case .string(let text):
      let known = text.known ?? ""
      if let base = given["base"] {
        if case .undefined = base { throw given.failure }
        if let base = base.integer, let parsed = PythonString.parsed(known, base: base) {
          guard case .fits(let integer) = parsed else { throw tooLarge(span) }
          return .integer(integer)
        }
      } else if let parsed = PythonString.parsed(known, base: 10) {
        guard case .fits(let integer) = parsed else { throw tooLarge(span) }
        return .integer(integer)
      }
      number = PythonString.number(known).flatMap { $0.isFinite ? $0 : nil }
    default: number = nil
    }
    guard let number else { return nil }
    guard let integer = Int(exactly: number.rounded(.towardZero)) else { throw tooLarge(span) }
    return .integer(integer)
  }

  private mutating func rounded(
    _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let method =
      given["method"].map { (method) -> String? in
        guard case .string(let text) = method else { return nil }
        return text.known
      } ?? "common"
    guard let method, ["common", "ceil", "floor"].contains(method) else { throw given.failure }
    let isWhole: Bool
    if case .some(.none) = given["precision"] { isWhole = true } else { isWhole = false }
    guard let number = value.number else { throw given.failure }
    guard method == "common" else {
      guard !isWhole else { throw given.failure }
      let precision = given["precision"] ?? .integer(0)
      let power = try combine(.integer(10), .power, precision, at: span)
      let scaled = try combine(value, .multiply, power, at: span)
      let whole: JinjaValue
      if let integer = scaled.integer {
        whole = .integer(integer)
      } else {
        guard case .float(let scaled) = scaled, scaled.isFinite else { throw given.failure }
        guard let integer = Int(exactly: scaled.rounded(method == "ceil" ? .up : .down)) else {
          throw tooLarge(span)
        }
        whole = .integer(integer)
      }
      return try combine(whole, .divide, power, at: span)
    }
    let precision = isWhole ? 0 : try given.integer("precision") ?? 0
    if let integer = value.integer {
      return .integer(try Self.rounded(integer, toPlaces: precision, at: span))
    }
    if isWhole {
      guard number.isFinite else { throw given.failure }
      guard let integer = Int(exactly: number.rounded(.toNearestOrEven)) else {
        throw tooLarge(span)
      }
      return .integer(integer)
    }
    return .float(try Self.rounded(number, toPlaces: precision, given))
  }

  /// `round(integer, -2)`: to hundreds, ties to the even one.
  private static func rounded(
    _ integer: Int, toPlaces places: Int, at span: Span
  ) throws(JinjaFailure) -> Int {
    guard places < 0 else { return integer }
    guard places > -19 else { return 0 }
    var unit = 1
    for _ in 0..<(-places) { unit *= 10 }
    let (quotient, remainder) = integer.quotientAndRemainder(dividingBy: unit)
    let twice = remainder.magnitude * 2
    let isUp = twice > UInt(unit) || (twice == UInt(unit) && quotient % 2 != 0)
    let steps = isUp ? quotient + (integer < 0 ? -1 : 1) : quotient
    let (result, overflow) = steps.multipliedReportingOverflow(by: unit)
    guard !overflow else {
      throw JinjaFailure(kind: .limit, message: "the result is too large", span: span)
    }
    return result
  }

  private static func rounded(
    _ number: Double, toPlaces places: Int, _ given: BoundArguments
  ) throws(JinjaFailure) -> Double {
    // Python's own bounds, beyond which nothing is rounded, or all.
    guard number.isFinite, number != 0, places <= 323 else { return number }
    guard places >= -309 else { return Double(signOf: number, magnitudeOf: 0) }
    guard places < 0 else {
      return Double(printed(number, precision: places, letter: "f")) ?? number
    }
    // The exact decimal digits, cut before the last places and rounded by hand.
    let digits = printed(number.magnitude, precision: 30, letter: "f")
    let parts = digits.split(separator: ".")
    var whole = Array((parts.first ?? "0").utf8)
    let rest = parts.count > 1 ? parts[1] : ""
    while whole.count < 1 - places { whole.insert(0x30, at: 0) }
    let cut = whole.count + places
    let tail = whole[cut...]
    let isHalf =
      tail.first == 0x35 && tail.dropFirst().allSatisfy { $0 == 0x30 }
      && rest.utf8.allSatisfy { $0 == 0x30 }
    let last = cut > 0 ? whole[cut - 1] : 0x30
    let isUp = isHalf ? last % 2 == 1 : (tail.first ?? 0x30) >= 0x35
    guard let kept = Double(cut > 0 ? String(decoding: whole[..<cut], as: UTF8.self) : "0"),
      let result = Double("\(isUp ? kept + 1 : kept)".replacingSuffix(".0", by: "") + "e\(-places)")
    else { return number }
    guard result.isFinite else { throw given.failure }
    return number < 0 ? -result : result
  }

  private func fileSize(
    of value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> String {
    var number = value.number
    if case .string(let text) = value { number = PythonString.number(text.known ?? "") }
    guard let number else { throw given.failure }
    var renderer = self
    let isBinary = try renderer.isTrue(given["binary"], at: span)
    let base: Double = isBinary ? 1024 : 1000
    if number == 1 { return "1 Byte" }
    if number < base {
      guard number.isFinite, let integer = Int(exactly: number.rounded(.towardZero)) else {
        throw number.isFinite ? tooLarge(span) : given.failure
      }
      return "\(integer) Bytes"
    }
    let letters = [isBinary ? "K" : "k", "M", "G", "T", "P", "E", "Z", "Y"]
    var unit = base
    for letter in letters {
      unit *= base
      if number < unit || letter == "Y" {
        let text = printed(base * number / unit, precision: 1, letter: "f")
        return "\(text) \(letter)\(isBinary ? "iB" : "B")"
      }
    }
    return ""
  }
}

extension String {
  fileprivate func replacingSuffix(_ suffix: String, by other: String) -> String {
    hasSuffix(suffix) ? dropLast(suffix.count) + other : self
  }
}

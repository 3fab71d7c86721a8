#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension JinjaValue {
  /// A number as a floating-point one; booleans count as in Python.
  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .float(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }

  /// An integer; booleans count as in Python.
  var integer: Int? {
    switch self {
    case .integer(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }
}

/// What a value is as a key of a dictionary; nil for lists, dictionaries and what is not known.
func key(of value: JinjaValue) -> JinjaKey? {
  switch value {
  case .tuple(let items), .group(let items):
    let keys = items.map { key(of: $0) }
    return keys.contains { $0 == nil } ? nil : .tuple(keys.compactMap { $0 })
  case .function(.macro(let number)): return .thing("macro \(number)")
  case .namespace(let number): return .thing("namespace \(number)")
  case .loop(let number): return .thing("loop \(number)")
  case .cycler(let number): return .thing("cycler \(number)")
  case .joiner(let number): return .thing("joiner \(number)")
  case .iterator(let number): return .thing("iterator \(number)")
  case .lazy(let lazy):
    guard case .range(let start, _, let step) = lazy.kind else { return nil }
    let count = lazy.items.count
    return .thing("range \(count) \(count > 0 ? start : 0) \(count > 1 ? step : 0)")
  case .function(.range): return .thing("range")
  case .function(.dict): return .thing("dict")
  default: return simpleKey(of: value)
  }
}

private func simpleKey(of value: JinjaValue) -> JinjaKey? {
  switch value {
  case .none: .some(JinjaKey.none)
  case .bool(let value): .integer(value ? 1 : 0)
  case .integer(let value): .integer(value)
  case .float(let value): Int(exactly: value).map { .integer($0) } ?? .number(value)
  case .string(let text): text.known.map { .text($0) }
  default: nil
  }
}

extension JinjaKey {
  var words: String {
    switch self {
    case .none: "none"
    case .tuple, .thing: "this"
    case .number(let number): pythonText(number)
    case .integer(let number): String(number)
    case .text(let text): text
    }
  }
}

/// Arithmetic and comparison, as Python does them.
extension Renderer {
  func negate(_ value: JinjaValue, isMinus: Bool, at span: Span) throws(JinjaFailure) -> JinjaValue
  {
    if let integer = value.integer {
      guard isMinus else { return .integer(integer) }
      let (result, overflow) = (0).subtractingReportingOverflow(integer)
      guard !overflow else { throw tooLarge(span) }
      return .integer(result)
    }
    if case .float(let number) = value { return .float(isMinus ? -number : number) }
    let symbols = symbols(in: value)
    guard !symbols.isEmpty else { throw wrongOperand(span) }
    return .symbol(derived(source(of: span), from: symbols, type: .number))
  }

  mutating func combine(
    _ left: JinjaValue, _ operation: JinjaExpression.BinaryOperator, _ right: JinjaValue,
    at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    if case .symbol = left, right.number != nil, let choice = pointwise(left) {
      return try mapped(choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.combine(value, operation, right, at: span)
      }
    }
    if case .choice(let choice) = left {
      return try mapped(choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.combine(value, operation, right, at: span)
      }
    }
    if case .choice(let choice) = right {
      return try mapped(choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.combine(left, operation, value, at: span)
      }
    }
    if case .string(let one) = left, case .string(let other) = right, operation == .add {
      return try joined(one, other, at: span)
    }
    if names.isConcrete { return owned(try combineKnown(left, operation, right, at: span)) }
    let symbols = symbols(in: left) + symbols(in: right)
    guard symbols.isEmpty else {
      if operation == .add, isTextual(left), isTextual(right) {
        return try joined(try text(of: left, at: span), try text(of: right, at: span), at: span)
      }
      if operation == .add, let items = concatenated(left, right) {
        return try weighed(items, at: span)
      }
      if operation == .add, isTextual(left) && isNoText(right) || isNoText(left) && isTextual(right)
      {
        throw wrongOperand(span)
      }
      let type: Symbol.ValueType? = isTextual(left) || isTextual(right) ? .string : .number
      return .symbol(derived(source(of: span), from: symbols, type: type))
    }
    return try combineKnown(left, operation, right, at: span)
  }

  /// Two texts as one: where one of them is HTML, the other one is escaped.
  mutating func joined(
    _ left: JinjaText, _ right: JinjaText, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let isMarkup = left.isMarkup || right.isMarkup
    let (left, right) = isMarkup ? (escaped(left), escaped(right)) : (left, right)
    try spend(bytes: left.byteCount + right.byteCount, at: span)
    return try weighed(JinjaText(parts: left.parts + right.parts, isMarkup: isMarkup), at: span)
  }

  private func concatenated(_ left: JinjaValue, _ right: JinjaValue) -> JinjaValue? {
    switch (left, right) {
    case (.list(let one), .list(let other)): .items(present(one) + present(other))
    case (.tuple(let one), .tuple(let other)), (.group(let one), .tuple(let other)),
      (.tuple(let one), .group(let other)), (.group(let one), .group(let other)):
      .tuple(one + other)
    default: nil
    }
  }

  private func isTextual(_ value: JinjaValue) -> Bool {
    switch value {
    case .string: true
    case .symbol(let symbol): symbol.symbol.type == .string
    default: false
    }
  }

  /// Whether a value is known to be no string: adding one to it stops Jinja.
  private func isNoText(_ value: JinjaValue) -> Bool {
    switch value {
    case .integer, .float, .bool, .list, .dict: true
    case .symbol(let symbol): symbol.symbol.type.map { $0 != .string } ?? false
    default: false
    }
  }

  private mutating func combineKnown(
    _ left: JinjaValue, _ operation: JinjaExpression.BinaryOperator, _ right: JinjaValue,
    at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    if let one = left.integer, let other = right.integer, operation != .divide {
      return try integers(one, operation, other, at: span)
    }
    if let one = left.number, let other = right.number {
      return .float(try floats(one, operation, other, at: span))
    }
    switch operation {
    case .add:
      if let items = concatenated(left, right) { return try weighed(items, at: span) }
    case .multiply:
      if let count = right.integer { return try repeated(left, count, at: span) }
      if let count = left.integer { return try repeated(right, count, at: span) }
    case .modulo:
      if case .string(let template) = left {
        return try formatted(template, with: right, at: span)
      }
    default: break
    }
    throw wrongOperand(span)
  }

  /// A text or a list several times over.
  private mutating func repeated(
    _ value: JinjaValue, _ count: Int, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let count = max(0, count)
    func times(_ size: Int) throws(JinjaFailure) -> Int {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else { throw tooLarge(span) }
      return product
    }
    func copies(_ items: [JinjaValue]) throws(JinjaFailure) -> [JinjaValue] {
      guard try times(items.count) <= limits.elements else { throw tooLarge(span) }
      return Array(repeatElement(items, count: items.isEmpty ? 0 : count).joined())
    }
    switch value {
    case .string(let text):
      let known = text.known ?? ""
      try spend(bytes: try times(known.utf8.count), at: span)
      let copies = known.isEmpty ? "" : String(repeating: known, count: count)
      return .string(JinjaText(copies, isMarkup: text.isMarkup))
    case .list(let list): return try weighed(.items(try copies(present(list))), at: span)
    case .tuple(let items), .group(let items):
      return try weighed(.tuple(try copies(items)), at: span)
    default: throw wrongOperand(span)
    }
  }

  private func integers(
    _ left: Int, _ operation: JinjaExpression.BinaryOperator, _ right: Int, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let result: (partialValue: Int, overflow: Bool)
    switch operation {
    case .add: result = left.addingReportingOverflow(right)
    case .subtract: result = left.subtractingReportingOverflow(right)
    case .multiply: result = left.multipliedReportingOverflow(by: right)
    case .floorDivide, .modulo:
      guard right != 0 else { throw divisionByZero(span) }
      let quotient = left.dividedReportingOverflow(by: right)
      let remainder = left.remainderReportingOverflow(dividingBy: right)
      guard !quotient.overflow else { throw tooLarge(span) }
      // Python rounds towards negative infinity, Swift towards zero.
      let isOff = remainder.partialValue != 0 && (remainder.partialValue < 0) != (right < 0)
      if operation == .floorDivide {
        return .integer(quotient.partialValue - (isOff ? 1 : 0))
      }
      return .integer(remainder.partialValue + (isOff ? right : 0))
    case .power: return try power(left, right, at: span)
    case .divide: return .float(try floats(Double(left), .divide, Double(right), at: span))
    }
    guard !result.overflow else { throw tooLarge(span) }
    return .integer(result.partialValue)
  }

  private func power(_ base: Int, _ exponent: Int, at span: Span) throws(JinjaFailure) -> JinjaValue
  {
    guard exponent >= 0 else {
      guard base != 0 else { throw divisionByZero(span) }
      return .float(pow(Double(base), Double(exponent)))
    }
    var result = 1
    if base == 0 || base == 1 { return .integer(exponent == 0 ? 1 : base) }
    if base == -1 { return .integer(exponent % 2 == 0 ? 1 : -1) }
    guard exponent < 64 else { throw tooLarge(span) }
    for _ in 0..<exponent {
      let (next, overflow) = result.multipliedReportingOverflow(by: base)
      guard !overflow else { throw tooLarge(span) }
      result = next
    }
    return .integer(result)
  }

  private func floats(
    _ left: Double, _ operation: JinjaExpression.BinaryOperator, _ right: Double, at span: Span
  ) throws(JinjaFailure) -> Double {
    switch operation {
    case .add: return left + right
    case .subtract: return left - right
    case .multiply: return left * right
    case .divide, .floorDivide, .modulo:
      guard right != 0 else { throw divisionByZero(span) }
      if operation == .divide { return left / right }
      let (quotient, remainder) = floorDivision(left, right)
      return operation == .floorDivide ? quotient : remainder
    case .power:
      if left == 0, right < 0 { throw divisionByZero(span) }
      if left < 0, right.isFinite, right != right.rounded() {
        throw notEvaluated("a complex number", span)
      }
      let result = pow(left, right)
      guard result.isFinite || !left.isFinite || !right.isFinite else {
        throw JinjaFailure(kind: .failure, message: "the result is too large", span: span)
      }
      return result
    }
  }

  /// `divmod` of Python's fractions, step by step as it is done there.
  private func floorDivision(
    _ left: Double, _ right: Double
  ) -> (quotient: Double, remainder: Double) {
    var remainder = left.truncatingRemainder(dividingBy: right)
    var quotient = (left - remainder) / right
    if remainder == 0 {
      remainder = Double(signOf: right, magnitudeOf: 0)
    } else if (right < 0) != (remainder < 0) {
      remainder += right
      quotient -= 1
    }
    guard quotient != 0 else { return (Double(signOf: left / right, magnitudeOf: 0), remainder) }
    let floor = quotient.rounded(.down)
    return (quotient - floor > 0.5 ? floor + 1 : floor, remainder)
  }

  private func divisionByZero(_ span: Span) -> JinjaFailure {
    JinjaFailure(kind: .failure, message: "division by zero", span: span)
  }

  func tooLarge(_ span: Span) -> JinjaFailure {
    JinjaFailure(kind: .limit, message: "the result is too large", span: span)
  }

  private func wrongOperand(_ span: Span) -> JinjaFailure {
    JinjaFailure(kind: .failure, message: "these operands do not go together", span: span)
  }
}

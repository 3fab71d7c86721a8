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
func key_(_ value: JinjaValue) -> JinjaKey? {
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
    if case .choice(let choice) = left {
      return try mapped(choice) { (renderer, value) throws(JinjaFailure) in
        try renderer.combine(value, operation, right, at: span)
      }
    }
    if case .choice(let choice) = right {
      return try mapped(choice) { (renderer, value) throws(JinjaFailure) in
        try renderer.combine(left, operation, value, at: span)
      }
    }
    if case .string(let one) = left, case .string(let other) = right, operation == .add {
      return .string(JinjaText(parts: one.parts + other.parts))
    }
    let symbols = symbols(in: left) + symbols(in: right)
    guard symbols.isEmpty else {
      if operation == .add, isTextual(left), isTextual(right) {
        return .string(
          JinjaText(parts: try text(of: left, at: span).parts + text(of: right, at: span).parts))
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

  private func combineKnown(
    _ left: JinjaValue, _ operation: JinjaExpression.BinaryOperator, _ right: JinjaValue,
    at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    if let one = left.integer, let other = right.integer, operation != .divide {
      return try integers(one, operation, other, at: span)
    }
    if let one = left.number, let other = right.number {
      return .float(try floats(one, operation, other, at: span))
    }
    switch (left, operation, right) {
    case (.list(let one), .add, .list(let other)): return .list(one + other)
    case (.tuple(let one), .add, .tuple(let other)): return .tuple(one + other)
    case (.string(let text), .multiply, .integer(let count)),
      (.integer(let count), .multiply, .string(let text)):
      guard let known = text.known else { break }
      let (size, overflow) = max(0, count).multipliedReportingOverflow(by: known.utf8.count)
      guard !overflow, size <= limits.outputBytes else { throw tooLarge(span) }
      return .text(String(repeating: known, count: max(0, count)))
    case (.list(let items), .multiply, .integer(let count)):
      let (size, overflow) = max(0, count).multipliedReportingOverflow(by: items.count)
      guard !overflow, size <= limits.elements else { throw tooLarge(span) }
      return .list(Array(repeatElement(items, count: max(0, count)).joined()))
    default: break
    }
    throw wrongOperand(span)
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
      guard exponent > -4096 else { return .float(base == 1 ? 1 : 0) }
      var result = 1.0
      for _ in 0..<(-exponent) { result /= Double(base) }
      return .float(result)
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
      let quotient = (left / right).rounded(.down)
      return operation == .floorDivide ? quotient : left - quotient * right
    case .power:
      throw JinjaFailure(
        kind: .unsupported, message: "a power of fractions is not evaluated", span: span)
    }
  }

  private func divisionByZero(_ span: Span) -> JinjaFailure {
    JinjaFailure(kind: .failure, message: "division by zero", span: span)
  }

  private func tooLarge(_ span: Span) -> JinjaFailure {
    JinjaFailure(kind: .limit, message: "the result needs more than 64 bits", span: span)
  }

  private func wrongOperand(_ span: Span) -> JinjaFailure {
    JinjaFailure(kind: .failure, message: "these operands do not go together", span: span)
  }

  // MARK: Comparison of known values

  func compareKnown(
    _ left: JinjaValue, _ relation: JinjaExpression.ComparisonOperator, _ right: JinjaValue,
    at span: Span
  ) throws(JinjaFailure) -> Bool {
    switch relation {
    case .equal: return isEqual(left, right)
    case .notEqual: return !isEqual(left, right)
    case .isIn: return try contains(right, left, at: span)
    case .isNotIn: return try !contains(right, left, at: span)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let order = order(left, right) else {
        throw JinjaFailure(kind: .failure, message: "these values have no order", span: span)
      }
      switch relation {
      case .less: return order < 0
      case .lessOrEqual: return order <= 0
      case .greater: return order > 0
      default: return order >= 0
      }
    }
  }

  func isEqual(_ left: JinjaValue, _ right: JinjaValue) -> Bool {
    if let one = left.integer, let other = right.integer { return one == other }
    if let one = left.number, let other = right.number { return one == other }
    switch (left, right) {
    case (.none, .none): return true
    case (.string(let one), .string(let other)): return one == other
    case (.list(let one), .list(let other)), (.tuple(let one), .tuple(let other)):
      return one.count == other.count && zip(one, other).allSatisfy(isEqual)
    case (.dict(let one), .dict(let other)):
      return one.entries.count == other.entries.count
        && one.entries.allSatisfy { entry in
          guard let key = key_(entry.key), let value = other[key] else { return false }
          return isEqual(entry.value, value)
        }
    default: return false
    }
  }

  /// Negative, zero or positive; nil where Python has no order.
  func order(_ left: JinjaValue, _ right: JinjaValue) -> Int? {
    if let one = left.integer, let other = right.integer {
      return one < other ? -1 : one > other ? 1 : 0
    }
    if let one = left.number, let other = right.number {
      return one < other ? -1 : one > other ? 1 : 0
    }
    switch (left, right) {
    case (.string(let one), .string(let other)):
      guard let one = one.known, let other = other.known else { return nil }
      let (first, second) = (one.unicodeScalars, other.unicodeScalars)
      if first.elementsEqual(second) { return 0 }
      return first.lexicographicallyPrecedes(second) ? -1 : 1
    case (.list(let one), .list(let other)), (.tuple(let one), .tuple(let other)):
      for (first, second) in zip(one, other) where !isEqual(first, second) {
        return order(first, second)
      }
      return one.count - other.count
    default: return nil
    }
  }

  private func contains(
    _ container: JinjaValue, _ value: JinjaValue, at span: Span
  ) throws(JinjaFailure) -> Bool {
    switch container {
    case .list(let items), .tuple(let items): return items.contains { isEqual($0, value) }
    case .dict(let dict): return key_(value).map { dict[$0] != nil } ?? false
    case .string(let text):
      guard case .string(let part) = value, let part = part.known, let text = text.known else {
        break
      }
      return part.isEmpty || contains(Array(text.utf8), Array(part.utf8))
    default: break
    }
    throw JinjaFailure(kind: .failure, message: "`in` cannot look into this", span: span)
  }

  private func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { start in
      text[start..<start + part.count].elementsEqual(part)
    }
  }
}

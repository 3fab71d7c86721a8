/// Comparisons in which symbols take part.
extension Renderer {
  mutating func compare(
    _ first: JinjaExpression, _ steps: [JinjaComparison], in condition: JinjaExpression
  ) throws(JinjaFailure) -> Predicate {
    // `in` looks into an empty list without a look at what it searches, so the strictness of the
    // operands is up to the comparison.
    var left = try evaluate(first)
    var leftSpan = first.span
    var result = Predicate.known(true)
    for step in steps {
      let right = try required(try evaluate(step.operand), at: step.operand.span)
      if !isEmptyList(right) { left = try required(left, at: leftSpan) }
      let one = try compareValues(left, step.relation, right, at: condition.span)
      result = bounded(result.and(one), at: condition.span)
      if case .known(false) = result { return result }
      left = right
      leftSpan = step.operand.span
    }
    return result
  }

  private func isEmptyList(_ value: JinjaValue) -> Bool {
    switch value {
    case .list(let list): present(list).isEmpty
    case .tuple(let items): items.isEmpty
    case .lazy(let lazy): fresh(lazy).items.isEmpty
    // What an iterator still has is seen by asking it.
    case .iterator: names.isConcrete
    default: false
    }
  }

  mutating func compareValues(
    _ left: JinjaValue, _ relation: JinjaExpression.ComparisonOperator, _ right: JinjaValue,
    at span: Span
  ) throws(JinjaFailure) -> Predicate {
    if relation == .isNotIn { return try compareValues(left, .isIn, right, at: span).negated }
    if relation == .notEqual { return try compareValues(left, .equal, right, at: span).negated }
    if let choice = pointwise(left) {
      return try predicate(over: choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.compareValues(value, relation, right, at: span)
      }
    }
    if let choice = pointwise(right) {
      return try predicate(over: choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.compareValues(left, relation, value, at: span)
      }
    }
    if symbols(in: left).isEmpty, symbols(in: right).isEmpty {
      try spendOnComparison(left, right, at: span)
      return .known(try compareKnown(left, relation, right, at: span))
    }
    if let decided = decided(left, relation, right) { return .known(decided) }
    if relation == .isIn, case .list(let list) = right, list.items.count <= 16 {
      return try isIn(left, present(list), at: span)
    }
    let name = "\(words(left)) \(relation.rawValue) \(words(right))"
    let undecided = expression(named: name)
    try spend(literals.count, at: span)
    if case .symbol(let symbol) = left, symbols(in: right).isEmpty {
      return compare(byPartsOf: symbol, relation, right, else: undecided) ?? undecided
    }
    if case .symbol(let symbol) = right, symbols(in: left).isEmpty, let mirrored = relation.mirrored
    {
      return compare(byPartsOf: symbol, mirrored, left, else: undecided) ?? undecided
    }
    return undecided
  }

  private mutating func spendOnComparison(
    _ left: JinjaValue, _ right: JinjaValue, at span: Span
  ) throws(JinjaFailure) {
    for value in [left, right] {
      if case .string(let text) = value {
        try spend(text.byteCount / 16, at: span)
      } else {
        _ = try weighed(value, at: span)
      }
    }
  }

  /// `value in [a, b]`: equal to one of them.
  private mutating func isIn(
    _ value: JinjaValue, _ items: [JinjaValue], at span: Span
  ) throws(JinjaFailure) -> Predicate {
    var result = Predicate.known(false)
    for item in items {
      guard let either = result.or(try compareValues(value, .equal, item, at: span)) else {
        return expression(named: "\(words(value)) in \(words(.items(items)))")
      }
      result = either
    }
    return result
  }

  /// What types and bounds alone decide.
  private func decided(
    _ left: JinjaValue, _ relation: JinjaExpression.ComparisonOperator, _ right: JinjaValue
  ) -> Bool? {
    if case .symbol(let symbol) = right, symbols(in: left).isEmpty, let mirrored = relation.mirrored
    {
      return decided(.symbol(symbol), mirrored, left)
    }
    guard case .symbol(let symbol) = left else { return nil }
    let known = symbol.symbol
    if case .none = right, relation == .equal, known.type != nil, known.source != .derived,
      symbol.shape?.isNullable != true
    {
      return false
    }
    switch (known.type, right) {
    case (.string?, .integer), (.string?, .float), (.string?, .bool), (.integer?, .string),
      (.number?, .string), (.boolean?, .string), (.list?, .string), (.list?, .integer):
      if relation == .equal, !symbols(in: right).isEmpty { return nil }
      return relation == .equal ? false : nil
    default: break
    }
    guard let number = right.number else { return nil }
    let low = known.type == .list ? nil : known.minimum
    let high = known.type == .list ? nil : known.maximum
    switch relation {
    case .equal:
      if let low, number < low { return false }
      if let high, number > high { return false }
    case .less:
      if let high, high < number { return true }
      if let low, low >= number { return false }
    case .lessOrEqual:
      if let high, high <= number { return true }
      if let low, low > number { return false }
    case .greater:
      if let low, low > number { return true }
      if let high, high <= number { return false }
    case .greaterOrEqual:
      if let low, low >= number { return true }
      if let high, high < number { return false }
    case .notEqual, .isIn, .isNotIn: break
    }
    return nil
  }

  private func words(_ value: JinjaValue) -> String {
    switch value {
    case .symbol(let symbol): symbol.symbol.expression
    case .string(let text): text.expression
    case .object(let object): object.name
    case .integer(let number): String(number)
    case .float(let number): pythonText(number)
    case .bool(let value): value ? "true" : "false"
    case .none: "none"
    case .list(let list): "[" + list.items.prefix(8).map(words).joined(separator: ", ") + "]"
    case .tuple(let items), .group(let items):
      "(" + items.prefix(8).map(words).joined(separator: ", ") + ")"
    case .lazy, .dict, .choice, .function, .namespace, .loop, .undefined, .iterator, .cycler,
      .joiner, .template:
      "…"
    }
  }
}

extension JinjaExpression.ComparisonOperator {
  /// The operator for swapped operands.
  fileprivate var mirrored: JinjaExpression.ComparisonOperator? {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .isIn, .isNotIn: nil
    }
  }
}

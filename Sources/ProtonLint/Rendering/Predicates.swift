/// What a condition comes to: known, or decided by the outcomes of one subject.
enum Predicate {
  case known(Bool)
  /// True for these outcomes of the subject, false for the others.
  case atom(Condition.Subject, [String])

  var negated: Predicate {
    switch self {
    case .known(let value): .known(!value)
    case .atom(let subject, let outcomes):
      .atom(subject, subject.outcomes.filter { !outcomes.contains($0) })
    }
  }
}

extension Renderer {
  /// Whether a condition of a statement holds on this path; forks where a symbol decides.
  mutating func holds(_ condition: JinjaExpression) throws(JinjaFailure) -> Bool {
    switch condition.kind {
    case .and(let left, let right):
      guard try holds(left) else { return false }
      return try holds(right)
    case .or(let left, let right):
      if try holds(left) { return true }
      return try holds(right)
    case .not(let operand): return try !holds(operand)
    default: return decide(try predicate(condition), at: condition.span)
    }
  }

  mutating func decide(_ predicate: Predicate, at span: Span) -> Bool {
    switch predicate {
    case .known(let value): return value
    case .atom(let subject, let outcomes):
      let rest = subject.outcomes.filter { !outcomes.contains($0) }
      return path.choose(subject, among: [outcomes, rest], site: span.start) == 0
    }
  }

  /// The predicate of a condition, without a fork.
  mutating func predicate(_ condition: JinjaExpression) throws(JinjaFailure) -> Predicate {
    switch condition.kind {
    case .not(let operand): return try predicate(operand).negated
    case .and(let left, let right):
      return both(try predicate(left), try predicate(right), isAnd: true, condition)
    case .or(let left, let right):
      return both(try predicate(left), try predicate(right), isAnd: false, condition)
    case .comparison(let first, let steps):
      return try compare(first, steps, in: condition)
    case .test(let operand, let name, let nameSpan, let arguments, let isNegated):
      let value = try evaluate(operand)
      let result = try test(
        value, name, arguments, at: operand.span, nameSpan: nameSpan, whole: condition)
      return isNegated ? result.negated : result
    default: return try truth(of: try evaluate(condition), at: condition.span)
    }
  }

  private func both(
    _ left: Predicate, _ right: Predicate, isAnd: Bool, _ condition: JinjaExpression
  ) -> Predicate {
    switch (left, right) {
    case (.known(let value), let other), (let other, .known(let value)):
      return value == isAnd ? other : .known(!isAnd)
    case (.atom(let one, let first), .atom(let other, let second)):
      guard one == other else { return expression(condition.span) }
      let outcomes = one.outcomes.filter {
        isAnd
          ? first.contains($0) && second.contains($0) : first.contains($0) || second.contains($0)
      }
      return reduced(one, outcomes)
    }
  }

  /// An atom, or what it comes to for no or for all outcomes.
  private func reduced(_ subject: Condition.Subject, _ outcomes: [String]) -> Predicate {
    if outcomes.isEmpty { return .known(false) }
    if outcomes.count == subject.outcomes.count { return .known(true) }
    return .atom(subject, outcomes)
  }

  /// A condition of which nothing more is known than its text.
  func expression(_ span: Span) -> Predicate { expression(named: source(of: span)) }

  func expression(named name: String) -> Predicate {
    let subject = Condition.Subject(
      .expression, name, in: template.file, outcomes: ["true", "false"])
    return .atom(subject, ["true"])
  }

  /// The value of a predicate in an expression.
  func value(of predicate: Predicate) -> JinjaValue {
    switch predicate {
    case .known(let value): return .bool(value)
    case .atom(let subject, let outcomes):
      let rest = subject.outcomes.filter { !outcomes.contains($0) }
      return .choice(
        JinjaChoice(
          subject: subject, alternatives: [(outcomes, .bool(true)), (rest, .bool(false))]))
    }
  }

  // MARK: Truth

  mutating func truth(of value: JinjaValue, at span: Span) throws(JinjaFailure) -> Predicate {
    switch try required(value, at: span) {
    case .undefined, .none: return .known(false)
    case .bool(let value): return .known(value)
    case .integer(let value): return .known(value != 0)
    case .float(let value): return .known(value != 0)
    case .string(let text):
      guard let known = text.known else {
        let hasText = text.parts.contains { if case .text = $0 { true } else { false } }
        return hasText ? .known(true) : expression(named: text.expression)
      }
      return .known(!known.isEmpty)
    case .list(let items), .tuple(let items): return .known(!items.isEmpty)
    case .dict(let dict): return .known(!dict.entries.isEmpty)
    case .object(let object):
      if case .outputs = object.rest { return expression(named: object.name) }
      return .known(!object.fields.isEmpty)
    case .function, .namespace, .loop: return .known(true)
    case .choice(let choice):
      return try predicate(over: choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.truth(of: value, at: span)
      }
    case .symbol(let symbol): return truth(of: symbol.symbol)
    }
  }

  private func truth(of symbol: Symbol) -> Predicate {
    if let subject = names.subject(of: symbol) {
      if symbol.type == .boolean { return .atom(subject, ["true"]) }
      let falsy = symbol.type == .string || symbol.type == nil ? "" : "0"
      return reduced(subject, subject.outcomes.filter { $0 != falsy })
    }
    switch symbol.type {
    case .string?, .list?, .map?:
      if let length = symbol.minLength, length > 0 { return .known(true) }
    case .integer?, .number?:
      if let minimum = symbol.minimum, minimum > 0 { return .known(true) }
      if let maximum = symbol.maximum, maximum < 0 { return .known(true) }
    case .boolean?, nil: break
    }
    return expression(named: symbol.expression)
  }

  /// A predicate of each alternative, as one predicate of the choice.
  private mutating func predicate(
    over choice: JinjaChoice, at span: Span,
    _ each: (inout Renderer, JinjaValue) throws(JinjaFailure) -> Predicate
  ) throws(JinjaFailure) -> Predicate {
    var outcomes: [String] = []
    for alternative in choice.alternatives {
      switch try each(&self, alternative.value) {
      case .known(true): outcomes += alternative.outcomes
      case .known(false): break
      case .atom: return expression(span)
      }
    }
    return reduced(choice.subject, choice.subject.outcomes.filter(outcomes.contains))
  }

  // MARK: Comparison

  private mutating func compare(
    _ first: JinjaExpression, _ steps: [JinjaComparison], in condition: JinjaExpression
  ) throws(JinjaFailure) -> Predicate {
    var left = try required(try evaluate(first), at: first.span)
    var result = Predicate.known(true)
    for step in steps {
      let right = try required(try evaluate(step.operand), at: step.operand.span)
      let one = try compareValues(left, step.relation, right, at: condition.span)
      result = both(result, one, isAnd: true, condition)
      if case .known(false) = result { return result }
      left = right
    }
    return result
  }

  mutating func compareValues(
    _ left: JinjaValue, _ relation: JinjaExpression.ComparisonOperator, _ right: JinjaValue,
    at span: Span
  ) throws(JinjaFailure) -> Predicate {
    if relation == .isNotIn { return try compareValues(left, .isIn, right, at: span).negated }
    if relation == .notEqual { return try compareValues(left, .equal, right, at: span).negated }
    if let choice = enumerated(left) {
      return try predicate(over: choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.compareValues(value, relation, right, at: span)
      }
    }
    if let choice = enumerated(right) {
      return try predicate(over: choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.compareValues(left, relation, value, at: span)
      }
    }
    if symbols(in: left).isEmpty, symbols(in: right).isEmpty {
      return .known(try compareKnown(left, relation, right, at: span))
    }
    if let decided = decided(left, relation, right) { return .known(decided) }
    if relation == .isIn, case .list(let items) = right, items.isEmpty { return .known(false) }
    let name = "\(words(left)) \(relation.rawValue) \(words(right))"
    return expression(named: name)
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
    case .list(let items): "[" + items.prefix(8).map(words).joined(separator: ", ") + "]"
    case .tuple(let items): "(" + items.prefix(8).map(words).joined(separator: ", ") + ")"
    case .dict, .choice, .function, .namespace, .loop, .undefined: "…"
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

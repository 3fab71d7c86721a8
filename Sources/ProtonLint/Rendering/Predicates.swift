/// What a condition comes to: known, or decided by the outcomes of subjects, one after the other.
indirect enum Predicate: Sendable {
  case known(Bool)
  case branch(Condition.Subject, [(outcomes: [String], then: Predicate)])

  /// True for these outcomes of the subject, false for the others.
  static func atom(_ subject: Condition.Subject, _ outcomes: [String]) -> Predicate {
    let rest = subject.outcomes.filter { !outcomes.contains($0) }
    return deciding(subject, [(outcomes, .known(true)), (rest, .known(false))])
  }

  /// A branch with the outcomes of equal answers put together; the answer itself if it is one.
  static func deciding(
    _ subject: Condition.Subject, _ ways: [(outcomes: [String], then: Predicate)]
  ) -> Predicate {
    var holds: [String] = []
    var fails: [String] = []
    var open: [(outcomes: [String], then: Predicate)] = []
    for way in ways where !way.outcomes.isEmpty {
      switch way.then {
      case .known(true): holds += way.outcomes
      case .known(false): fails += way.outcomes
      case .branch: open.append(way)
      }
    }
    if open.isEmpty, fails.isEmpty { return .known(true) }
    if open.isEmpty, holds.isEmpty { return .known(false) }
    var all = open
    if !fails.isEmpty { all.insert((fails, .known(false)), at: 0) }
    if !holds.isEmpty { all.insert((holds, .known(true)), at: 0) }
    return .branch(subject, all)
  }

  /// The predicate with another one in place of an answer.
  func replacing(_ answer: Bool, with other: Predicate) -> Predicate {
    switch self {
    case .known(let value): value == answer ? other : self
    case .branch(let subject, let ways):
      .deciding(
        subject, ways.map { ($0.outcomes, $0.then.replacing(answer, with: other)) })
    }
  }

  var negated: Predicate {
    switch self {
    case .known(let value): .known(!value)
    case .branch(let subject, let ways):
      .branch(subject, ways.map { ($0.outcomes, $0.then.negated) })
    }
  }

  func and(_ other: Predicate) -> Predicate { replacing(true, with: other) }

  var answerCount: Int {
    switch self {
    case .known: 1
    case .branch(_, let ways): ways.reduce(0) { $0 + $1.then.answerCount }
    }
  }
}

/// A step of an evaluation that happens on one side of a decision.
typealias Evaluation = (inout Renderer) throws(JinjaFailure) -> JinjaValue

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

  private mutating func decide(_ predicate: Predicate, at span: Span) -> Bool {
    var predicate = predicate
    // Decisions at one place differ by their number.
    var site = span.start * 16
    while case .branch(let subject, let ways) = predicate {
      guard let way = path.choose(subject, among: ways.map(\.outcomes), site: site) else {
        return false
      }
      predicate = ways[way].then
      site += 1
    }
    if case .known(true) = predicate { return true }
    return false
  }

  /// The predicate of a condition that is no `and`, `or` or `not`, without a fork.
  private mutating func predicate(
    _ condition: JinjaExpression
  ) throws(JinjaFailure) -> Predicate {
    switch condition.kind {
    case .comparison(let first, let steps): return try compare(first, steps, in: condition)
    case .test(let operand, let name, let nameSpan, let arguments, let isNegated):
      let value = try evaluate(operand)
      let result = try test(
        value, name, arguments, at: operand.span, nameSpan: nameSpan, whole: condition)
      return isNegated ? result.negated : result
    default: return try truth(of: try evaluate(condition), at: condition.span)
    }
  }

  /// The predicate, or an opaque one if it asks about too many subjects.
  private func bounded(_ predicate: Predicate, at span: Span) -> Predicate {
    predicate.answerCount > 64 ? expression(span) : predicate
  }

  /// A condition of which nothing more is known than its text.
  func expression(_ span: Span) -> Predicate { expression(named: source(of: span)) }

  func expression(named name: String) -> Predicate {
    let name = name.utf8.count > 200 ? String(name.prefix(100)) + "…" : name
    let subject = Condition.Subject(
      .expression, name, in: template.file, outcomes: ["true", "false"])
    return .atom(subject, ["true"])
  }

  // MARK: Values that a condition decides

  /// One value where a condition holds, another where it does not; each is evaluated under the
  /// assumption that it is the one. `and`, `or` and `not` are taken apart, so that each operand is
  /// evaluated where Python evaluates it.
  mutating func branched(
    on condition: JinjaExpression, at span: Span, _ then: Evaluation, _ otherwise: Evaluation
  ) throws(JinjaFailure) -> JinjaValue {
    switch condition.kind {
    case .not(let operand): return try branched(on: operand, at: span, otherwise, then)
    case .and(let left, let right):
      return try branched(
        on: left, at: span,
        { (renderer) throws(JinjaFailure) in
          try renderer.branched(on: right, at: span, then, otherwise)
        }, otherwise)
    case .or(let left, let right):
      return try branched(
        on: left, at: span, then,
        { (renderer) throws(JinjaFailure) in
          try renderer.branched(on: right, at: span, then, otherwise)
        })
    default: return try branched(by: try predicate(condition), at: span, then, otherwise)
    }
  }

  mutating func branched(
    by predicate: Predicate, at span: Span, _ then: Evaluation, _ otherwise: Evaluation
  ) throws(JinjaFailure) -> JinjaValue {
    switch predicate {
    case .known(let value): return value ? try then(&self) : try otherwise(&self)
    case .branch(let subject, let ways):
      return try alternatives(
        of: subject, at: span, ways.map { ($0.outcomes, $0.then) }
      ) { (renderer, predicate) throws(JinjaFailure) in
        try renderer.branched(by: predicate, at: span, then, otherwise)
      }
    }
  }

  /// The choice between what is made of each way that is open on this path, each made under the
  /// assumption that it is the one. A fault on one of them holds for that one alone.
  mutating func alternatives<Way>(
    of subject: Condition.Subject, at span: Span, _ ways: [(outcomes: [String], way: Way)],
    _ make: (inout Renderer, Way) throws(JinjaFailure) -> JinjaValue
  ) throws(JinjaFailure) -> JinjaValue {
    let left = path.outcomes(of: subject)
    let open = ways.filter { $0.outcomes.contains(where: left.contains) }
    if open.count == 1 { return try make(&self, open[0].way) }
    if path.isDeep { return .symbol(derived(source(of: span), from: [])) }
    var alternatives: [(outcomes: [String], value: JinjaValue)] = []
    for (outcomes, way) in open {
      try spendStep(at: span)
      let before = path.assume(subject, outcomes)
      defer { path.restore(subject, before) }
      do {
        alternatives.append((outcomes, try make(&self, way)))
      } catch {
        if hasStopped || names.isConcrete { throw error }
        record(error)
        alternatives.append((outcomes, fault(at: span)))
      }
    }
    return bounded(JinjaChoice(subject: subject, alternatives: alternatives), at: span)
  }

  /// Stands where a fault, which is reported, leaves no value.
  func fault(at span: Span) -> JinjaValue {
    .symbol(JinjaSymbol(symbol: Symbol(source: .fault, expression: source(of: span))))
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
    case .lazy(let lazy): return .known(lazy.kind == .iterator || !lazy.items.isEmpty)
    case .dict(let dict): return .known(!dict.entries.isEmpty)
    case .object(let object):
      if case .outputs = object.rest { return expression(named: object.name) }
      if case .open = object.rest { return expression(named: object.name) }
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
      return .atom(
        subject,
        subject.outcomes.filter { outcome in
          switch names.value(ofOutcome: outcome, of: symbol) {
          case .bool(let value): value
          case .integer(let value): value != 0
          case .float(let value): value != 0
          case .string(let text): text.known != ""
          default: true
          }
        })
    }
    switch symbol.type {
    case .string?, .list?, .map?:
      if let length = symbol.minLength, length > 0 { return .known(true) }
      if symbol.maxLength == 0 { return .known(false) }
    case .integer?, .number?:
      if let minimum = symbol.minimum, minimum > 0 { return .known(true) }
      if let maximum = symbol.maximum, maximum < 0 { return .known(true) }
    case .boolean?, nil: break
    }
    return expression(named: symbol.expression)
  }

  /// A predicate of each alternative, as one predicate.
  mutating func predicate(
    over choice: JinjaChoice, at span: Span,
    _ each: (inout Renderer, JinjaValue) throws(JinjaFailure) -> Predicate
  ) throws(JinjaFailure) -> Predicate {
    let left = path.outcomes(of: choice.subject)
    let open = choice.alternatives.filter { $0.outcomes.contains(where: left.contains) }
    if open.count == 1 { return try each(&self, open[0].value) }
    if path.isDeep { return expression(span) }
    var ways: [(outcomes: [String], then: Predicate)] = []
    for alternative in open {
      try spendStep(at: span)
      let before = path.assume(choice.subject, alternative.outcomes)
      defer { path.restore(choice.subject, before) }
      do {
        ways.append((alternative.outcomes, try each(&self, alternative.value)))
      } catch {
        if hasStopped || names.isConcrete { throw error }
        record(error)
        ways.append((alternative.outcomes, .known(false)))
      }
    }
    return bounded(.deciding(choice.subject, ways), at: span)
  }

  // MARK: Comparison

  private mutating func compare(
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
    case .list(let items), .tuple(let items): items.isEmpty
    default: false
    }
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
      try spendOnComparison(left, right, at: span)
      return .known(try compareKnown(left, relation, right, at: span))
    }
    if let decided = decided(left, relation, right) { return .known(decided) }
    if relation == .isIn, case .list(let items) = right, items.count <= 16 {
      return try isIn(left, items, at: span)
    }
    let name = "\(words(left)) \(relation.rawValue) \(words(right))"
    return expression(named: name)
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
    var open: Predicate?
    for item in items {
      switch try compareValues(value, .equal, item, at: span) {
      case .known(true): return .known(true)
      case .known(false): continue
      case .branch(let subject, let ways):
        guard open == nil else {
          return expression(named: "\(words(value)) in \(words(.list(items)))")
        }
        open = .branch(subject, ways)
      }
    }
    return open ?? .known(false)
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
    case .list(let items): "[" + items.prefix(8).map(words).joined(separator: ", ") + "]"
    case .tuple(let items): "(" + items.prefix(8).map(words).joined(separator: ", ") + ")"
    case .lazy, .dict, .choice, .function, .namespace, .loop, .undefined: "…"
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

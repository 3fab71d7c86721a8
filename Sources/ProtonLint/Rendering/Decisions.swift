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

  mutating func decide(_ predicate: Predicate, at span: Span) -> Bool {
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
  func bounded(_ predicate: Predicate, at span: Span) -> Predicate {
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

}

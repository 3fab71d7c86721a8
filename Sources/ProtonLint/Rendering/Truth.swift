/// When values count as true.
extension Renderer {
  mutating func truth(of value: JinjaValue, at span: Span) throws(JinjaFailure) -> Predicate {
    // To ask for what a component gives is taken for a guard: whether Proton's undefined names can
    // be asked so is not known.
    if case .symbol(let symbol) = value, symbol.isOfComponent, let presence = symbol.presence {
      return .atom(presence, ["set"])
    }
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
    case .list(let list): return .known(!present(list).isEmpty)
    case .tuple(let items), .group(let items): return .known(!items.isEmpty)
    case .lazy(let lazy): return .known(!fresh(lazy).items.isEmpty)
    case .dict(let dict): return .known(!present(dict).entries.isEmpty)
    case .loop(let number): return .known(try length(ofLoop: number, at: span) != 0)
    case .object(let object):
      if case .outputs = object.rest { return expression(named: object.name) }
      if case .open = object.rest { return expression(named: object.name) }
      if object.isOfComponents { return expression(named: object.name) }
      return .known(!object.fields.isEmpty)
    case .function, .namespace, .iterator, .cycler, .joiner, .template: return .known(true)
    case .choice(let choice):
      return try predicate(over: choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.truth(of: value, at: span)
      }
    case .symbol(let symbol):
      try spend(literals.count, at: span)
      return truth(of: symbol)
    }
  }

  private func truth(of given: JinjaSymbol) -> Predicate {
    let symbol = given.symbol
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
    let undecided = expression(named: symbol.expression)
    if given.count != nil {
      return compare(byPartsOf: given, .notEqual, .integer(0), else: undecided) ?? undecided
    }
    return truth(byPartsOf: given) ?? undecided
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

}

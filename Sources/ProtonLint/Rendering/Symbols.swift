/// Symbols and choices in the evaluator, and what a loop over them sees.
extension Renderer {
  /// The text of an expression as its author wrote it, with white space folded.
  func source(of span: Span) -> String {
    String(decoding: template.bytes[span.range], as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  func derived(
    _ expression: String, from inputs: [Symbol], type: Symbol.ValueType? = nil
  ) -> JinjaSymbol {
    let name = expression.count > 120 ? expression.prefix(120) + "…" : expression[...]
    // Inputs of inputs, so that no chain of symbols grows; each once.
    var origins: [Symbol] = []
    for input in inputs.lazy.flatMap({
      $0.source == .derived && !$0.inputs.isEmpty ? $0.inputs : [$0]
    }) {
      guard origins.count < 8 else { break }
      if !origins.contains(input) { origins.append(input) }
    }
    return JinjaSymbol(
      symbol: Symbol(source: .derived, expression: String(name), type: type, inputs: origins))
  }

  /// The first symbols that a value holds.
  func symbols(in value: JinjaValue) -> [Symbol] {
    guard !names.isConcrete else { return [] }
    var found: [Symbol] = []
    var budget = limits.elements
    collect(value, into: &found, &budget, depth: 0)
    return found
  }

  /// - Parameter budget: How many values to look at: changed lists may hold each other.
  private func collect(
    _ value: JinjaValue, into found: inout [Symbol], _ budget: inout Int, depth: Int
  ) {
    budget -= 1
    guard found.count < 16, budget > 0, depth < Weight.depthLimit else { return }
    let depth = depth + 1
    switch value {
    case .symbol(let symbol): found.append(symbol.symbol)
    case .string(let text): found += text.symbols
    case .list(let list):
      for item in present(list) { collect(item, into: &found, &budget, depth: depth) }
    case .tuple(let items), .group(let items):
      for item in items { collect(item, into: &found, &budget, depth: depth) }
    case .lazy(let lazy):
      for item in lazy.items { collect(item, into: &found, &budget, depth: depth) }
    case .dict(let dict):
      for entry in present(dict).entries {
        collect(entry.value, into: &found, &budget, depth: depth)
      }
    case .choice(let choice):
      for alternative in choice.alternatives {
        collect(alternative.value, into: &found, &budget, depth: depth)
      }
    case .object(let object):
      found.append(Symbol(source: .derived, expression: object.name, type: .map))
    case .undefined, .none, .bool, .integer, .float, .function, .namespace, .loop, .iterator,
      .cycler, .joiner, .template:
      break
    }
  }

  /// The value as a choice: an enum of the schema is one of its values.
  func enumerated(_ value: JinjaValue) -> JinjaChoice? {
    switch value {
    case .choice(let choice): return choice
    case .symbol(let symbol):
      guard let subject = names.subject(of: symbol.symbol) else { return nil }
      let left = path.outcomes(of: subject)
      return JinjaChoice(
        subject: subject,
        alternatives: left.map { ([$0], names.value(ofOutcome: $0, of: symbol.symbol)) })
    default: return nil
    }
  }

  /// Does something to each alternative, under the assumption that it is the one.
  mutating func mapped(
    _ choice: JinjaChoice, at span: Span,
    _ change: (inout Renderer, JinjaValue) throws(JinjaFailure) -> JinjaValue
  ) throws(JinjaFailure) -> JinjaValue {
    try alternatives(
      of: choice.subject, at: span, choice.alternatives.map { ($0.outcomes, $0.value) }, change)
  }

  /// One element of a list that is not known.
  func element(_ number: Int, of list: JinjaSymbol) -> JinjaValue {
    let name = "\(list.symbol.expression)[\(number)]"
    switch list.element {
    case .serviceInstance: return names.serviceInstance(named: name)
    case .pair:
      return .tuple([
        .symbol(derived("\(name).key", from: [list.symbol], type: .string)),
        .symbol(derived("\(name).value", from: [list.symbol])),
      ])
    case .unknown:
      if let items = list.shape?.items {
        return names.value(of: items, named: name)
      }
      return .symbol(derived(name, from: [list.symbol]))
    case .index: return .integer(number)
    }
  }

  /// The elements of a known value.
  mutating func items(of value: JinjaValue, at span: Span) throws(JinjaFailure) -> [JinjaValue] {
    switch try required(value, at: span) {
    case .list(let list): return present(list)
    case .tuple(let items), .group(let items): return items
    case .lazy(let lazy): return fresh(lazy).items
    case .dict(let dict): return present(dict).entries.map(\.key)
    case .iterator(let number): return try drained(number, at: span)
    case .string(let text):
      let known = text.known ?? ""
      try spend(bytes: known.utf8.count * 16, at: span)
      return known.unicodeScalars.map { .string(JinjaText(String($0))) }
    default: throw notIterable("this", span)
    }
  }

  /// The elements that a loop runs over. A list of unknown length forks: 0, 1 or 2 elements.
  mutating func elements(of value: JinjaValue, at span: Span) throws(JinjaFailure) -> [JinjaValue] {
    switch try required(value, at: span) {
    case .list, .tuple, .group, .lazy, .dict, .iterator: return try items(of: value, at: span)
    case .string(let text):
      if text.known != nil { return try items(of: .string(text), at: span) }
      return try elements(of: .symbol(derived(source(of: span), from: text.symbols)), at: span)
    case .object(let object):
      reads.insert(NameRead(namespace: object.declaredName, name: nil, span: span))
      if case .outputs = object.rest {
        let symbol = Symbol(source: .derived, expression: object.name, type: .list)
        return try elements(of: .symbol(JinjaSymbol(symbol: symbol)), at: span)
      }
      return object.fields.keys.sorted().map { .text($0) }
    case .choice(let choice):
      guard let chosen = choose(choice, at: span) else { return [] }
      return try elements(of: chosen, at: span)
    case .symbol(let list):
      if case .integer? = list.symbol.type { throw notIterable("a number", span) }
      if case .number? = list.symbol.type { throw notIterable("a number", span) }
      if case .boolean? = list.symbol.type { throw notIterable("a boolean", span) }
      let counts = possibleCounts(of: list)
      let subject = Condition.Subject(
        .count, list.symbol.expression, in: template.file, outcomes: counts.map(String.init))
      guard
        let option = path.choose(
          subject, among: subject.outcomes.map { [$0] }, site: span.start * 16 + 15)
      else { return [] }
      return (0..<counts[option]).map { element($0, of: list) }
    case .undefined, .none: throw notIterable("none", span)
    case .bool: throw notIterable("a boolean", span)
    case .integer, .float: throw notIterable("a number", span)
    case .function: throw notIterable("a function", span)
    case .namespace, .loop, .cycler, .joiner, .template: throw notIterable("this", span)
    }
  }

  private func notIterable(_ what: String, _ span: Span) -> JinjaFailure {
    JinjaFailure(kind: .failure, message: "\(what) cannot be looped over", span: span)
  }

  /// Takes one alternative of a choice, for all of the path that follows.
  mutating func choose(_ choice: JinjaChoice, at span: Span) -> JinjaValue? {
    path.choose(
      choice.subject, among: choice.alternatives.map(\.outcomes), site: span.start * 16 + 14
    )
    .map { choice.alternatives[$0].value }
  }

  func possibleCounts(of list: JinjaSymbol) -> [Int] {
    if case .serviceInstance = list.element { return [1, 2] }
    let low = max(0, list.symbol.minLength ?? 0)
    let high = min(limits.elements, max(low, list.symbol.maxLength ?? max(2, low + 1)))
    return low >= 2 ? [min(low, high)] : Array(low...min(2, high))
  }
}

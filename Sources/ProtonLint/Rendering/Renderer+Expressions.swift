/// One run through a template: what an expression comes to.
extension Renderer {
  mutating func evaluate(_ expression: JinjaExpression) throws(JinjaFailure) -> JinjaValue {
    try spendStep(at: expression.span)
    switch expression.kind {
    case .none: return .none
    case .bool(let value): return .bool(value)
    case .integer(let value): return .integer(value)
    case .hugeInteger(let text):
      throw failure("`\(text)` needs more than 64 bits", expression)
    case .float(let value): return .float(value)
    case .string(let text): return .text(text)
    case .name(let name): return value(ofName: name, at: expression.span)
    case .list(let items): return .list(try evaluate(items))
    case .tuple(let items): return .tuple(try evaluate(items))
    case .dict(let pairs):
      var dict = JinjaDict()
      for (key, value) in pairs {
        guard let key = key_(try evaluate(key)) else {
          throw failure("this cannot be a key of a dictionary", key)
        }
        dict.set(key, try evaluate(value))
      }
      return .dict(dict)
    case .attribute(let base, let name, _):
      return try attribute(name, of: try evaluate(base), at: expression.span, base: base.span)
    case .item(let base, let index):
      return try item(
        try evaluate(index), of: try evaluate(base), at: expression.span, base: base.span)
    case .slice(let base, let start, let stop, let step):
      return try slice(
        try required(try evaluate(base), at: base.span), start, stop, step, at: expression.span)
    case .call(let callee, let arguments):
      return try call(try evaluate(callee), arguments, at: expression.span)
    case .filter(let base, let filter):
      return try apply(filter, to: try evaluate(base), at: expression.span)
    case .test, .comparison, .not:
      return value(of: try predicate(expression))
    case .unary(let operation, let operand):
      let value = try required(try evaluate(operand), at: operand.span)
      return try negate(value, isMinus: operation == .minus, at: expression.span)
    case .binary(let operation, let left, let right):
      return try combine(
        try required(try evaluate(left), at: left.span), operation,
        try required(try evaluate(right), at: right.span), at: expression.span)
    case .and(let left, let right):
      return try either(left, right, stopsAt: false)
    case .or(let left, let right):
      return try either(left, right, stopsAt: true)
    case .concatenation(let parts):
      var result = JinjaText("")
      for part in parts {
        result.append(try text(of: try required(try evaluate(part), at: part.span), at: part.span))
      }
      return .string(result)
    case .conditional(let then, let condition, let otherwise):
      return try conditional(then, condition, otherwise, at: expression.span)
    }
  }

  func failure(_ message: String, _ expression: JinjaExpression) -> JinjaFailure {
    JinjaFailure(kind: .failure, message: message, span: expression.span)
  }

  private mutating func evaluate(_ items: [JinjaExpression]) throws(JinjaFailure) -> [JinjaValue] {
    var values: [JinjaValue] = []
    for item in items { values.append(try evaluate(item)) }
    return values
  }

  private func value(ofName name: String, at span: Span) -> JinjaValue {
    if let value = lookUp(name) { return value }
    switch name {
    case "range": return .function(.range)
    case "dict": return .function(.dict)
    case "namespace": return .function(.namespace)
    case "lipsum", "cycler", "joiner": return .function(.opaque(name))
    default: return .undefined(JinjaUndefined(name: name, reason: names.reason(forRoot: name)))
    }
  }

  /// `then if condition else otherwise`: both values where a symbol decides.
  private mutating func conditional(
    _ then: JinjaExpression, _ condition: JinjaExpression, _ otherwise: JinjaExpression?,
    at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let predicate = try predicate(condition)
    let otherwise: (inout Renderer) throws(JinjaFailure) -> JinjaValue = {
      (renderer) throws(JinjaFailure) in
      guard let otherwise else {
        return .undefined(
          JinjaUndefined(name: "else", reason: .undefined("else"), owner: "this inline `if`"))
      }
      return try renderer.evaluate(otherwise)
    }
    switch predicate {
    case .known(true): return try evaluate(then)
    case .known(false): return try otherwise(&self)
    case .atom(let subject, let outcomes):
      let rest = subject.outcomes.filter { !outcomes.contains($0) }
      let first = try assuming(subject, outcomes) { (renderer) throws(JinjaFailure) in
        try renderer.evaluate(then)
      }
      let second = try assuming(subject, rest) { (renderer) throws(JinjaFailure) in
        try otherwise(&renderer)
      }
      return .choice(
        JinjaChoice(subject: subject, alternatives: [(outcomes, first), (rest, second)]))
    }
  }

  private mutating func assuming(
    _ subject: Condition.Subject, _ outcomes: [String],
    _ body: (inout Renderer) throws(JinjaFailure) -> JinjaValue
  ) throws(JinjaFailure) -> JinjaValue {
    let before = path.assume(subject, outcomes)
    defer { path.restore(subject, before) }
    return try body(&self)
  }

  /// `and` and `or` give one of their operands.
  private mutating func either(
    _ left: JinjaExpression, _ right: JinjaExpression, stopsAt stop: Bool
  ) throws(JinjaFailure) -> JinjaValue {
    let first = try evaluate(left)
    switch try truth(of: first, at: left.span) {
    case .known(let value): return value == stop ? first : try evaluate(right)
    case .atom(let subject, let outcomes):
      let rest = subject.outcomes.filter { !outcomes.contains($0) }
      let second = try assuming(subject, stop ? rest : outcomes) {
        (renderer) throws(JinjaFailure) in
        try renderer.evaluate(right)
      }
      return .choice(
        JinjaChoice(
          subject: subject,
          alternatives: stop
            ? [(outcomes, first), (rest, second)] : [(outcomes, second), (rest, first)]))
    }
  }

  // MARK: Strictness

  /// The value, if it is one: what is undefined stops Jinja wherever it is used.
  mutating func required(_ value: JinjaValue, at span: Span) throws(JinjaFailure) -> JinjaValue {
    switch value {
    case .undefined(let undefined):
      throw JinjaFailure(
        kind: undefined.reason, message: undefined.message, span: span)
    case .symbol(let symbol):
      guard let presence = symbol.presence else { return value }
      let outcomes = path.outcomes(of: presence)
      guard outcomes.contains("not set") else { return value }
      let failure = JinjaFailure(
        kind: .unguardedOptional(symbol.symbol.expression, declaration: symbol.symbol.declaration),
        message: "`\(symbol.symbol.expression)` has no value where nobody sets it", span: span)
      guard outcomes.contains("set") else { throw failure }
      record(failure, when: Condition(Condition.Literal(presence, ["not set"])))
      return value
    case .choice(let choice):
      guard let resolved = resolved(choice) else { return .choice(required(choice, at: span)) }
      return try required(resolved, at: span)
    default: return value
    }
  }

  /// A choice of which each alternative is a value: undefined ones are recorded, each for when it
  /// is chosen.
  private mutating func required(_ choice: JinjaChoice, at span: Span) -> JinjaChoice {
    let left = path.outcomes(of: choice.subject)
    return JinjaChoice(
      subject: choice.subject,
      alternatives: choice.alternatives.map { outcomes, value in
        guard case .undefined(let undefined) = value, outcomes.contains(where: left.contains) else {
          return (outcomes, value)
        }
        record(
          JinjaFailure(kind: undefined.reason, message: undefined.message, span: span),
          when: Condition(Condition.Literal(choice.subject, outcomes)))
        return (outcomes, .symbol(JinjaSymbol(symbol: fault(span))))
      })
  }

  /// The alternative that the path so far leaves, if it is one.
  func resolved(_ choice: JinjaChoice) -> JinjaValue? {
    let left = path.outcomes(of: choice.subject)
    let possible = choice.alternatives.filter { $0.outcomes.contains(where: left.contains) }
    return possible.count == 1 ? possible.first?.value : nil
  }

  // MARK: Look-ups

  mutating func attribute(
    _ name: String, of base: JinjaValue, at span: Span, base baseSpan: Span
  ) throws(JinjaFailure) -> JinjaValue {
    if case .undefined(let undefined) = base, case .previewName("source", _) = undefined.reason {
      let old = "source.\(name)"
      let reason = RenderProblem.Kind.previewName(
        old, replacement: TemplateNames.replacement(forSource: name))
      throw JinjaFailure(
        kind: reason, message: JinjaUndefined(name: old, reason: reason).message, span: span)
    }
    let base = try required(base, at: baseSpan)
    switch base {
    case .object(let object):
      if object.fields[name] == nil, JinjaMethods.ofDicts.contains(name) {
        return .function(.method(of: base, name: name))
      }
      return field(name, of: object, at: span)
    case .dict(let dict):
      if JinjaMethods.ofDicts.contains(name) { return .function(.method(of: base, name: name)) }
      return dict[name] ?? undefined(name, of: "the dictionary")
    case .string:
      return JinjaMethods.ofStrings.contains(name)
        ? .function(.method(of: base, name: name)) : undefined(name, of: "a string")
    case .list, .tuple:
      return JinjaMethods.ofLists.contains(name)
        ? .function(.method(of: base, name: name)) : undefined(name, of: "a list")
    case .symbol(let symbol): return attribute(name, of: symbol)
    case .choice(let choice):
      return try mapped(choice) { (renderer, value) throws(JinjaFailure) in
        try renderer.attribute(name, of: value, at: span, base: baseSpan)
      }
    case .namespace(let number):
      return namespaces[number][name] ?? undefined(name, of: "the namespace")
    case .loop(let state): return attribute(name, of: state)
    case .none: return undefined(name, of: "none")
    case .bool, .integer, .float: return undefined(name, of: "a number")
    case .function, .undefined: return undefined(name, of: "a function")
    }
  }

  private func undefined(_ name: String, of owner: String) -> JinjaValue {
    .undefined(JinjaUndefined(name: name, reason: .undefined(name), owner: owner))
  }

  private mutating func field(_ name: String, of object: JinjaObject, at span: Span) -> JinjaValue {
    reads.insert(NameRead(namespace: object.declaredName, name: name, span: span))
    if let value = object.fields[name] { return value }
    let full = "\(object.name).\(name)"
    switch object.rest {
    case .undeclaredInput:
      return .undefined(
        JinjaUndefined(
          name: full, reason: .undeclaredInput(namespace: object.declaredName, name: name)))
    case .closed where name == "inputs" || name == "outputs" || name == "components":
      return .undefined(JinjaUndefined(name: full, reason: .unknownNamespace(full)))
    case .closed(let preview):
      guard let preview else {
        return .undefined(JinjaUndefined(name: full, reason: .undefined(full)))
      }
      // The input that is meant is used, if under its old name.
      if !preview.isEmpty { reads.insert(NameRead(namespace: preview, name: name, span: span)) }
      let replacement = preview.isEmpty ? nil : "\(preview).\(name)"
      return .undefined(
        JinjaUndefined(name: full, reason: .previewName(full, replacement: replacement)))
    case .outputs(let owner):
      let source: Symbol.Source =
        switch owner {
        case .environment: .environmentOutput(name)
        case .instance: .instanceOutput(name)
        case .component: .componentOutput(name)
        }
      return .symbol(
        JinjaSymbol(symbol: Symbol(source: source, expression: full, type: .string)))
    case .open:
      return .symbol(JinjaSymbol(symbol: Symbol(source: .derived, expression: full)))
    }
  }

  private func attribute(_ name: String, of symbol: JinjaSymbol) -> JinjaValue {
    let known = symbol.symbol
    if let property = symbol.shape?.properties.first(where: { $0.name == name }) {
      return names.value(
        of: property, named: "\(known.expression).\(name)", source: known.source,
        isReachable: symbol.presence == nil)
    }
    let methods =
      switch known.type {
      case .string?: JinjaMethods.ofStrings
      case .list?: JinjaMethods.ofLists
      case .map?: JinjaMethods.ofDicts
      case nil: JinjaMethods.ofStrings.union(JinjaMethods.ofDicts)
      case .boolean?, .integer?, .number?: Set<String>()
      }
    if methods.contains(name) { return .function(.method(of: .symbol(symbol), name: name)) }
    switch known.type {
    case .string?, .boolean?, .integer?, .number?, .list?:
      let type = known.type?.rawValue ?? "value"
      return .undefined(
        JinjaUndefined(
          name: name, reason: .undefined(name), owner: "`\(known.expression)`, a \(type),"))
    case .map?, nil:
      return .symbol(derived("\(known.expression).\(name)", from: [known]))
    }
  }

  private func attribute(_ name: String, of loop: JinjaLoopState) -> JinjaValue {
    switch name {
    case "index": return .integer(loop.index + 1)
    case "index0": return .integer(loop.index)
    case "revindex": return .integer(loop.count - loop.index)
    case "revindex0": return .integer(loop.count - loop.index - 1)
    case "first": return .bool(loop.index == 0)
    case "last": return .bool(loop.index == loop.count - 1)
    case "length": return .integer(loop.count)
    case "depth": return .integer(loop.depth + 1)
    case "depth0": return .integer(loop.depth)
    case "previtem": return loop.previous ?? undefined(name, of: "loop")
    case "nextitem": return loop.next ?? undefined(name, of: "loop")
    case "cycle", "changed": return .function(.method(of: .loop(loop), name: name))
    default: return undefined(name, of: "loop")
    }
  }

  mutating func item(
    _ index: JinjaValue, of base: JinjaValue, at span: Span, base baseSpan: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let base = try required(base, at: baseSpan)
    let index = try required(index, at: span)
    if let choice = enumerated(index) {
      return try mapped(choice) { (renderer, value) throws(JinjaFailure) in
        try renderer.item(value, of: base, at: span, base: baseSpan)
      }
    }
    if case .choice(let choice) = base {
      return try mapped(choice) { (renderer, value) throws(JinjaFailure) in
        try renderer.item(index, of: value, at: span, base: baseSpan)
      }
    }
    if let key = key_(index) {
      switch (base, key) {
      case (.dict(let dict), _): return dict[key] ?? undefined(key.words, of: "the dictionary")
      case (.object(let object), .text(let name)): return field(name, of: object, at: span)
      case (.list(let items), .integer(let number)), (.tuple(let items), .integer(let number)):
        let position = number < 0 ? number + items.count : number
        return items.indices.contains(position)
          ? items[position] : undefined("\(number)", of: "a list of \(items.count)")
      case (.symbol(let symbol), .integer(let number)) where symbol.symbol.type != .string:
        return element(number, of: symbol)
      case (.symbol(let symbol), .text(let name)): return attribute(name, of: symbol)
      case (.string(let text), .integer(let number)):
        guard let known = text.known else { break }
        let characters = Array(known.unicodeScalars)
        let position = number < 0 ? number + characters.count : number
        return characters.indices.contains(position)
          ? .text(String(characters[position])) : undefined("\(number)", of: "a string")
      case (.namespace(let number), .text(let name)):
        return namespaces[number][name] ?? undefined(name, of: "the namespace")
      case (.loop(let loop), .text(let name)): return attribute(name, of: loop)
      default: break
      }
    }
    let symbols = symbols(in: base) + symbols(in: index)
    guard !symbols.isEmpty else { return undefined("this", of: "that value") }
    return .symbol(derived(source(of: span), from: symbols))
  }

  private mutating func slice(
    _ base: JinjaValue, _ start: JinjaExpression?, _ stop: JinjaExpression?,
    _ step: JinjaExpression?, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    var bounds: [Int?] = []
    var isKnown = true
    for part in [start, stop, step] {
      guard let part else {
        bounds.append(nil)
        continue
      }
      switch try required(try evaluate(part), at: part.span) {
      case .integer(let number): bounds.append(number)
      case .none: bounds.append(nil)
      default:
        bounds.append(nil)
        isKnown = false
      }
    }
    func cut<Element>(_ items: [Element]) throws(JinjaFailure) -> [Element] {
      guard bounds[2] != 0 else {
        throw JinjaFailure(kind: .failure, message: "the step of a slice is zero", span: span)
      }
      return pythonSlice(items, start: bounds[0], stop: bounds[1], step: bounds[2] ?? 1)
    }
    if isKnown {
      switch base {
      case .list(let items): return .list(try cut(items))
      case .tuple(let items): return .tuple(try cut(items))
      case .string(let text):
        if let known = text.known {
          var result = String.UnicodeScalarView()
          result.append(contentsOf: try cut(Array(known.unicodeScalars)))
          return .text(String(result))
        }
      default: break
      }
    }
    return .symbol(derived(source(of: span), from: symbols(in: base)))
  }

  // MARK: Symbols

  /// The text of an expression as its author wrote it, with white space folded.
  func source(of span: Span) -> String {
    String(decoding: template.bytes[span.range], as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  func derived(
    _ expression: String, from inputs: [Symbol], type: Symbol.ValueType? = nil
  ) -> JinjaSymbol {
    let name = expression.count > 120 ? expression.prefix(120) + "…" : expression[...]
    return JinjaSymbol(
      symbol: Symbol(
        source: .derived, expression: String(name), type: type, inputs: Array(inputs.prefix(8))))
  }

  func symbols(in value: JinjaValue) -> [Symbol] {
    switch value {
    case .symbol(let symbol): [symbol.symbol]
    case .string(let text): text.symbols
    case .list(let items), .tuple(let items): items.prefix(16).flatMap(symbols)
    case .dict(let dict): dict.entries.prefix(16).flatMap { symbols(in: $0.value) }
    case .choice(let choice): choice.alternatives.flatMap { symbols(in: $0.value) }
    case .object(let object): [Symbol(source: .derived, expression: object.name, type: .map)]
    case .undefined, .none, .bool, .integer, .float, .function, .namespace, .loop: []
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
    _ choice: JinjaChoice,
    _ change: (inout Renderer, JinjaValue) throws(JinjaFailure) -> JinjaValue
  ) throws(JinjaFailure) -> JinjaValue {
    if let resolved = resolved(choice) { return try change(&self, resolved) }
    let left = path.outcomes(of: choice.subject)
    var alternatives: [(outcomes: [String], value: JinjaValue)] = []
    for (outcomes, value) in choice.alternatives where outcomes.contains(where: left.contains) {
      try spendStep(at: Span(file: template.file, start: 0, end: 0))
      let changed = try assuming(choice.subject, outcomes) { (renderer) throws(JinjaFailure) in
        try change(&renderer, value)
      }
      alternatives.append((outcomes, changed))
    }
    return .choice(JinjaChoice(subject: choice.subject, alternatives: alternatives))
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
        return names.value(of: items, named: name, source: list.symbol.source)
      }
      return .symbol(derived(name, from: [list.symbol]))
    }
  }

  /// The elements that a loop runs over. A list of unknown length forks: 0, 1 or 2 elements.
  mutating func elements(of value: JinjaValue, at span: Span) throws(JinjaFailure) -> [JinjaValue] {
    switch try required(value, at: span) {
    case .list(let items), .tuple(let items): return items
    case .dict(let dict): return dict.entries.map(\.key)
    case .string(let text):
      if let known = text.known { return known.unicodeScalars.map { .text(String($0)) } }
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
      if case .boolean? = list.symbol.type { throw notIterable("a boolean", span) }
      let counts = possibleCounts(of: list)
      let subject = Condition.Subject(
        .count, list.symbol.expression, in: template.file, outcomes: counts.map(String.init))
      guard
        let option = path.choose(
          subject, among: subject.outcomes.map { [$0] }, site: span.start)
      else { return [] }
      return (0..<counts[option]).map { element($0, of: list) }
    case .undefined, .none: throw notIterable("none", span)
    case .bool: throw notIterable("a boolean", span)
    case .integer, .float: throw notIterable("a number", span)
    case .function: throw notIterable("a function", span)
    case .namespace, .loop: throw notIterable("this", span)
    }
  }

  private func notIterable(_ what: String, _ span: Span) -> JinjaFailure {
    JinjaFailure(kind: .failure, message: "\(what) cannot be looped over", span: span)
  }

  /// Takes one alternative of a choice, for all of the path that follows.
  mutating func choose(_ choice: JinjaChoice, at span: Span) -> JinjaValue? {
    path.choose(choice.subject, among: choice.alternatives.map(\.outcomes), site: span.start)
      .map { choice.alternatives[$0].value }
  }

  private func possibleCounts(of list: JinjaSymbol) -> [Int] {
    if case .serviceInstance = list.element { return [1, 2] }
    let low = max(0, list.symbol.minLength ?? 0)
    let high = min(limits.elements, max(low, list.symbol.maxLength ?? max(2, low + 1)))
    return low >= 2 ? [min(low, high)] : Array(low...min(2, high))
  }
}

extension JinjaObject {
  /// The name without indices: all instances share one schema.
  var declaredName: String {
    var result = ""
    var isInside = false
    for character in name {
      if character == "[" { isInside = true }
      if !isInside { result.append(character) }
      if character == "]" { isInside = false }
    }
    return result
  }
}

extension JinjaUndefined {
  var message: String {
    if let owner { return "\(owner) has no `\(name)`" }
    return switch reason {
    case .undeclaredInput(_, let input): "input `\(input)` is not declared in the schema"
    case .unknownNamespace(let root): "there is no `\(root)` in this kind of file"
    case .previewName(let old, _): "`\(old)` is a name of Proton's preview"
    case .unguardedOptional(let input, _): "`\(input)` has no value where nobody sets it"
    case .undefined, .unknownFilter, .unknownTest, .failure, .limit, .unsupported:
      "`\(name)` is undefined"
    }
  }
}

/// `items[start:stop:step]` as Python takes it; the step is not zero.
func pythonSlice<Element>(_ items: [Element], start: Int?, stop: Int?, step: Int) -> [Element] {
  let count = items.count
  func clamped(_ bound: Int, _ low: Int, _ high: Int) -> Int {
    let positive = bound < 0 ? max(bound, -count - 1) + count : bound
    return min(max(positive, low), high)
  }
  let isForward = step > 0
  var index =
    start.map { clamped($0, isForward ? 0 : -1, isForward ? count : count - 1) }
    ?? (isForward ? 0 : count - 1)
  let end =
    stop.map { clamped($0, isForward ? 0 : -1, isForward ? count : count - 1) }
    ?? (isForward ? count : -1)
  var result: [Element] = []
  while isForward ? index < end : index > end {
    result.append(items[index])
    let (next, overflow) = index.addingReportingOverflow(step)
    if overflow { break }
    index = next
  }
  return result
}

/// One run through a template: what an expression comes to.
extension Renderer {
  mutating func evaluate(_ expression: JinjaExpression) throws(JinjaFailure) -> JinjaValue {
    try spendStep(at: expression.span)
    switch expression.kind {
    case .none: return .none
    case .bool(let value): return .bool(value)
    case .integer(let value): return .integer(value)
    case .hugeInteger(let text):
      throw JinjaFailure(
        kind: .limit, message: "`\(text)` needs more than 64 bits", span: expression.span)
    case .float(let value): return .float(value)
    case .string(let text): return .text(text)
    case .name(let name): return value(ofName: name, at: expression.span)
    case .list(let items):
      return try weighed(.list(try evaluate(items)), at: expression.span)
    case .tuple(let items):
      return try weighed(.tuple(try evaluate(items)), at: expression.span)
    case .dict(let pairs):
      var dict = JinjaDict()
      for pair in pairs {
        let original = try required(try evaluate(pair.key), at: pair.key.span)
        guard let key = key(of: original) else { throw badKey(original, pair.key.span) }
        dict.set(key, as: original, try evaluate(pair.value))
      }
      return try weighed(.dict(dict), at: expression.span)
    case .attribute(_, let name, _) where name.hasPrefix("__"):
      throw notEvaluated("`\(name)`", expression.span)
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
      return try branched(
        on: expression, at: expression.span,
        { (_) throws(JinjaFailure) in .bool(true) }, { (_) throws(JinjaFailure) in .bool(false) })
    case .unary(let operation, let operand):
      let value = try required(try evaluate(operand), at: operand.span)
      return try negate(value, isMinus: operation == .minus, at: expression.span)
    case .binary(let operation, let left, let right):
      return try combine(
        try required(try evaluate(left), at: left.span), operation,
        try required(try evaluate(right), at: right.span), at: expression.span)
    case .and(let left, let right):
      return try either(left, right, stopsAt: false, at: expression.span)
    case .or(let left, let right):
      return try either(left, right, stopsAt: true, at: expression.span)
    case .concatenation(let parts):
      var result = JinjaText("")
      for part in parts {
        result.append(try text(of: try required(try evaluate(part), at: part.span), at: part.span))
      }
      return try weighed(result, at: expression.span)
    case .conditional(let then, let condition, let otherwise):
      return try branched(
        on: condition, at: expression.span,
        { (renderer) throws(JinjaFailure) in try renderer.evaluate(then) },
        { (renderer) throws(JinjaFailure) in
          guard let otherwise else {
            return .undefined(
              JinjaUndefined(name: "the missing `else`", reason: .undefined("else")))
          }
          return try renderer.evaluate(otherwise)
        })
    }
  }

  private func badKey(_ value: JinjaValue, _ span: Span) -> JinjaFailure {
    if case .tuple = value { return notEvaluated("a tuple as a key", span) }
    return symbols(in: value).isEmpty
      ? JinjaFailure(kind: .failure, message: "this cannot be a key of a dictionary", span: span)
      : notEvaluated("a key that is not known", span)
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

  /// `and` and `or` give one of their operands.
  private mutating func either(
    _ left: JinjaExpression, _ right: JinjaExpression, stopsAt stop: Bool, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let first = try evaluate(left)
    let predicate = try truth(of: first, at: left.span)
    let keep: Evaluation = { (renderer) throws(JinjaFailure) in first }
    let goOn: Evaluation = { (renderer) throws(JinjaFailure) in try renderer.evaluate(right) }
    return try branched(by: predicate, at: span, stop ? keep : goOn, stop ? goOn : keep)
  }

  // MARK: Strictness

  /// The value, if it is one: what is undefined stops Jinja wherever it is used.
  mutating func required(_ value: JinjaValue, at span: Span) throws(JinjaFailure) -> JinjaValue {
    switch value {
    case .undefined(let undefined):
      throw JinjaFailure(
        kind: undefined.reason, message: undefined.reason.message(for: undefined.name), span: span)
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
      if let resolved = resolved(choice) { return try required(resolved, at: span) }
      guard mayBeMissing(choice) else { return value }
      return try mapped(choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.required(value, at: span)
      }
    default: return value
    }
  }

  private func mayBeMissing(_ choice: JinjaChoice) -> Bool {
    choice.alternatives.contains { alternative in
      switch alternative.value {
      case .undefined: true
      case .symbol(let symbol): symbol.presence != nil
      case .choice(let choice): mayBeMissing(choice)
      default: false
      }
    }
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
    let base = try required(base, at: baseSpan)
    if let methods = methods(of: base), methods.contains(name) {
      return .function(.method(of: base, name: name))
    }
    switch base {
    case .object(let object):
      if object.fields[name] == nil, JinjaMethods.ofDicts.contains(name) {
        return .function(.method(of: base, name: name))
      }
      return field(name, of: object, at: span)
    case .dict(let dict): return dict[name] ?? undefined(name, of: "the dictionary")
    case .string: return undefined(name, of: "a string")
    case .list, .tuple: return undefined(name, of: "a list")
    case .lazy: return undefined(name, of: "an iterator")
    case .symbol(let symbol): return attribute(name, of: symbol)
    case .choice(let choice):
      return try mapped(choice, at: span) { (renderer, value) throws(JinjaFailure) in
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

  /// The methods of a known value. Jinja takes them before the items of a dictionary.
  private func methods(of value: JinjaValue) -> Set<String>? {
    switch value {
    case .dict: JinjaMethods.ofDicts
    case .string: JinjaMethods.ofStrings
    case .list: JinjaMethods.ofLists
    case .tuple: JinjaMethods.ofTuples
    case .bool, .integer, .float: JinjaMethods.ofNumbers
    default: nil
    }
  }

  private func undefined(_ name: String, of owner: String) -> JinjaValue {
    .undefined(JinjaUndefined(name: "\(name)` of `\(owner)", reason: .undefined(name)))
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
          name: "\(known.expression).\(name)", reason: .undefined("\(name) of a \(type)")))
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
    // How deep a recursive loop is inside of itself, which is not evaluated here.
    case "depth": return .integer(1)
    case "depth0": return .integer(0)
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
      return try mapped(choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.item(value, of: base, at: span, base: baseSpan)
      }
    }
    if case .choice(let choice) = base {
      return try mapped(choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.item(index, of: value, at: span, base: baseSpan)
      }
    }
    if let found = try knownItem(index, of: base, at: span) { return found }
    let symbols = symbols(in: base) + symbols(in: index)
    if symbols.isEmpty {
      guard case .string(let text) = index, let name = text.known else {
        return undefined("this", of: "that value")
      }
      // What has no such item may have such an attribute.
      return try attribute(name, of: base, at: span, base: baseSpan)
    }
    return .symbol(derived(source(of: span), from: symbols))
  }

  /// Nil where there is no such item, or nothing is known of it.
  private mutating func knownItem(
    _ index: JinjaValue, of base: JinjaValue, at span: Span
  ) throws(JinjaFailure) -> JinjaValue? {
    switch base {
    case .dict(let dict):
      guard let key = key(of: index) else { return nil }
      if let value = dict[key] { return value }
      if case .text(let name) = key, JinjaMethods.ofDicts.contains(name) { return nil }
      return undefined(key.words, of: "the dictionary")
    case .list(let items), .tuple(let items):
      return index.integer.map { element($0, of: items, named: "a list of \(items.count)") }
    case .lazy(let lazy) where lazy.kind == .range:
      return index.integer.map { element($0, of: lazy.items, named: "a range") }
    case .string(let text):
      guard let number = index.integer, let known = text.known else { return nil }
      try spend(bytes: known.utf8.count, at: span)
      let characters = known.unicodeScalars.map { JinjaValue.text(String($0)) }
      return element(number, of: characters, named: "a string")
    case .symbol(let symbol):
      if let number = index.integer, symbol.symbol.type != .string {
        return element(number, of: symbol)
      }
      guard case .string(let text) = index, let name = text.known else { return nil }
      return attribute(name, of: symbol)
    case .object(let object):
      guard case .string(let text) = index, let name = text.known else { return nil }
      return field(name, of: object, at: span)
    default: return nil
    }
  }

  private func element(
    _ number: Int, of items: [JinjaValue], named owner: String
  ) -> JinjaValue {
    let (fromEnd, overflow) = number.addingReportingOverflow(items.count)
    let position = number < 0 && !overflow ? fromEnd : number
    return items.indices.contains(position)
      ? items[position] : undefined("\(number)", of: owner)
  }

  private mutating func slice(
    _ base: JinjaValue, _ start: JinjaExpression?, _ stop: JinjaExpression?,
    _ step: JinjaExpression?, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    var bounds: [Int?] = []
    var isKnown = true
    var inputs = symbols(in: base)
    for part in [start, stop, step] {
      guard let part else {
        bounds.append(nil)
        continue
      }
      let bound = try required(try evaluate(part), at: part.span)
      if case .none = bound {
        bounds.append(nil)
      } else if let number = bound.integer {
        bounds.append(number)
      } else {
        bounds.append(nil)
        isKnown = false
        inputs += symbols(in: bound)
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
          try spend(bytes: known.utf8.count, at: span)
          result.append(contentsOf: try cut(Array(known.unicodeScalars)))
          return .text(String(result))
        }
      case .lazy(let lazy) where lazy.kind == .range: throw notEvaluated("a slice of this", span)
      default: break
      }
    }
    guard !inputs.isEmpty else {
      throw JinjaFailure(kind: .failure, message: "this cannot be sliced", span: span)
    }
    return .symbol(derived(source(of: span), from: inputs))
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
    collect(value, into: &found)
    return found
  }

  private func collect(_ value: JinjaValue, into found: inout [Symbol]) {
    guard found.count < 16 else { return }
    switch value {
    case .symbol(let symbol): found.append(symbol.symbol)
    case .string(let text): found += text.symbols
    case .list(let items), .tuple(let items): for item in items { collect(item, into: &found) }
    case .lazy(let lazy): for item in lazy.items { collect(item, into: &found) }
    case .dict(let dict): for entry in dict.entries { collect(entry.value, into: &found) }
    case .choice(let choice):
      for alternative in choice.alternatives { collect(alternative.value, into: &found) }
    case .object(let object):
      found.append(Symbol(source: .derived, expression: object.name, type: .map))
    case .undefined, .none, .bool, .integer, .float, .function, .namespace, .loop: break
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
        return names.value(of: items, named: name, source: list.symbol.source)
      }
      return .symbol(derived(name, from: [list.symbol]))
    case .index: return .integer(number)
    }
  }

  /// The elements of a known value.
  mutating func items(of value: JinjaValue, at span: Span) throws(JinjaFailure) -> [JinjaValue] {
    switch value {
    case .list(let items), .tuple(let items): return items
    case .lazy(let lazy): return lazy.items
    case .dict(let dict): return dict.entries.map(\.key)
    case .string(let text):
      let known = text.known ?? ""
      try spend(bytes: known.utf8.count * 16, at: span)
      return known.unicodeScalars.map { .text(String($0)) }
    default: throw notIterable("this", span)
    }
  }

  /// The elements that a loop runs over. A list of unknown length forks: 0, 1 or 2 elements.
  mutating func elements(of value: JinjaValue, at span: Span) throws(JinjaFailure) -> [JinjaValue] {
    switch try required(value, at: span) {
    case .list(let items), .tuple(let items): return items
    case .lazy(let lazy): return lazy.items
    case .dict(let dict): return dict.entries.map(\.key)
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
    case .namespace, .loop: throw notIterable("this", span)
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

extension RenderProblem.Kind {
  func message(for name: String) -> String {
    switch self {
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

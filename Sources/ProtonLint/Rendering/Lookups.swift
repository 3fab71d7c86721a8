/// Attributes, items and slices of values.
extension Renderer {
  /// - Parameter takesItems: Whether an item of the name is an answer as well, as in Jinja.
  mutating func attribute(
    _ name: String, of base: JinjaValue, at span: Span, base baseSpan: Span,
    takesItems: Bool = true
  ) throws(JinjaFailure) -> JinjaValue {
    if case .undefined(let undefined) = base, case .previewName("source", _) = undefined.reason {
      let old = "source.\(name)"
      let reason = RenderProblem.Kind.previewName(
        old, replacement: TemplateNames.replacement(forSource: name))
      throw JinjaFailure(
        kind: reason, message: JinjaUndefined(name: old, reason: reason).message, span: span)
    }
    let base = try required(base, at: baseSpan)
    if let methods = methods(of: base), methods.contains(name) {
      return .function(.method(of: base, name: name))
    }
    if names.isConcrete, name.hasPrefix("__") { throw notEvaluated("`\(name)`", span) }
    switch base {
    case .object(let object):
      if object.fields[name] == nil, JinjaMethods.ofDicts.contains(name) {
        return .function(.method(of: base, name: name))
      }
      return field(name, of: object, at: span)
    case .dict(let dict):
      guard takesItems, let value = present(dict)[name] else {
        return undefined(name, of: "the dictionary")
      }
      return fresh(value)
    case .string: return undefined(name, of: "a string")
    case .group(let items) where name == "grouper" || name == "list":
      return fresh(items[name == "grouper" ? 0 : 1])
    case .list, .tuple, .group: return undefined(name, of: "a list")
    case .lazy(let lazy): return attribute(name, of: lazy)
    case .iterator: return undefined(name, of: "an iterator")
    case .symbol(let symbol): return attribute(name, of: symbol)
    case .choice(let choice):
      return try mapped(choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.attribute(
          name, of: value, at: span, base: baseSpan, takesItems: takesItems)
      }
    case .namespace(let number):
      return namespaces[number][name].map { fresh($0) } ?? undefined(name, of: "the namespace")
    case .loop(let number): return try attribute(name, ofLoop: number, at: span)
    case .none: return undefined(name, of: "none")
    case .bool, .integer, .float: return attribute(name, ofNumber: base)
    case .template where blocks[name] != nil: return .function(.block(name))
    case .function(.macro(let number)): return attribute(name, ofMacro: number)
    case .cycler(let number):
      let (items, position) = cyclers[number]
      switch name {
      case "current": return fresh(items[position])
      case "items": return .tuple(items)
      case "pos": return .integer(position)
      default: return undefined(name, of: "a cycler")
      }
    case .joiner(let number):
      switch name {
      case "sep": return joiners[number].separator
      case "used": return .bool(joiners[number].isUsed)
      default: return undefined(name, of: "a joiner")
      }
    case .function, .undefined, .template: return undefined(name, of: "a function")
    }
  }

  private func attribute(_ name: String, of lazy: JinjaLazy) -> JinjaValue {
    guard case .range(let start, let stop, let step) = lazy.kind else {
      return undefined(name, of: "a view of a dictionary")
    }
    switch name {
    case "start": return .integer(start)
    case "stop": return .integer(stop)
    case "step": return .integer(step)
    default: return undefined(name, of: "a range")
    }
  }

  private func attribute(_ name: String, ofNumber number: JinjaValue) -> JinjaValue {
    switch (name, number.integer) {
    case ("real", let integer?), ("numerator", let integer?): .integer(integer)
    case ("imag", .some): .integer(0)
    case ("denominator", .some): .integer(1)
    case ("real", nil): number
    case ("imag", nil): .float(0)
    default: undefined(name, of: "a number")
    }
  }

  private func attribute(_ name: String, ofMacro number: Int) -> JinjaValue {
    let macro = macros[number]
    switch name {
    case "name": return macro.name.map { .text($0) } ?? .none
    case "arguments": return .tuple(macro.parameters.map { .text($0) })
    case "catch_kwargs": return .bool(macro.takesNamed)
    case "catch_varargs": return .bool(macro.takesMore)
    case "caller": return .bool(macro.takesCaller)
    case "explicit_caller": return .bool(macro.parameters.contains("caller"))
    default: return undefined(name, of: "a macro")
    }
  }

  /// The methods of a known value. Jinja takes them before the items of a dictionary.
  private func methods(of value: JinjaValue) -> Set<String>? {
    switch value {
    case .dict: JinjaMethods.ofDicts
    case .string: JinjaMethods.ofStrings
    case .list: JinjaMethods.ofLists
    case .tuple, .group: JinjaMethods.ofTuples
    case .lazy(let lazy): lazy.isRange ? JinjaMethods.ofRanges : JinjaMethods.ofViews
    case .bool, .integer: JinjaMethods.ofIntegers
    case .float: JinjaMethods.ofFractions
    case .cycler: ["next", "reset"]
    default: nil
    }
  }

  func undefined(_ name: String, of owner: String) -> JinjaValue {
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
      let symbol = Symbol(source: source, expression: full, type: .string)
      return .symbol(
        JinjaSymbol(symbol: symbol, presence: owner == .component ? names.presence(of: full) : nil))
    case .open:
      return .symbol(JinjaSymbol(symbol: Symbol(source: .derived, expression: full)))
    }
  }

  private func attribute(_ name: String, of symbol: JinjaSymbol) -> JinjaValue {
    let known = symbol.symbol
    if let property = symbol.shape?.properties.first(where: { $0.name == name }) {
      return names.value(of: property, named: "\(known.expression).\(name)")
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

  /// - Parameter takesAttributes: Whether an attribute of the name is an answer as well, as in Jinja.
  mutating func item(
    _ index: JinjaValue, of base: JinjaValue, at span: Span, base baseSpan: Span,
    takesAttributes: Bool = true
  ) throws(JinjaFailure) -> JinjaValue {
    let base = try required(base, at: baseSpan)
    // Jinja finds nothing where the index itself is undefined.
    if names.isConcrete, case .undefined = index {
      if case .dict = base {} else { return undefined("this", of: "that value") }
    }
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
      guard takesAttributes, case .string(let text) = index, let name = text.known else {
        return undefined("this", of: "that value")
      }
      // What has no such item may have such an attribute.
      return try attribute(name, of: base, at: span, base: baseSpan, takesItems: false)
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
      if let value = present(dict)[key] { return fresh(value) }
      if case .text(let name) = key, JinjaMethods.ofDicts.contains(name) { return nil }
      return undefined(key.words, of: "the dictionary")
    case .list(let list):
      let items = present(list)
      return index.integer.map { element($0, of: items, named: "a list of \(items.count)") }
    case .tuple(let items), .group(let items):
      return index.integer.map { element($0, of: items, named: "a list of \(items.count)") }
    case .lazy(let lazy) where lazy.isRange:
      return index.integer.map { element($0, of: lazy.items, named: "a range") }
    case .string(let text):
      guard let number = index.integer, let known = text.known else { return nil }
      try spend(bytes: known.utf8.count, at: span)
      let characters = known.unicodeScalars.map {
        JinjaValue.string(JinjaText(String($0), isMarkup: text.isMarkup))
      }
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
      ? fresh(items[position]) : undefined("\(number)", of: owner)
  }

  mutating func slice(
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
      case .list(let list): return .items(try cut(present(list)))
      case .tuple(let items), .group(let items): return .tuple(try cut(items))
      case .string(let text):
        if let known = text.known {
          var result = String.UnicodeScalarView()
          try spend(bytes: known.utf8.count, at: span)
          result.append(contentsOf: try cut(Array(known.unicodeScalars)))
          return .string(JinjaText(String(result), isMarkup: text.isMarkup))
        }
      case .lazy(let lazy) where lazy.isRange: return .lazy(try cutRange(lazy, bounds, at: span))
      default: break
      }
    }
    guard !inputs.isEmpty else {
      throw JinjaFailure(kind: .failure, message: "this cannot be sliced", span: span)
    }
    return .symbol(derived(source(of: span), from: inputs))
  }

  /// A range of a range, with the bounds that Python gives it.
  private func cutRange(
    _ lazy: JinjaLazy, _ bounds: [Int?], at span: Span
  ) throws(JinjaFailure) -> JinjaLazy {
    let cut = bounds[2] ?? 1
    guard case .range(let start, _, let step) = lazy.kind, cut != 0 else {
      throw JinjaFailure(kind: .failure, message: "the step of a slice is zero", span: span)
    }
    let (first, last) = pythonBounds(
      count: lazy.items.count, start: bounds[0], stop: bounds[1], step: cut)
    let (newStep, overflow) = step.multipliedReportingOverflow(by: cut)
    guard !overflow else { throw tooLarge(span) }
    let items = pythonSlice(lazy.items, start: bounds[0], stop: bounds[1], step: cut)
    return JinjaLazy(
      kind: .range(
        start: start &+ first &* step, stop: start &+ last &* step, step: newStep),
      items: items)
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

/// `items[start:stop:step]` as Python takes it; the step is not zero.
func pythonSlice<Element>(_ items: [Element], start: Int?, stop: Int?, step: Int) -> [Element] {
  let (first, end) = pythonBounds(count: items.count, start: start, stop: stop, step: step)
  let isForward = step > 0
  var index = first
  var result: [Element] = []
  while isForward ? index < end : index > end {
    result.append(items[index])
    let (next, overflow) = index.addingReportingOverflow(step)
    if overflow { break }
    index = next
  }
  return result
}

/// Where a slice begins and ends in a list of a length; the step is not zero.
private func pythonBounds(
  count: Int, start: Int?, stop: Int?, step: Int
) -> (first: Int, end: Int) {
  func clamped(_ bound: Int, _ low: Int, _ high: Int) -> Int {
    let positive = bound < 0 ? max(bound, -count - 1) + count : bound
    return min(max(positive, low), high)
  }
  let isForward = step > 0
  let first =
    start.map { clamped($0, isForward ? 0 : -1, isForward ? count : count - 1) }
    ?? (isForward ? 0 : count - 1)
  let end =
    stop.map { clamped($0, isForward ? 0 : -1, isForward ? count : count - 1) }
    ?? (isForward ? count : -1)
  return (first, end)
}

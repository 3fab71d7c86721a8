/// Attributes, items and slices of values.
extension Renderer {
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

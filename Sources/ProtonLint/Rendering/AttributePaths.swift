/// What the parameter `attribute` of many filters says: `inputs.ports.0`.
struct AttributePath {
  let parts: [JinjaValue]

  static let whole = AttributePath(parts: [])

  init(parts: [JinjaValue]) { self.parts = parts }

  /// - Parameter attribute: A text with dots, where digits are an index; anything else is one part.
  init(_ attribute: JinjaValue?) {
    switch attribute {
    case nil, .some(.none): parts = []
    case .string(let text)?:
      parts = (text.known ?? "").split(separator: ".", omittingEmptySubsequences: false).map {
        part in
        let isIndex = !part.isEmpty && part.unicodeScalars.allSatisfy { PythonString.isDigit($0) }
        return isIndex
          ? PythonString.integer(String(part)).map { .integer($0) } ?? .none
          : .text(String(part))
      }
    case let other?: parts = [other]
    }
  }

  func value(
    of item: JinjaValue, in renderer: inout Renderer, foldsCase: Bool = false,
    default fallback: JinjaValue? = nil, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    var item = item
    for part in parts {
      item = try renderer.item(part, of: item, at: span, base: span)
      if case .undefined = item, let fallback {
        if case .none = fallback { continue }
        item = fallback
      }
    }
    return foldsCase ? renderer.caseFolded(item) : item
  }
}

/// What `map` makes of each element.
enum ElementFunction {
  case attribute(AttributePath, default: JinjaValue?)
  case filter(String, EvaluatedArguments)
}

/// Which elements `select` and its relatives let through.
struct ElementTest {
  let path: AttributePath
  /// Nil for truth.
  let test: (name: String, arguments: EvaluatedArguments)?
  let isNegated: Bool
}

/// The filters that are generators in Jinja: they begin as their first value is asked for.
extension Renderer {
  static let lazyFilters: Set<String> = [
    "map", "select", "reject", "selectattr", "rejectattr", "unique", "batch", "slice", "items",
  ]

  /// What such a filter checks when it is called: its arguments, by number and name alone.
  func checkLazyFilter(
    _ name: String, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) {
    switch name {
    case "unique":
      _ = try arguments.bound(to: ["case_sensitive", "attribute"], of: name, at: span)
    case "batch":
      _ = try arguments.bound(to: ["linecount", "fill_with"], required: 1, of: name, at: span)
    case "slice":
      _ = try arguments.bound(to: ["slices", "fill_with"], required: 1, of: name, at: span)
    case "items": _ = try arguments.bound(to: [], of: name, at: span)
    default: break
    }
  }

  /// The state of a lazy filter once its first value is asked for.
  mutating func begun(
    _ name: String, _ value: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> IteratorState.Kind {
    switch name {
    case "items":
      if case .undefined = value { return .items([], 0) }
      guard case .dict(let dict) = value else {
        throw JinjaFailure(kind: .failure, message: "`items` takes a dictionary", span: span)
      }
      return .dict(present(dict), .pairs(dict.identity), 0)
    case "unique":
      let given = try arguments.bound(to: ["case_sensitive", "attribute"], of: name, at: span)
      let isCaseSensitive = try isTrue(given["case_sensitive"], at: span)
      return .unique(
        AttributePath(given["attribute"]), isCaseSensitive: isCaseSensitive, seen: [],
        source: try iterator(over: value, at: span))
    case "batch":
      let given = try arguments.bound(
        to: ["linecount", "fill_with"], required: 1, of: name, at: span)
      return try batches(value, given, at: span)
    case "slice":
      let given = try arguments.bound(to: ["slices", "fill_with"], required: 1, of: name, at: span)
      return .items(try slices(value, given, at: span), 0)
    case "map":
      guard try isTrue(value, at: span) else { return .items([], 0) }
      let function = try elementFunction(arguments, at: span)
      return .mapped(function, source: try iterator(over: value, at: span))
    default:
      guard try isTrue(value, at: span) else { return .items([], 0) }
      let test = try elementTest(name, arguments, at: span)
      return .selected(test, source: try iterator(over: value, at: span))
    }
  }

  private func elementFunction(
    _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> ElementFunction {
    if arguments.positional.isEmpty, let attribute = arguments.named("attribute") {
      guard arguments.named.allSatisfy({ $0.name == "attribute" || $0.name == "default" }) else {
        throw wrongArguments(of: "map", span)
      }
      return .attribute(AttributePath(attribute), default: arguments.named("default"))
    }
    guard let first = arguments.positional.first, case .string(let text) = first,
      let name = text.known
    else { throw wrongArguments(of: "map", span) }
    return .filter(
      name,
      EvaluatedArguments(
        positional: Array(arguments.positional.dropFirst()), named: arguments.named))
  }

  private func elementTest(
    _ name: String, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> ElementTest {
    var rest = arguments.positional[...]
    var path = AttributePath.whole
    if name.hasSuffix("attr") {
      guard let attribute = rest.popFirst() else { throw wrongArguments(of: name, span) }
      path = AttributePath(attribute)
    }
    let isNegated = name.hasPrefix("reject")
    guard let test = rest.popFirst() else {
      return ElementTest(path: path, test: nil, isNegated: isNegated)
    }
    guard case .string(let text) = test, let testName = text.known else {
      throw wrongArguments(of: name, span)
    }
    let others = EvaluatedArguments(positional: Array(rest), named: arguments.named)
    return ElementTest(path: path, test: (testName, others), isNegated: isNegated)
  }

  mutating func apply(
    _ function: ElementFunction, to element: JinjaValue, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    switch function {
    case .attribute(let path, let fallback):
      try path.value(of: element, in: &self, default: fallback, at: span)
    case .filter(let name, let arguments):
      try apply(name, to: element, arguments, at: span, nameSpan: span)
    }
  }

  mutating func passes(
    _ element: JinjaValue, _ test: ElementTest, at span: Span
  ) throws(JinjaFailure) -> Bool {
    let value = try test.path.value(of: element, in: &self, at: span)
    guard let (name, arguments) = test.test else {
      return try isTrue(value, at: span) != test.isNegated
    }
    let result = try self.test(value, name, arguments, at: span, nameSpan: span, whole: span)
    return decide(result, at: span) != test.isNegated
  }

  private mutating func batches(
    _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> IteratorState.Kind {
    var fill = given["fill_with"]
    if case .some(.none) = fill { fill = nil }
    let source = try iterator(over: value, at: span)
    guard let size = given["linecount"]?.number else {
      // No count is ever equal to what is no number; only filling up compares by size.
      guard fill == nil else { throw given.failure }
      return .batches(-1, fill: nil, source: source)
    }
    return .batches(Int(exactly: size) ?? -1, fill: fill, source: source)
  }

  private mutating func slices(
    _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> [JinjaValue] {
    let items = try self.items(of: value, at: span)
    guard let count = try given.integer("slices"), count != 0 else { throw given.failure }
    guard count > 0 else { return [] }
    guard count <= limits.elements else { throw tooLarge(span) }
    var fill = given["fill_with"]
    if case .some(.none) = fill { fill = nil }
    let (size, extra) = items.count.quotientAndRemainder(dividingBy: count)
    var result: [JinjaValue] = []
    var start = 0
    for number in 0..<count {
      let end = start + size + (number < extra ? 1 : 0)
      var slice = Array(items[start..<end])
      if let fill, number >= extra { slice.append(fill) }
      result.append(owned(.items(slice)))
      start = end
    }
    return result
  }
}

extension EvaluatedArguments {
  func named(_ name: String) -> JinjaValue? { named.last { $0.name == name }?.value }
}

/// Something that gives one value after the other, once. Jinja's filters are lazy: what they do, and
/// where they fail, happens as their values are asked for.
struct IteratorState {
  indirect enum Kind {
    case items([JinjaValue], Int)
    /// A list as it is when it is asked.
    case list(JinjaList, Int)
    case reversed(JinjaList, Int)
    /// The keys, values or pairs of a dictionary, whose size must not change.
    case dict(JinjaDict, JinjaLazy.Kind, Int)
    /// `for x in source if condition`
    case filtered(
      JinjaExpression, JinjaTarget, NameScope, activation: Int, source: Int)
    /// A lazy filter that has not begun.
    case filter(String, JinjaValue, EvaluatedArguments, Span)
    case mapped(ElementFunction, source: Int)
    case selected(ElementTest, source: Int)
    case unique(AttributePath, isCaseSensitive: Bool, seen: Set<JinjaKey>, source: Int)
    /// Lists of a size; 0 never fills one, and a negative size takes everything.
    case batches(Int, fill: JinjaValue?, source: Int)
  }

  var kind: Kind
  /// How many iterators stand behind each other.
  var depth = 0

  init(_ kind: Kind, depth: Int = 0) {
    self.kind = kind
    self.depth = depth
  }
}

extension Renderer {
  /// The most iterators that stand behind each other.
  private static var chainLimit: Int { 24 }

  mutating func made(_ kind: IteratorState.Kind, at span: Span) throws(JinjaFailure) -> Int {
    try spend(4, at: span)
    var depth = 0
    switch kind {
    case .filtered(_, _, _, _, let source), .mapped(_, let source), .selected(_, let source),
      .unique(_, _, _, let source), .batches(_, _, let source):
      depth = iterators[source].depth + 1
    case .filter(_, .iterator(let source), _, _): depth = iterators[source].depth + 1
    default: break
    }
    guard depth <= Self.chainLimit else {
      throw JinjaFailure(
        kind: .limit, message: "more than \(Self.chainLimit) lazy filters stand behind each other",
        span: span)
    }
    iterators.append(IteratorState(kind, depth: depth))
    return iterators.count - 1
  }

  /// Python's `iter(value)`. A list of unknown length forks: 0, 1 or 2 elements.
  mutating func iterator(over value: JinjaValue, at span: Span) throws(JinjaFailure) -> Int {
    switch try required(value, at: span) {
    case .iterator(let number): return number
    case .list(let list): return try made(.list(list, 0), at: span)
    case .dict(let dict): return try made(.dict(dict, .keys(dict.identity), 0), at: span)
    case .lazy(let lazy):
      return try made(.items(fresh(lazy).items, 0), at: span)
    case .loop: throw notEvaluated("a loop over `loop`", span)
    case let value: return try made(.items(try elements(of: value, at: span), 0), at: span)
    }
  }

  mutating func iteratorOrFault(over value: JinjaValue, at span: Span) throws(JinjaFailure) -> Int {
    do {
      return try iterator(over: value, at: span)
    } catch {
      try goOn(behind: error)
      return try made(.items([.symbol(JinjaSymbol(symbol: fault(span)))], 0), at: span)
    }
  }

  mutating func next(of number: Int, at span: Span) throws(JinjaFailure) -> JinjaValue? {
    try spendStep(at: span)
    try checkDepth(at: span)
    switch iterators[number].kind {
    case .items(let items, let position):
      guard position < items.count else { return nil }
      iterators[number].kind = .items(items, position + 1)
      return fresh(items[position])
    case .list(let list, let position):
      let items = present(list)
      guard position < items.count else {
        iterators[number].kind = .items([], 0)
        return nil
      }
      iterators[number].kind = .list(list, position + 1)
      return fresh(items[position])
    case .reversed(let list, let position):
      let items = present(list)
      guard position >= 0, position < items.count else {
        iterators[number].kind = .items([], 0)
        return nil
      }
      iterators[number].kind = .reversed(list, position - 1)
      return fresh(items[position])
    case .dict(let dict, let kind, let position):
      let entries = present(dict).entries
      guard entries.count == dict.entries.count else {
        throw JinjaFailure(
          kind: .failure, message: "the dictionary changes while it is looped over", span: span)
      }
      guard position < entries.count else { return nil }
      iterators[number].kind = .dict(dict, kind, position + 1)
      return fresh(JinjaLazy.part(of: entries[position], kind))
    case .filtered(let condition, let target, let scope, let activation, let source):
      while let element = try next(of: source, at: span) {
        if try passes(element, condition, target, scope, activation) { return element }
      }
      return nil
    case .filter(let name, let value, let arguments, let filterSpan):
      // A failing generator is at its end afterwards.
      iterators[number].kind = .items([], 0)
      let depth = iterators[number].depth
      iterators[number].kind = try begun(name, value, arguments, at: filterSpan)
      iterators[number].depth = max(depth, iterators[number].depth)
      return try next(of: number, at: span)
    case .mapped(let function, let source):
      guard let element = try next(of: source, at: span) else { return nil }
      return try apply(function, to: element, at: span)
    case .selected(let test, let source):
      while let element = try next(of: source, at: span) {
        if try passes(element, test, at: span) { return element }
      }
      return nil
    case .unique(let path, let isCaseSensitive, var seen, let source):
      // The set has one owner, so that it grows in place.
      iterators[number].kind = .items([], 0)
      while let element = try next(of: source, at: span) {
        let value = try path.value(of: element, in: &self, foldsCase: !isCaseSensitive, at: span)
        guard let key = key(of: try required(value, at: span)) else { throw unhashable(span) }
        guard seen.insert(key).inserted else { continue }
        iterators[number].kind = .unique(
          path, isCaseSensitive: isCaseSensitive, seen: seen, source: source)
        return element
      }
      return nil
    case .batches(let size, let fill, let source):
      var batch: [JinjaValue] = []
      while size < 1 || batch.count < size, let element = try next(of: source, at: span) {
        guard batch.count < limits.elements else { throw tooLarge(span) }
        batch.append(element)
      }
      if size == 0, !batch.isEmpty {
        // Jinja finds the first list full before anything is in it.
        iterators[number].kind = .items([owned(.items(batch))], 0)
        return owned(.items([]))
      }
      guard !batch.isEmpty else { return nil }
      if let fill, batch.count < size {
        guard size <= limits.elements else { throw tooLarge(span) }
        batch += Array(repeating: fill, count: size - batch.count)
      }
      return owned(.items(batch))
    }
  }

  private mutating func passes(
    _ element: JinjaValue, _ condition: JinjaExpression, _ target: JinjaTarget,
    _ scope: NameScope, _ definer: Int
  ) throws(JinjaFailure) -> Bool {
    let context = activations[definer].context
    return try inActivation(of: definer, context: context, at: condition.span) {
      (renderer) throws(JinjaFailure) in
      try renderer.assign(element, to: target, of: scope)
      renderer.enter(scope)
      return try renderer.holds(condition)
    }
  }

  /// All values that are left.
  mutating func drained(_ number: Int, at span: Span) throws(JinjaFailure) -> [JinjaValue] {
    var items: [JinjaValue] = []
    while let item = try next(of: number, at: span) {
      guard items.count < limits.elements else { throw tooLarge(span) }
      items.append(item)
    }
    return items
  }

  func unhashable(_ span: Span) -> JinjaFailure {
    JinjaFailure(kind: .failure, message: "this cannot be a key of a dictionary", span: span)
  }
}

extension JinjaLazy {
  static func part(of entry: (key: JinjaValue, value: JinjaValue), _ kind: Kind) -> JinjaValue {
    switch kind {
    case .keys, .range: entry.key
    case .values: entry.value
    case .pairs: .tuple([entry.key, entry.value])
    }
  }
}

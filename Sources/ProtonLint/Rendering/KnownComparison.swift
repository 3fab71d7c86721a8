/// Comparison of known values, as Python does it.
extension Renderer {
  mutating func compareKnown(
    _ left: JinjaValue, _ relation: JinjaExpression.ComparisonOperator, _ right: JinjaValue,
    at span: Span
  ) throws(JinjaFailure) -> Bool {
    switch relation {
    case .equal: return try isEqual(left, right, at: span)
    case .notEqual: return try !isEqual(left, right, at: span)
    case .isIn: return try contains(right, left, at: span)
    case .isNotIn: return try !contains(right, left, at: span)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let order = try order(left, right, at: span) else {
        throw JinjaFailure(kind: .failure, message: "these values have no order", span: span)
      }
      switch relation {
      case .less: return order < 0
      case .lessOrEqual: return order <= 0
      case .greater: return order > 0
      default: return order >= 0
      }
    }
  }

  mutating func isEqual(
    _ left: JinjaValue, _ right: JinjaValue, at span: Span, depth: Int = 0
  ) throws(JinjaFailure) -> Bool {
    guard depth < Weight.depthLimit else { throw tooLarge(span) }
    if let one = left.integer, let other = right.integer { return one == other }
    if let one = left.number, let other = right.number { return one == other }
    try spendStep(at: span)
    switch (fresh(left), fresh(right)) {
    case (.undefined(let name), _), (_, .undefined(let name)):
      throw JinjaFailure(
        kind: name.reason, message: name.message, span: span)
    case (.none, .none): return true
    case (.string(let one), .string(let other)):
      return PythonString.isEqual(one.known ?? "", other.known ?? "")
    case (.list(let one), .list(let other)):
      return one.identity != 0 && one.identity == other.identity
        ? true : try isEqual(one.items, other.items, at: span, depth: depth)
    case (.tuple(let one), .tuple(let other)), (.group(let one), .tuple(let other)),
      (.tuple(let one), .group(let other)), (.group(let one), .group(let other)):
      return try isEqual(one, other, at: span, depth: depth)
    case (.dict(let one), .dict(let other)):
      return try isEqual(one, other, at: span, depth: depth)
    case (.namespace(let one), .namespace(let other)), (.loop(let one), .loop(let other)),
      (.iterator(let one), .iterator(let other)), (.cycler(let one), .cycler(let other)),
      (.joiner(let one), .joiner(let other)),
      (.function(.macro(let one)), .function(.macro(let other))):
      return one == other
    case (.lazy(let one), .lazy(let other)):
      switch (one.kind, other.kind) {
      case (.range, .range):
        return try isEqual(one.items, other.items, at: span, depth: depth)
      case (.keys, .keys), (.pairs, .pairs):
        return try isSameSet(one.items, other.items, at: span)
      case (.values(let one), .values(let other)): return one == other && one != 0
      default: return false
      }
    case (.function(let one), .function(let other)):
      switch (one, other) {
      case (.range, .range), (.dict, .dict), (.namespace, .namespace), (.cycler, .cycler),
        (.joiner, .joiner), (.lipsum, .lipsum):
        return true
      case (.method, .method): throw notEvaluated("a comparison of methods", span)
      default: return false
      }
    default: return false
    }
  }

  private mutating func isEqual(
    _ one: [JinjaValue], _ other: [JinjaValue], at span: Span, depth: Int
  ) throws(JinjaFailure) -> Bool {
    guard one.count == other.count else { return false }
    for (first, second) in zip(one, other) {
      guard try isEqual(first, second, at: span, depth: depth + 1) else { return false }
    }
    return true
  }

  private mutating func isEqual(
    _ one: JinjaDict, _ other: JinjaDict, at span: Span, depth: Int
  ) throws(JinjaFailure) -> Bool {
    if one.identity != 0, one.identity == other.identity { return true }
    guard one.entries.count == other.entries.count else { return false }
    for entry in one.entries {
      guard let key = key(of: entry.key), let value = other[key],
        try isEqual(entry.value, value, at: span, depth: depth + 1)
      else { return false }
    }
    return true
  }

  /// Views of keys and of pairs compare as sets.
  private mutating func isSameSet(
    _ one: [JinjaValue], _ other: [JinjaValue], at span: Span
  ) throws(JinjaFailure) -> Bool {
    guard one.count == other.count else { return false }
    for item in one where try !contains(other, item, at: span) { return false }
    return true
  }

  /// Negative, zero or positive; nil where Python has no order.
  mutating func order(
    _ left: JinjaValue, _ right: JinjaValue, at span: Span, depth: Int = 0
  ) throws(JinjaFailure) -> Int? {
    guard depth < Weight.depthLimit else { throw tooLarge(span) }
    try spendStep(at: span)
    if let one = left.integer, let other = right.integer {
      return one < other ? -1 : one > other ? 1 : 0
    }
    if let one = left.number, let other = right.number {
      return one < other ? -1 : one > other ? 1 : 0
    }
    switch (fresh(left), fresh(right)) {
    case (.string(let one), .string(let other)):
      guard let one = one.known, let other = other.known else { return nil }
      return PythonString.order(one, other)
    case (.list(let one), .list(let other)):
      return try order(one.items, other.items, at: span, depth: depth)
    case (.tuple(let one), .tuple(let other)), (.group(let one), .tuple(let other)),
      (.tuple(let one), .group(let other)), (.group(let one), .group(let other)):
      return try order(one, other, at: span, depth: depth)
    case (.lazy(let one), .lazy(let other)) where !one.isRange && !other.isRange:
      throw notEvaluated("an order of views of dictionaries", span)
    default: return nil
    }
  }

  private mutating func order(
    _ one: [JinjaValue], _ other: [JinjaValue], at span: Span, depth: Int
  ) throws(JinjaFailure) -> Int? {
    for (first, second) in zip(one, other) {
      guard try isEqual(first, second, at: span, depth: depth + 1) else {
        return try order(first, second, at: span, depth: depth + 1)
      }
    }
    return one.count - other.count
  }

  private mutating func contains(
    _ container: JinjaValue, _ value: JinjaValue, at span: Span
  ) throws(JinjaFailure) -> Bool {
    switch fresh(container) {
    case .list(let list): return try contains(list.items, value, at: span)
    case .tuple(let items), .group(let items): return try contains(items, value, at: span)
    case .lazy(let lazy):
      if case .keys = lazy.kind, key(of: value) == nil { throw unhashable(span) }
      return try contains(fresh(lazy).items, value, at: span)
    case .iterator(let number):
      while let item = try next(of: number, at: span) {
        if try isEqual(item, value, at: span) { return true }
      }
      return false
    case .dict(let dict):
      guard let key = key(of: value) else { throw unhashable(span) }
      return dict[key] != nil
    case .string(let text):
      guard case .string(let part) = value else { break }
      return PythonString.contains(text.known ?? "", part.known ?? "")
    default: break
    }
    throw JinjaFailure(kind: .failure, message: "`in` cannot look into this", span: span)
  }

  private mutating func contains(
    _ items: [JinjaValue], _ value: JinjaValue, at span: Span
  ) throws(JinjaFailure) -> Bool {
    for item in items where try isEqual(item, value, at: span) { return true }
    return false
  }
}

/// Comparison of known values, as Python does it.
extension Renderer {
  func compareKnown(
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

  func isEqual(
    _ left: JinjaValue, _ right: JinjaValue, at span: Span
  ) throws(JinjaFailure) -> Bool {
    if let one = left.integer, let other = right.integer { return one == other }
    if let one = left.number, let other = right.number { return one == other }
    switch (left, right) {
    case (.undefined(let name), _), (_, .undefined(let name)):
      throw JinjaFailure(
        kind: name.reason, message: name.message, span: span)
    case (.none, .none): return true
    case (.string(let one), .string(let other)):
      return PythonString.isEqual(one.known ?? "", other.known ?? "")
    case (.list(let one), .list(let other)), (.tuple(let one), .tuple(let other)):
      guard one.count == other.count else { return false }
      for (first, second) in zip(one, other) {
        guard try isEqual(first, second, at: span) else { return false }
      }
      return true
    case (.dict(let one), .dict(let other)):
      guard one.entries.count == other.entries.count else { return false }
      for entry in one.entries {
        guard let key = key(of: entry.key), let value = other[key],
          try isEqual(entry.value, value, at: span)
        else { return false }
      }
      return true
    case (.lazy(let one), .lazy(let other)):
      guard one.kind == .range, other.kind == .range else {
        throw notEvaluated("a comparison of iterators", span)
      }
      return try isEqual(.list(one.items), .list(other.items), at: span)
    default: return false
    }
  }

  /// Negative, zero or positive; nil where Python has no order.
  func order(
    _ left: JinjaValue, _ right: JinjaValue, at span: Span
  ) throws(JinjaFailure) -> Int? {
    if let one = left.integer, let other = right.integer {
      return one < other ? -1 : one > other ? 1 : 0
    }
    if let one = left.number, let other = right.number {
      return one < other ? -1 : one > other ? 1 : 0
    }
    switch (left, right) {
    case (.string(let one), .string(let other)):
      guard let one = one.known, let other = other.known else { return nil }
      return PythonString.order(one, other)
    case (.list(let one), .list(let other)), (.tuple(let one), .tuple(let other)):
      for (first, second) in zip(one, other) {
        guard try isEqual(first, second, at: span) else {
          return try order(first, second, at: span)
        }
      }
      return one.count - other.count
    default: return nil
    }
  }

  private func contains(
    _ container: JinjaValue, _ value: JinjaValue, at span: Span
  ) throws(JinjaFailure) -> Bool {
    switch container {
    case .list(let items), .tuple(let items): return try contains(items, value, at: span)
    case .lazy(let lazy): return try contains(lazy.items, value, at: span)
    case .dict(let dict):
      if let key = key(of: value) { return dict[key] != nil }
      if case .tuple = value { return false }
    case .string(let text):
      guard case .string(let part) = value else { break }
      return PythonString.contains(text.known ?? "", part.known ?? "")
    default: break
    }
    throw JinjaFailure(kind: .failure, message: "`in` cannot look into this", span: span)
  }

  private func contains(
    _ items: [JinjaValue], _ value: JinjaValue, at span: Span
  ) throws(JinjaFailure) -> Bool {
    for item in items where try isEqual(item, value, at: span) { return true }
    return false
  }
}

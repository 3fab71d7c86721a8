/// Names with hyphens behind a dot: Jinja takes `environment.outputs.my-output` for the difference
/// of `environment.outputs.my` and `output`.
extension Renderer {
  /// A name as it was meant: `my-output`, and what it was looked for in.
  struct HyphenatedName {
    let base: JinjaExpression
    let name: String
  }

  /// The name that a subtraction was meant to be: no white space around the minus, and behind it a
  /// name that is nowhere defined.
  func hyphenatedName(_ expression: JinjaExpression) -> HyphenatedName? {
    guard !names.isConcrete else { return nil }
    var expression = expression
    var parts: [String] = []
    var hasUndefinedName = false
    while case .binary(.subtract, let left, let right) = expression.kind, parts.count < 16 {
      guard left.span.end + 1 == right.span.start else { return nil }
      switch right.kind {
      case .name(let name):
        guard case .undefined = value(ofName: name) else { return nil }
        hasUndefinedName = true
      case .integer: break
      default: return nil
      }
      parts.append(source(of: right.span))
      expression = left
    }
    guard hasUndefinedName, case .attribute(let base, let first, _) = expression.kind else {
      return nil
    }
    return HyphenatedName(
      base: base, name: ([first] + parts.reversed()).joined(separator: "-"))
  }

  /// Says what Jinja makes of such a name, and goes on with what was meant.
  mutating func valueOfHyphenated(
    _ hyphenated: HyphenatedName, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let base = try required(try evaluate(hyphenated.base), at: hyphenated.base.span)
    record(
      JinjaFailure(
        kind: .hyphenatedName(hyphenated.name),
        message: "`\(source(of: span))` is read as a subtraction", span: span))
    guard case .object = base else { return fault(at: span) }
    let value = try attribute(hyphenated.name, of: base, at: span, base: hyphenated.base.span)
    // That it is not declared either can be said once it reads as one name.
    if case .undefined = value { return fault(at: span) }
    return value
  }
}

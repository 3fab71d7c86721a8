/// What the heads of statements have beside expressions: targets, parameters, filters.
extension JinjaTagParser {
  /// The end of a tag that opens a block or a part of one. A colon may stand before it, as in Python.
  mutating func endOfHead() throws(JinjaFault) {
    _ = skip(.colon)
    try expectEnd()
  }

  /// One target or, with commas between or behind them, a tuple of targets.
  mutating func target(
    allowsAttributes: Bool = false
  ) throws(JinjaFault) -> JinjaTarget {
    let start = current.start
    var targets: [JinjaTarget] = []
    var hasComma = false
    while !isTupleEnd {
      targets.append(try singleTarget(allowsAttributes: allowsAttributes))
      guard skip(.comma) else { break }
      hasComma = true
    }
    if !hasComma {
      guard let only = targets.first else { throw expected("a name to assign to") }
      return only
    }
    return .tuple(targets, span(from: start))
  }

  private mutating func singleTarget(
    allowsAttributes: Bool
  ) throws(JinjaFault) -> JinjaTarget {
    let start = current
    let value = try primary().expression
    if allowsAttributes, case .name(let base) = value.kind, start.kind == .name, skip(.dot) {
      let name = try expect(.name, "a name behind `.`")
      return .attribute(base: base, name: text(name), span(from: start.start))
    }
    guard let target = JinjaTarget(value) else {
      let words =
        value.span.count > 40 ? "this expression" : "`\(text(value.span))`"
      throw malformed("\(words) cannot be assigned to", at: value.span)
    }
    return target
  }

  private func text(_ span: Span) -> String { String(decoding: bytes[span.range], as: UTF8.self) }

  /// A name that is no constant: of a macro, a parameter, an import.
  mutating func plainName(_ description: String) throws(JinjaFault) -> String {
    let token = try expect(.name, description)
    let name = text(token)
    if ["true", "false", "none", "True", "False", "None"].contains(name) {
      throw malformed("`\(name)` cannot be assigned to", at: span(token.range))
    }
    return name
  }

  /// The parameters of a macro or of a call's body. Those before a fault are kept.
  mutating func parameters(
    into parameters: inout [(name: String, default: JinjaExpression?)]
  ) throws(JinjaFault) {
    try expect(.openParenthesis, "`(`")
    while !at(.closeParenthesis) {
      if !parameters.isEmpty { try expect(.comma, "`,` or `)`") }
      let nameSpan = span(current.range)
      let name = try plainName("a parameter's name")
      let value = skip(.assign) ? try expression().expression : nil
      if value == nil, let last = parameters.last, last.default != nil {
        throw malformed("parameter `\(name)` needs a default, as those before it", at: nameSpan)
      }
      parameters.append((name, value))
    }
    advance()
  }

  /// Filters with `|` between them, the first one's `|` being read. Those before a fault are kept.
  mutating func filters(into filters: inout [JinjaFilterCall]) throws(JinjaFault) {
    repeat { filters.append(try filterCall().0) } while skip(.pipe)
  }
}

extension JinjaTarget {
  /// What an expression assigns to; nil if it is not made of names.
  fileprivate init?(_ expression: JinjaExpression) {
    switch expression.kind {
    case .name(let name):
      self = .name(name, expression.span)
    case .tuple(let items):
      let targets = items.compactMap { JinjaTarget($0) }
      guard targets.count == items.count else { return nil }
      self = .tuple(targets, expression.span)
    default:
      return nil
    }
  }
}

/// Operands: literals, names, brackets, and what may follow them.
extension JinjaTagParser {
  mutating func primary() throws(JinjaFault) -> Subtree {
    switch current.kind {
    case .name, .string, .integer, .float: try constantOrName()
    case .openParenthesis: try parenthesized()
    case .openBracket: try list()
    case .openBrace: try dict()
    default: throw expected("an expression")
    }
  }

  @inline(never)
  private mutating func constantOrName() throws(JinjaFault) -> Subtree {
    let token = current
    if token.kind == .string { return try joinedStrings() }
    advance()
    let kind: JinjaExpression.Kind =
      switch token.kind {
      case .integer: integer(token)
      case .float: float(token)
      default:
        switch text(token) {
        case "true", "True": .bool(true)
        case "false", "False": .bool(false)
        case "none", "None": .none
        case let name: .name(name)
        }
      }
    return try node(kind, span(token.range))
  }

  private mutating func joinedStrings() throws(JinjaFault) -> Subtree {
    let start = current.start
    var text = ""
    while at(.string) {
      text += try string(current)
      advance()
    }
    return try node(.string(text), span(from: start))
  }

  @inline(never)
  private mutating func parenthesized() throws(JinjaFault) -> Subtree {
    let start = current.start
    advance()
    let inner = try tuple(inParentheses: true)
    try expect(.closeParenthesis, "`)`")
    // The parentheses count as part of it, so that spans of what surrounds it are balanced.
    let expression = JinjaExpression(span: span(from: start), kind: inner.expression.kind)
    return Subtree(expression: expression, height: inner.height)
  }

  /// An expression, or several with commas between or behind them.
  mutating func tuple(
    conditional: Bool = true, inParentheses: Bool = false
  ) throws(JinjaFault) -> Subtree {
    let start = current.start
    var items: [Subtree] = []
    var hasComma = false
    while !isTupleEnd {
      items.append(try expression(conditional: conditional))
      guard skip(.comma) else { break }
      hasComma = true
    }
    if !hasComma {
      if let only = items.first { return only }
      if !inParentheses { throw expected("an expression") }
    }
    return try node(.tuple(items.map(\.expression)), span(from: start), above: items)
  }

  /// No word ends a tuple: in `for a, in b`, as Jinja has it, `in` is the second name.
  var isTupleEnd: Bool { at(.end) || at(.closeParenthesis) }

  @inline(never)
  private mutating func list() throws(JinjaFault) -> Subtree {
    let start = current.start
    advance()
    var items: [Subtree] = []
    while !at(.closeBracket) {
      items.append(try expression())
      if !skip(.comma) { break }
    }
    try expect(.closeBracket, items.isEmpty ? "`]`" : "`,` or `]`")
    return try node(.list(items.map(\.expression)), span(from: start), above: items)
  }

  @inline(never)
  private mutating func dict() throws(JinjaFault) -> Subtree {
    let start = current.start
    advance()
    var entries: [(key: JinjaExpression, value: JinjaExpression)] = []
    var height = 0
    while !at(.closeBrace) {
      let key = try expression()
      try expect(.colon, "`:`")
      let value = try expression()
      entries.append((key.expression, value.expression))
      height = max(height, key.height, value.height)
      if !skip(.comma) { break }
    }
    try expect(.closeBrace, entries.isEmpty ? "`}`" : "`,` or `}`")
    return try node(.dict(entries), span(from: start), above: height)
  }

  /// Attributes, subscripts and calls.
  mutating func postfix(_ operand: Subtree) throws(JinjaFault) -> Subtree {
    var result = operand
    while true {
      switch current.kind {
      case .dot: result = try attribute(of: result)
      case .openBracket:
        let open = current.start
        let subscripts = try self.subscripts()
        result = try item(of: result, subscripts, from: open)
      case .openParenthesis: result = try call(result)
      default: return result
      }
    }
  }

  @inline(never)
  private mutating func attribute(of base: Subtree) throws(JinjaFault) -> Subtree {
    advance()
    let token = current
    guard token.kind == .name || token.kind == .integer else {
      throw expected("a name or a number behind `.`")
    }
    advance()
    let kind: JinjaExpression.Kind
    if token.kind == .name {
      kind = .attribute(of: base.expression, name: text(token), nameSpan: span(token.range))
    } else {
      let index = JinjaExpression(span: span(token.range), kind: integer(token))
      kind = .item(of: base.expression, index: index)
    }
    return try node(kind, span(from: base.span.start), above: [base])
  }

  private enum Subscript {
    case index(Subtree)
    case slice(start: Subtree?, stop: Subtree?, step: Subtree?)
  }

  private typealias PlacedSubscript = (value: Subscript, span: Span)

  /// What stands in square brackets behind an operand.
  @inline(never)
  private mutating func subscripts() throws(JinjaFault) -> [PlacedSubscript] {
    advance()
    var subscripts: [PlacedSubscript] = []
    while !at(.closeBracket) {
      if !subscripts.isEmpty { try expect(.comma, "`,` or `]`") }
      let start = current.start
      let value = try subscriptValue()
      subscripts.append((value, span(from: start)))
    }
    advance()
    return subscripts
  }

  @inline(never)
  private func item(
    of base: Subtree, _ subscripts: [PlacedSubscript], from open: Int
  ) throws(JinjaFault) -> Subtree {
    let whole = span(from: base.span.start)
    if subscripts.count == 1, let only = subscripts.first {
      return try element(only.value, of: base, whole)
    }
    // A slice among several subscripts is a key that nothing has: it is kept as a slice of nothing.
    var items: [Subtree] = []
    for (value, span) in subscripts {
      if case .index(let index) = value {
        items.append(index)
      } else {
        let nothing = try node(.tuple([]), self.span(span.start..<span.start))
        items.append(try element(value, of: nothing, span))
      }
    }
    let index = try node(.tuple(items.map(\.expression)), span(from: open), above: items)
    return try element(.index(index), of: base, whole)
  }

  private func element(
    _ value: Subscript, of base: Subtree, _ span: Span
  ) throws(JinjaFault) -> Subtree {
    switch value {
    case .index(let index):
      try node(
        .item(of: base.expression, index: index.expression), span, above: [base, index])
    case .slice(let start, let stop, let step):
      try node(
        .slice(
          of: base.expression, start: start?.expression, stop: stop?.expression,
          step: step?.expression),
        span, above: [base, start, stop, step])
    }
  }

  private mutating func subscriptValue() throws(JinjaFault) -> Subscript {
    let start = at(.colon) ? nil : try expression()
    guard skip(.colon) else {
      guard let start else { throw expected("an expression") }
      return .index(start)
    }
    let stop = at(.colon) ? nil : try boundOfSlice()
    let step = skip(.colon) ? try boundOfSlice() : nil
    return .slice(start: start, stop: stop, step: step)
  }

  private mutating func boundOfSlice() throws(JinjaFault) -> Subtree? {
    at(.closeBracket) || at(.comma) ? nil : try expression()
  }

  @inline(never)
  private mutating func call(_ callee: Subtree) throws(JinjaFault) -> Subtree {
    let (arguments, height) = try self.arguments()
    return try node(
      .call(callee.expression, arguments), span(from: callee.span.start),
      above: max(callee.height, height))
  }

  /// What stands in the parentheses of a call, a filter or a test.
  @inline(never)
  private mutating func arguments() throws(JinjaFault) -> (JinjaArguments, height: Int) {
    advance()
    var arguments = JinjaArguments()
    var height = 0
    while !at(.closeParenthesis) {
      height = max(height, try argument(into: &arguments))
      if !skip(.comma) { break }
    }
    try expect(.closeParenthesis, "`,` or `)`")
    return (arguments, height)
  }

  @inline(never)
  private mutating func argument(into arguments: inout JinjaArguments) throws(JinjaFault) -> Int {
    let start = current
    let isSpread = at(.multiply)
    let isSpreadNamed = at(.power)
    let isNamed = at(.name) && following.kind == .assign
    let isInOrder =
      arguments.spreadNamed == nil
      && (isNamed || isSpreadNamed
        || (arguments.spread == nil && (isSpread || arguments.named.isEmpty)))
    guard isInOrder else {
      throw malformed(
        "this argument cannot stand behind those before it", at: span(start.range))
    }
    if isSpread || isSpreadNamed {
      advance()
    } else if isNamed {
      advance()
      advance()
    }
    let value = try expression()
    if isSpread {
      arguments.spread = value.expression
    } else if isSpreadNamed {
      arguments.spreadNamed = value.expression
    } else if isNamed {
      arguments.named.append((text(start), value.expression))
    } else {
      arguments.positional.append(value.expression)
    }
    return value.height
  }

  @inline(never)
  mutating func filtersAndTests(_ operand: Subtree) throws(JinjaFault) -> Subtree {
    var result = operand
    while true {
      if skip(.pipe) {
        let (filter, height) = try filterCall()
        result = try node(
          .filter(result.expression, filter), span(from: result.span.start),
          above: max(result.height, height))
      } else if at("is") {
        result = try test(result)
      } else if at(.openParenthesis) {
        result = try call(result)
      } else {
        return result
      }
    }
  }

  /// A filter's name and arguments, behind the `|`.
  @inline(never)
  mutating func filterCall() throws(JinjaFault) -> (JinjaFilterCall, height: Int) {
    let (name, nameSpan) = try dottedName("a filter's name")
    let (arguments, height) = at(.openParenthesis) ? try self.arguments() : (JinjaArguments(), 0)
    return (JinjaFilterCall(name: name, nameSpan: nameSpan, arguments: arguments), height)
  }

  private mutating func dottedName(
    _ description: String
  ) throws(JinjaFault) -> (name: String, span: Span) {
    let first = try expect(.name, description)
    var name = text(first)
    while skip(.dot) {
      name += "." + text(try expect(.name, description))
    }
    return (name, span(from: first.start))
  }

  @inline(never)
  private mutating func test(_ operand: Subtree) throws(JinjaFault) -> Subtree {
    advance()
    let isNegated = skip("not")
    let (name, nameSpan) = try dottedName("a test's name")
    var arguments = JinjaArguments()
    var height = 0
    if at(.openParenthesis) {
      (arguments, height) = try self.arguments()
    } else if startsTestArgument {
      if at("is") {
        throw malformed("`is` cannot stand behind another test", at: span(current.range))
      }
      let argument = try postfix(try primary())
      arguments.positional = [argument.expression]
      height = argument.height
    }
    return try node(
      .test(
        operand.expression, name: name, nameSpan: nameSpan, arguments: arguments,
        isNegated: isNegated),
      span(from: operand.span.start), above: max(operand.height, height))
  }

  /// Whether an argument without parentheses follows. Nearly every word counts as one, so that
  /// `a if b is c if d` is an error in Jinja as well.
  private var startsTestArgument: Bool {
    switch current.kind {
    case .string, .integer, .float, .openBracket, .openBrace: true
    case .name: !at("else") && !at("or") && !at("and")
    default: false
    }
  }
}

/// One run through a template: what an expression comes to.
extension Renderer {
  mutating func evaluate(_ expression: JinjaExpression) throws(JinjaFailure) -> JinjaValue {
    try spendStep(at: expression.span)
    // By groups, each with a function of its own: expressions go down the stack, and a function
    // takes as much of it as all of its cases together.
    switch expression.kind {
    case .none, .bool, .integer, .hugeInteger, .float, .string, .name:
      return try evaluateLeaf(expression)
    case .list, .tuple, .dict, .concatenation: return try evaluateParts(expression)
    case .attribute, .item, .slice: return try evaluateAccess(expression)
    case .call, .filter: return try evaluateCall(expression)
    default: return try evaluateOperation(expression)
    }
  }

  private func evaluateLeaf(
    _ expression: JinjaExpression
  ) throws(JinjaFailure) -> JinjaValue {
    switch expression.kind {
    case .bool(let value): return .bool(value)
    case .integer(let value): return .integer(value)
    case .hugeInteger(let text):
      throw JinjaFailure(
        kind: .limit, message: "`\(text)` needs more than 64 bits", span: expression.span)
    case .float(let value): return .float(value)
    case .string(let text): return .text(text)
    case .name(let name): return value(ofName: name)
    default: return .none
    }
  }

  private mutating func evaluateParts(
    _ expression: JinjaExpression
  ) throws(JinjaFailure) -> JinjaValue {
    switch expression.kind {
    case .list(let items):
      return owned(try weighed(.items(try evaluate(items)), at: expression.span))
    case .tuple(let items):
      return try weighed(.tuple(try evaluate(items)), at: expression.span)
    case .dict(let pairs):
      var dict = JinjaDict()
      for pair in pairs {
        let original = try required(try evaluate(pair.key), at: pair.key.span)
        guard let key = key(of: original) else { throw badKey(original, pair.key.span) }
        dict.set(key, as: original, try evaluate(pair.value))
      }
      return owned(try weighed(.dict(dict), at: expression.span))
    case .concatenation(let parts):
      return try concatenation(parts, at: expression.span)
    default: return .none
    }
  }

  private mutating func evaluateAccess(
    _ expression: JinjaExpression
  ) throws(JinjaFailure) -> JinjaValue {
    switch expression.kind {
    case .attribute(_, let name, _) where name.hasPrefix("__") && !names.isConcrete:
      throw notEvaluated("`\(name)`", expression.span)
    case .attribute(let base, let name, _):
      return try attribute(name, of: try evaluate(base), at: expression.span, base: base.span)
    case .item(let base, let index):
      return try item(
        try evaluate(index), of: try evaluate(base), at: expression.span, base: base.span)
    case .slice(let base, let start, let stop, let step):
      return owned(
        try slice(
          try required(try evaluate(base), at: base.span), start, stop, step, at: expression.span))
    default: return .none
    }
  }

  private mutating func evaluateCall(
    _ expression: JinjaExpression
  ) throws(JinjaFailure) -> JinjaValue {
    switch expression.kind {
    case .call(let callee, let arguments):
      return try call(try evaluate(callee), arguments, at: expression.span)
    case .filter(let base, let filter):
      return try apply(filter, to: try evaluate(base), at: expression.span)
    default: return .none
    }
  }

  private mutating func evaluateOperation(
    _ expression: JinjaExpression
  ) throws(JinjaFailure) -> JinjaValue {
    switch expression.kind {
    case .test, .comparison, .not:
      return try branched(
        on: expression, at: expression.span,
        { (_) throws(JinjaFailure) in .bool(true) }, { (_) throws(JinjaFailure) in .bool(false) })
    case .unary(let operation, let operand):
      let value = try required(try evaluate(operand), at: operand.span)
      return try negate(value, isMinus: operation == .minus, at: expression.span)
    case .binary(let operation, let left, let right):
      if operation == .subtract, let name = hyphenatedName(expression) {
        return try valueOfHyphenated(name, at: expression.span)
      }
      let first = try required(try evaluate(left), at: left.span)
      let second = try evaluate(right)
      if names.isConcrete, operation == .modulo, case .string(let template) = first {
        // A format may show what is undefined.
        return try formatted(template, with: second, at: expression.span)
      }
      return try combine(
        first, operation, try required(second, at: right.span), at: expression.span)
    case .and(let left, let right):
      return try either(left, right, stopsAt: false, at: expression.span)
    case .or(let left, let right):
      return try either(left, right, stopsAt: true, at: expression.span)
    case .conditional(let then, let condition, let otherwise):
      return try branched(
        on: condition, at: expression.span,
        { (renderer) throws(JinjaFailure) in try renderer.evaluate(then) },
        { (renderer) throws(JinjaFailure) in
          guard let otherwise else {
            return .undefined(
              JinjaUndefined(name: "else", reason: .undefined("else"), owner: "this inline `if`"))
          }
          return try renderer.evaluate(otherwise)
        })
    default: return .none
    }
  }

  private func badKey(_ value: JinjaValue, _ span: Span) -> JinjaFailure {
    switch value {
    case .tuple, .lazy, .function, .namespace, .loop:
      if !names.isConcrete { return notEvaluated("such a key", span) }
    default: break
    }
    return symbols(in: value).isEmpty
      ? JinjaFailure(kind: .failure, message: "this cannot be a key of a dictionary", span: span)
      : notEvaluated("a key that is not known", span)
  }

  private mutating func evaluate(_ items: [JinjaExpression]) throws(JinjaFailure) -> [JinjaValue] {
    var values: [JinjaValue] = []
    for item in items { values.append(try evaluate(item)) }
    return values
  }

  /// `a ~ b`: all parts are made before the first one is printed. In `autoescape` HTML escapes.
  private mutating func concatenation(
    _ parts: [JinjaExpression], at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    var texts: [JinjaText] = []
    let values = try evaluate(parts)
    for (part, value) in zip(parts, values) {
      texts.append(try text(of: try required(value, at: part.span), at: part.span))
    }
    // What Jinja joins as it compiles is no HTML.
    let isMarkup =
      printsEscaped.isOn && !printsEscaped.isVolatile && texts.contains(where: \.isMarkup)
      && !parts.allSatisfy(\.isConstant)
    var result = JinjaText("", isMarkup: isMarkup)
    for text in texts { result.append(isMarkup ? escaped(text) : text) }
    return try weighed(result, at: span)
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
    let value = fresh(value)
    switch value {
    case .undefined(let undefined):
      throw JinjaFailure(
        kind: undefined.reason, message: undefined.message, span: span)
    case .symbol(let symbol):
      guard let presence = symbol.presence else { return value }
      let outcomes = path.outcomes(of: presence)
      guard outcomes.contains("not set") else { return value }
      if symbol.isOfComponent, path.hasAskedForComponent { return value }
      let kind: RenderProblem.Kind =
        symbol.isOfComponent
        ? .unguardedComponent(symbol.symbol.expression)
        : .unguardedOptional(symbol.symbol.expression, declaration: symbol.symbol.declaration)
      let failure = JinjaFailure(
        kind: kind,
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

}

extension JinjaUndefined {
  var message: String {
    if let owner { return "\(owner) has no `\(name)`" }
    return switch reason {
    case .undeclaredInput(_, let input): "input `\(input)` is not declared in the schema"
    case .unknownNamespace(let root): "there is no `\(root)` in this kind of file"
    case .previewName(let old, _): "`\(old)` is a name of Proton's preview"
    case .unguardedOptional(let input, _): "`\(input)` has no value where nobody sets it"
    case .unguardedComponent(let name): "`\(name)` has no value where no component is attached"
    case .undefined, .hyphenatedName, .unknownFilter, .unknownTest, .failure, .limit, .unsupported:
      "`\(name)` is undefined"
    }
  }
}

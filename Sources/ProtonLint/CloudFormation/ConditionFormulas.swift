/// When the conditions of a template hold.
extension CloudFormationTemplate {
  /// When a named condition of the template holds.
  public func formula(ofCondition name: String) -> Condition {
    var formulas = Formulas()
    return formula(ofCondition: name, &formulas, depth: 0)
  }

  /// When an expression of a condition holds; nil where that is not known.
  public func formula(ofExpression node: SyntaxNode) -> Condition? {
    var formulas = Formulas()
    return formula(of: node, &formulas, depth: 0)
  }

  /// When two values are the same; nil where that is not known.
  public func formula(ofComparison left: SyntaxNode, with right: SyntaxNode) -> Condition? {
    equality(value(of: left, depth: 1), value(of: right, depth: 1))
  }

  /// What conditions came to, each worked out once. One that leads back to itself is an atom.
  private struct Formulas {
    var done: [String: Condition] = [:]
    var open: Set<String> = []
  }

  /// Conditions inside of conditions, beyond which one is an atom.
  private static let conditionDepthLimit = 64

  private func formula(
    ofCondition name: String, _ formulas: inout Formulas, depth: Int
  ) -> Condition {
    if let known = formulas.done[name] { return known }
    let subject = Condition.Subject(.condition, name, in: file, outcomes: ["true", "false"])
    let atom = Condition(Condition.Literal(subject, ["true"]))
    guard let node = conditionNode(name), formulas.open.insert(name).inserted else { return atom }
    let result = formula(of: node, &formulas, depth: depth + 1) ?? atom
    formulas.open.remove(name)
    formulas.done[name] = result
    return result
  }

  /// Nil where the expression is an atom of its own.
  private func formula(
    of node: SyntaxNode, _ formulas: inout Formulas, depth: Int
  ) -> Condition? {
    guard depth < Self.conditionDepthLimit else { return nil }
    if node.isMapping, let entry = node.entry("Condition") {
      return formula(ofCondition: plainText(entry.value), &formulas, depth: depth + 1)
    }
    guard let call = IntrinsicCall(node) else { return nil }
    switch call.name {
    case "Condition":
      return formula(ofCondition: plainText(call.argument), &formulas, depth: depth + 1)
    case "Fn::Not":
      let items = Array(call.argument.items)
      guard items.count == 1 else { return nil }
      return formula(of: items[0], &formulas, depth: depth + 1)?.negated
    case "Fn::And", "Fn::Or":
      let isAnd = call.name == "Fn::And"
      var result: Condition?
      for operand in call.argument.items {
        guard let one = formula(of: operand, &formulas, depth: depth + 1) ?? atom(operand) else {
          return nil
        }
        result = result.map { isAnd ? $0.and(one) : $0.or(one) } ?? one
      }
      return result
    case "Fn::Equals":
      let items = Array(call.argument.items)
      guard items.count == 2 else { return nil }
      return equality(value(of: items[0], depth: 1), value(of: items[1], depth: 1))
    default: return nil
    }
  }

  /// An expression of which no more is known than how it is written: the same text is the same
  /// expression. Nil where the text is too long to be named.
  private func atom(_ node: SyntaxNode) -> Condition? {
    guard node.target.index == node.index, let call = IntrinsicCall(node),
      call.name == "Fn::Equals"
    else { return nil }
    let bytes = tree.text[call.argument.rangeInText]
    guard bytes.count <= 60, !bytes.contains(UInt8(ascii: "\n")), !holdsSymbol(below: call.argument)
    else { return nil }
    let subject = Condition.Subject(
      .expression, "Fn::Equals " + String(decoding: bytes, as: UTF8.self), in: file,
      outcomes: ["true", "false"])
    return Condition(Condition.Literal(subject, ["true"]))
  }

  private func holdsSymbol(below node: SyntaxNode) -> Bool {
    !tokens.entries.isEmpty && !texts(below: node, where: TokenTable.mayHoldToken).isEmpty
  }

  /// When two values are the same text; nil where that is not known.
  private func equality(_ left: Value, _ right: Value) -> Condition? {
    if case .symbol(let one) = left.form, case .symbol(let other) = right.form,
      one.source == other.source, one.expression == other.expression, one.source != .derived
    {
      return .always
    }
    if let comparison = comparison(left, right) ?? comparison(right, left) { return comparison }
    guard let left = left.possibleTexts, let right = right.possibleTexts,
      left.count * right.count <= 256
    else { return nil }
    var result = Condition.never
    for one in left {
      for other in right where PythonString.isEqual(one.text, other.text) {
        result = result.or(one.condition.and(other.condition))
      }
    }
    return result
  }
  /// When a parameter of any text is one of some texts; nil where one of the two is something else.
  private func comparison(_ parameter: Value, _ texts: Value) -> Condition? {
    guard case .symbol(let symbol) = parameter.form, symbol.subject(in: file) == nil,
      let subject = comparedTexts.subject(of: symbol, in: file), let texts = texts.possibleTexts
    else { return nil }
    var result = Condition.never
    for (text, condition) in texts {
      guard subject.outcomes.contains(text) else { return nil }
      result = result.or(condition.and(Condition(Condition.Literal(subject, [text]))))
    }
    return result
  }
}

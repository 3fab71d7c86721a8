/// When the conditions of a template hold.
extension CloudFormationTemplate {
  /// When a named condition of the template holds.
  public func formula(ofCondition name: String) -> Condition {
    if let known = knownFormulas.withLock({ $0[name] }) { return known }
    var formulas = Formulas()
    let formula = formula(ofCondition: name, &formulas, depth: 0)
    knownFormulas.withLock { $0[name] = formula }
    return formula
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
    let atom = Condition(
      Condition.Literal(
        Condition.Subject(.condition, name, in: file, outcomes: ["true", "false"]), ["true"]))
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
      return operand(items[0], &formulas, depth: depth + 1).negated
    case "Fn::And", "Fn::Or":
      let operands = call.argument.items.map { operand($0, &formulas, depth: depth + 1) }
      guard let first = operands.first else { return nil }
      return operands.dropFirst().reduce(first) {
        call.name == "Fn::And" ? $0.and($1) : $0.or($1)
      }
    case "Fn::Equals":
      let items = Array(call.argument.items)
      guard items.count == 2 else { return nil }
      return equality(value(of: items[0], depth: 1), value(of: items[1], depth: 1))
    default: return nil
    }
  }

  /// A part of an expression; what nothing is known of may hold or not.
  private func operand(
    _ node: SyntaxNode, _ formulas: inout Formulas, depth: Int
  ) -> Condition {
    formula(of: node, &formulas, depth: depth)
      ?? Condition(
        Condition.Literal(
          Condition.Subject(
            .expression, sourceText(of: node), in: file, outcomes: ["true", "false"]), ["true"]))
  }

  /// The text of an expression in one line. A long one is cut, and told apart by its place.
  private func sourceText(of node: SyntaxNode) -> String {
    let bytes = tree.text[node.target.rangeInText]
    guard !TokenTable.mayHoldToken(bytes), bytes.count <= 1 << 12 else {
      return "an expression at byte \(bytes.startIndex)"
    }
    let text = String(decoding: bytes, as: UTF8.self)
      .split { $0 == " " || $0 == "\n" || $0 == "\r\n" || $0 == "\t" }.joined(separator: " ")
    return text.count <= 80 ? text : "\(text.prefix(76))… at byte \(bytes.startIndex)"
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

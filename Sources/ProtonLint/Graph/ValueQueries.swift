/// Questions that a rule asks a value. What is not known is never answered with a guess.
extension Value {
  /// The text of a known scalar, whatever its type; nil for all else.
  public var string: String? {
    switch form {
    case .string(let text), .number(let text): text
    case .bool(let value): value ? "true" : "false"
    case .null, .list, .map, .reference, .choice, .text, .symbol, .unknown: nil
    }
  }

  /// The value of a known number.
  public var number: Double? { string.flatMap { Double($0) } }

  /// A known boolean, also one that is written as a string, as CloudFormation takes it.
  public var bool: Bool? {
    switch string {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  public var entries: [Entry] { if case .map(let entries) = form { entries } else { [] } }

  /// The values that this one can be, each with when it is: a choice gives its alternatives, all
  /// other values themselves.
  public var alternatives: [Alternative] { alternatives(depth: 0) }

  private func alternatives(depth: Int) -> [Alternative] {
    if isWrittenMap { return [Alternative(condition: .always, value: self)] }
    let form = form
    guard case .choice(let choices) = form, depth < 8 else {
      return [Alternative(condition: .always, value: settled(form))]
    }
    return choices.flatMap { choice in
      choice.value.alternatives(depth: depth + 1).compactMap { inner in
        let condition = choice.condition.and(inner.condition)
        return condition.isNever ? nil : Alternative(condition: condition, value: inner.value)
      }
    }
  }

  /// The elements of a list, each with when it is there; a single value counts as a list of one,
  /// as policies have it. Null elements are left out: CloudFormation removes them.
  public var elements: [Alternative] {
    alternatives.flatMap { alternative -> [Alternative] in
      if alternative.value.isWrittenMap { return [alternative] }
      switch alternative.value.form {
      case .null: return []
      case .list(let items):
        return items.flatMap { item in
          item.alternatives.compactMap { inner in
            if !inner.value.isWrittenMap, inner.value.isNull { return nil }
            let condition = alternative.condition.and(inner.condition)
            return condition.isNever ? nil : Alternative(condition: condition, value: inner.value)
          }
        }
      default: return [alternative]
      }
    }
  }

  /// Whether nothing at all is there: null, or `AWS::NoValue`.
  public var isNull: Bool { if case .null = form { true } else { false } }

  /// What a value can be, one by one: of a choice its alternatives, of an input with few permitted
  /// values each of them.
  public struct Outcome: Sendable {
    /// Nil where it is not known.
    public let text: String?
    /// Where it comes from: the alternative of a choice, or the input.
    public let value: Value
    public let condition: Condition
  }

  public var outcomes: [Outcome] {
    alternatives.flatMap { alternative -> [Outcome] in
      let value = alternative.value
      guard case .symbol(let symbol) = value.form, let subject = symbol.subject(in: value.span.file)
      else {
        return [Outcome(text: value.string, value: value, condition: alternative.condition)]
      }
      return subject.outcomes.compactMap { outcome in
        let condition = alternative.condition.and(Condition(Condition.Literal(subject, [outcome])))
        return condition.isNever ? nil : Outcome(text: outcome, value: value, condition: condition)
      }
    }
  }

  /// The texts that a value is known to be able to be: itself, or the permitted values of an input.
  public var possibleTexts: [(text: String, condition: Condition)]? {
    var result: [(String, Condition)] = []
    for outcome in outcomes {
      guard let text = outcome.text else { return nil }
      result.append((text, outcome.condition))
    }
    return result
  }

  /// What a text is known to end with: all of a known one, or its last part, if that is known.
  public var knownEnd: String? {
    if case .text(let parts) = form { parts.last?.string } else { string }
  }

  /// For messages: the text, or what stands for it in the source.
  public var words: String {
    switch form {
    case .string(let text), .number(let text): text
    case .bool(let value): value ? "true" : "false"
    case .null: "null"
    case .symbol(let symbol): symbol.expression
    case .reference(let reference):
      reference.attribute.map { "\(reference.logicalID).\($0)" } ?? reference.logicalID
    case .text(let parts): parts.map(\.words).joined()
    case .list: "a list"
    case .map: "a map"
    case .choice, .unknown: "…"
    }
  }
}

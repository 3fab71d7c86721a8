/// What `Fn::FindInMap` leads to.
extension CloudFormationTemplate {
  func findInMap(_ argument: SyntaxNode, depth: Int) -> Value.Form {
    let items = Array(argument.items)
    guard items.count >= 3 else { return .unknown }
    let fallback = items.dropFirst(3).first?["DefaultValue"].map { value(of: $0, depth: depth) }
    guard let name = value(of: items[0], depth: depth).string else { return .unknown }
    guard let mapping = mappings?[name] else { return fallback?.form ?? .unknown }
    return look(in: mapping, value(of: items[1], depth: depth), else: fallback) { top in
      look(in: top, value(of: items[2], depth: depth), else: fallback) { plain($0, depth: depth) }
    }
  }

  private func onlyKey(of map: SyntaxNode) -> String? {
    var entries = map.entries
    guard let first = entries.next(), entries.next() == nil, first.key.isScalar,
      !holdsSymbol(first.key), !first.key.text.hasPrefix("Fn::")
    else { return nil }
    return first.key.text
  }

  /// What a key leads to; where the schema permits a few keys, a choice between what they lead to.
  ///
  /// - Parameter fallback: The value of a key that is not there; without it, there is no deployment.
  private func look(
    in map: SyntaxNode, _ key: Value, else fallback: Value?, then: (SyntaxNode) -> Value.Form
  ) -> Value.Form {
    func found(_ key: String) -> Value? {
      map[key].map { Value(then($0), at: $0.span) } ?? fallback
    }
    if let known = key.string { return found(known)?.form ?? .unknown }
    switch key.form {
    case .symbol(let symbol):
      guard let subject = symbol.subject(in: file) else {
        // With any other key there would be no deployment.
        guard fallback == nil, map.isMapping, let only = onlyKey(of: map) else { return .unknown }
        return found(only)?.form ?? .unknown
      }
      return .choice(
        subject.outcomes.compactMap { outcome in
          found(outcome).map {
            Value.Alternative(
              condition: Condition(Condition.Literal(subject, [outcome])), value: $0)
          }
        })
    case .choice(let alternatives):
      return .choice(
        alternatives.compactMap { alternative in
          guard let known = alternative.value.string else {
            return Value.Alternative(
              condition: alternative.condition, value: Value(.unknown, at: alternative.value.span))
          }
          return found(known).map {
            Value.Alternative(condition: alternative.condition, value: $0)
          }
        })
    default: return .unknown
    }
  }
}

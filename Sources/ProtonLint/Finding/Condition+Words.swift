extension Condition {
  /// In the user's words: "`kind` is `public` and `image` is set". Nil if it always holds.
  public var words: String? {
    guard !isAlways else { return nil }
    guard !isNever else { return "never" }
    let shown = alternatives.prefix(3).map { conjunction in
      let more = conjunction.count > 8 ? ["\(conjunction.count - 8) more"] : []
      return (conjunction.prefix(8).map(\.words) + more).withoutRepeats.joined(separator: " and ")
    }.withoutRepeats
    let more = alternatives.count > 3 ? ", or in \(alternatives.count - 3) more cases" : ""
    return (isExample ? "for example when " : "when ") + shown.joined(separator: ", or ") + more
  }
}

extension [String] {
  /// Inputs of two bundles may have one name: what reads alike is said once.
  fileprivate var withoutRepeats: [String] {
    reduce(into: []) { texts, text in if !texts.contains(text) { texts.append(text) } }
  }
}

extension Condition.Literal {
  fileprivate var words: String {
    let name = subject.shortName
    switch subject.kind {
    case .value:
      return "`\(name)` is " + outcomes.map { "`\($0)`" }.joined(separator: " or ")
    case .text: return "`\(name)` \(textWords)"
    case .number: return "`\(name)` is \(numberWords)"
    case .presence:
      return "`\(name)` is \(outcomes.joined(separator: " or "))"
    case .count:
      let noun = outcomes == ["1"] ? "element" : "elements"
      return "`\(name)` has \(outcomes.joined(separator: " or ")) \(noun)"
    case .expression:
      return outcomes == ["true"] ? "`\(name)`" : "not `\(name)`"
    case .condition:
      return "condition `\(name)` \(outcomes == ["true"] ? "holds" : "does not hold")"
    }
  }
}

extension Condition.Literal {
  /// `is empty`, ``is `a` or `b` ``; where any other text will do, what it is not.
  private var textWords: String {
    let isOther = outcomes.contains(Condition.Subject.otherText)
    let named = isOther ? subject.outcomes.filter { !outcomes.contains($0) } : outcomes
    let words = named.map { $0.isEmpty ? "empty" : "`\($0)`" }
    let verb = !isOther ? "is " : words.count == 1 ? "is not " : "is neither "
    return verb + words.joined(separator: isOther ? " nor " : " or ")
  }

  /// Runs that touch are one: `at least 5`, `1 to 4`, `7`.
  private var numberWords: String {
    var runs: [[String]] = []
    var isOpen = false
    for outcome in subject.outcomes {
      let isChosen = outcomes.contains(outcome)
      if isChosen, isOpen { runs[runs.count - 1].append(outcome) }
      if isChosen, !isOpen { runs.append([outcome]) }
      isOpen = isChosen
    }
    return runs.map { run in
      let low = run.first.map { $0.prefix { $0 != "." } } ?? ""
      let high =
        run.last.map { last in
          last[(last.lastIndex(of: ".").map { last.index(after: $0) } ?? last.startIndex)...]
        } ?? ""
      if low == high { return "`\(low)`" }
      if low.isEmpty { return "at most `\(high)`" }
      return high.isEmpty ? "at least `\(low)`" : "`\(low)` to `\(high)`"
    }.joined(separator: " or ")
  }
}

extension Condition.Subject {
  /// The name without its namespace: what stands in the schema.
  fileprivate var shortName: String {
    guard kind != .expression, let dot = name.lastIndex(of: "."),
      name.utf8.allSatisfy({ $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: " ") })
    else { return name }
    return String(name[name.index(after: dot)...])
  }
}

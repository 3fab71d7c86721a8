extension Condition {
  /// In the user's words: "`kind` is `public` and `image` is set". Nil if it always holds.
  public var words: String? {
    guard !isAlways else { return nil }
    guard !isNever else { return "never" }
    let shown = alternatives.prefix(3).map { conjunction in
      let more = conjunction.count > 8 ? ["\(conjunction.count - 8) more"] : []
      return (conjunction.prefix(8).map(\.words) + more).joined(separator: " and ")
    }
    let more = alternatives.count > 3 ? ", or in \(alternatives.count - 3) more cases" : ""
    return (isExample ? "for example when " : "when ") + shown.joined(separator: ", or ") + more
  }
}

extension Condition.Literal {
  fileprivate var words: String {
    let name = subject.shortName
    switch subject.kind {
    case .value:
      return "`\(name)` is " + outcomes.map { "`\($0)`" }.joined(separator: " or ")
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

extension Condition.Subject {
  /// The name without its namespace: what stands in the schema.
  fileprivate var shortName: String {
    guard kind != .expression, let dot = name.lastIndex(of: "."),
      name.utf8.allSatisfy({ $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: " ") })
    else { return name }
    return String(name[name.index(after: dot)...])
  }
}

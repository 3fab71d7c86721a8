/// What a condition comes to: known, or decided by the outcomes of subjects, one after the other.
indirect enum Predicate: Sendable {
  case known(Bool)
  case branch(Condition.Subject, [(outcomes: [String], then: Predicate)])

  /// True for these outcomes of the subject, false for the others.
  static func atom(_ subject: Condition.Subject, _ outcomes: [String]) -> Predicate {
    let rest = subject.outcomes.filter { !outcomes.contains($0) }
    return deciding(subject, [(outcomes, .known(true)), (rest, .known(false))])
  }

  /// A branch with the outcomes of equal answers put together; the answer itself if it is one.
  static func deciding(
    _ subject: Condition.Subject, _ ways: [(outcomes: [String], then: Predicate)]
  ) -> Predicate {
    var holds: [String] = []
    var fails: [String] = []
    var open: [(outcomes: [String], then: Predicate)] = []
    for way in ways where !way.outcomes.isEmpty {
      switch way.then {
      case .known(true): holds += way.outcomes
      case .known(false): fails += way.outcomes
      case .branch: open.append(way)
      }
    }
    if open.isEmpty, fails.isEmpty { return .known(true) }
    if open.isEmpty, holds.isEmpty { return .known(false) }
    var all = open
    if !fails.isEmpty { all.insert((fails, .known(false)), at: 0) }
    if !holds.isEmpty { all.insert((holds, .known(true)), at: 0) }
    return .branch(subject, all)
  }

  /// The predicate with another one in place of an answer.
  func replacing(_ answer: Bool, with other: Predicate) -> Predicate {
    switch self {
    case .known(let value): value == answer ? other : self
    case .branch(let subject, let ways):
      .deciding(
        subject, ways.map { ($0.outcomes, $0.then.replacing(answer, with: other)) })
    }
  }

  var negated: Predicate {
    switch self {
    case .known(let value): .known(!value)
    case .branch(let subject, let ways):
      .branch(subject, ways.map { ($0.outcomes, $0.then.negated) })
    }
  }

  func and(_ other: Predicate) -> Predicate { replacing(true, with: other) }

  var answerCount: Int {
    switch self {
    case .known: 1
    case .branch(_, let ways): ways.reduce(0) { $0 + $1.then.answerCount }
    }
  }
}

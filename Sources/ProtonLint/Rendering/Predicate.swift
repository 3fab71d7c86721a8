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

  func and(_ other: Predicate) -> Predicate {
    merged(other) { $0.and($1) } ?? replacing(true, with: other)
  }

  /// Nil where the two ask different questions.
  func or(_ other: Predicate) -> Predicate? {
    switch (self, other) {
    case (.known(let value), _): value ? self : other
    case (_, .known(let value)): value ? other : self
    case (.branch, .branch): merged(other) { $0.or($1) ?? .known(false) }
    }
  }

  /// Two answers to the same question as one; nil where the questions differ, or go on.
  private func merged(
    _ other: Predicate, _ join: (Predicate, Predicate) -> Predicate
  ) -> Predicate? {
    guard case .branch(let subject, let ways) = self,
      case .branch(subject, let otherWays) = other, isAtom, other.isAtom
    else { return nil }
    return .deciding(
      subject,
      subject.outcomes.map { outcome in
        let left = ways.first { $0.outcomes.contains(outcome) }?.then ?? .known(false)
        let right = otherWays.first { $0.outcomes.contains(outcome) }?.then ?? .known(false)
        return ([outcome], join(left, right))
      })
  }

  /// Whether one question decides.
  private var isAtom: Bool {
    guard case .branch(_, let ways) = self else { return false }
    return ways.allSatisfy { if case .known = $0.then { true } else { false } }
  }

  var answerCount: Int {
    switch self {
    case .known: 1
    case .branch(_, let ways): ways.reduce(0) { $0 + $1.then.answerCount }
    }
  }
}

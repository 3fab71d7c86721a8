import Testing

@testable import ProtonLint

private let file = SourceFile.ID(index: 0)

private func subject(
  _ name: String, _ outcomes: [String], _ kind: Condition.Subject.Kind = .value
) -> Condition.Subject {
  Condition.Subject(kind, name, in: file, outcomes: outcomes)
}

private let subjects = [
  subject("s.a", ["x", "y"]), subject("s.b", ["1", "2", "3"]),
  subject("s.c", ["set", "not set"], .presence), subject("s.d", ["true", "false"], .expression),
]

/// Conditions against their truth tables.
struct ConditionTests {
  /// All assignments of outcomes to the subjects.
  private let worlds: [[String]] = subjects.reduce([[]]) { worlds, subject in
    worlds.flatMap { world in subject.outcomes.map { world + [$0] } }
  }

  private func table(_ condition: Condition) -> [Bool] {
    worlds.map { world in
      condition.alternatives.contains { conjunction in
        conjunction.allSatisfy { literal in
          zip(subjects, world).contains {
            $0 == literal.subject && literal.outcomes.contains($1)
          }
        }
      }
    }
  }

  /// A random condition and its table, which is worked out beside it.
  private func condition(
    depth: Int, _ random: inout JinjaGenerator
  ) -> (condition: Condition, table: [Bool]) {
    guard depth > 0 else {
      let number = random.number(below: subjects.count)
      let outcomes = subjects[number].outcomes.filter { _ in random.number(below: 2) == 0 }
      return (
        Condition(Condition.Literal(subjects[number], outcomes)),
        worlds.map { outcomes.contains($0[number]) }
      )
    }
    let one = condition(depth: depth - 1, &random)
    switch random.number(below: 5) {
    case 0: return (one.condition.negated, one.table.map { !$0 })
    case 1, 2:
      let other = condition(depth: depth - 1, &random)
      return (
        one.condition.and(other.condition), zip(one.table, other.table).map { $0 && $1 }
      )
    default:
      let other = condition(depth: depth - 1, &random)
      return (
        one.condition.or(other.condition), zip(one.table, other.table).map { $0 || $1 }
      )
    }
  }

  @Test func agreesWithTruthTables() {
    var random = JinjaGenerator(seed: 3)
    var always = 0
    for _ in 0..<4_000 {
      let (one, first) = condition(depth: random.number(below: 6), &random)
      let (other, second) = condition(depth: random.number(below: 4), &random)
      #expect(table(one) == first, "\(one)")
      #expect(!one.isExample)
      #expect(one.isNever == !first.contains(true), "\(one)")
      #expect(one.isAlways == !first.contains(false), "\(one)")
      #expect(
        one.implies(other) == zip(first, second).allSatisfy { !$0 || $1 }, "\(one) / \(other)")
      #expect(
        one.isCompatible(with: other) == zip(first, second).contains { $0 && $1 },
        "\(one) / \(other)")
      if one.isAlways { always += 1 }
    }
    #expect(always > 100)
  }

  @Test func readsAsWords() {
    let count = subject("s.list", ["0", "1", "2"], .count)
    let stack = subject("IsProd", ["true", "false"], .condition)
    func literal(_ subject: Condition.Subject, _ outcomes: String...) -> Condition {
      Condition(Condition.Literal(subject, outcomes))
    }
    let a = literal(subjects[0], "x")
    let table: [(Condition, String?)] = [
      (.always, nil), (.never, "never"), (a, "when `a` is `x`"),
      (a.asExample, "for example when `a` is `x`"),
      (a.or(a.negated), nil), (a.and(a.negated), "never"),
      (literal(subjects[1], "1", "3"), "when `b` is `1` or `3`"),
      (a.and(literal(subjects[2], "not set")), "when `a` is `x` and `c` is not set"),
      (a.or(literal(subjects[2], "set")), "when `a` is `x`, or `c` is set"),
      (literal(subjects[3], "false"), "when not `s.d`"),
      (literal(subjects[3], "true"), "when `s.d`"),
      (literal(count, "1"), "when `list` has 1 element"),
      (literal(count, "0", "2"), "when `list` has 0 or 2 elements"),
      (literal(stack, "true"), "when condition `IsProd` holds"),
      (literal(stack, "false").asExample, "for example when condition `IsProd` does not hold"),
      (Condition.always.asExample, nil),
    ]
    for (condition, words) in table { #expect(condition.words == words) }
    let many = (0..<20).map { Condition.Literal(subject("m\($0)", ["on", "off"]), ["on"]) }
    #expect(Condition(many).words?.hasSuffix("and 12 more") == true)
  }

  /// What grows without bound is cut, and says that it is an example.
  @Test(.timeLimit(.minutes(1))) func staysSmall() {
    let wide = (0..<200).map { subject("w\($0)", ["a", "b", "c"]) }
    var pairs = Condition.never
    for index in stride(from: 0, to: 200, by: 2) {
      pairs = pairs.or(
        Condition([
          Condition.Literal(wide[index], ["a"]), Condition.Literal(wide[index + 1], ["b"]),
        ]))
    }
    #expect(pairs.alternatives.count == Condition.limit)
    #expect(pairs.isExample)
    let clock = ContinuousClock()
    let elapsed = clock.measure {
      let negated = pairs.negated
      #expect(negated.alternatives.count <= Condition.limit)
      #expect(negated.isExample)
      #expect(pairs.and(negated).alternatives.count <= Condition.limit)
      _ = pairs.implies(negated)
      _ = pairs.isCompatible(with: negated)
    }
    #expect(elapsed < .seconds(20))
  }
}

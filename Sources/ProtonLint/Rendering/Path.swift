/// What one run through a template has decided, and what it decides next.
struct Path {
  /// One place at which a symbol decided.
  struct Decision: Hashable, Sendable {
    /// The offset of the expression that asked.
    let site: Int
    let option: Int
  }

  /// The most decisions that a path's condition names.
  private static let literalLimit = 64

  /// Options that were chosen before this run, to lead it to a new path.
  private let script: [Int]
  /// Options that no run has taken yet are taken first.
  private let covered: Set<Decision>
  private(set) var decisions: [Decision] = []
  /// How many options there were at each decision.
  private(set) var optionCounts: [Int] = []
  private var constraints: [Condition.Subject: [String]] = [:]
  /// What is assumed for a while, innermost last.
  private var assumptions: [Condition.Literal] = []

  init(script: [Int], covered: Set<Decision>) {
    self.script = script
    self.covered = covered
  }

  /// The outcomes of a subject that are left on this path.
  func outcomes(of subject: Condition.Subject) -> [String] {
    constraints[subject] ?? subject.outcomes
  }

  /// Chooses one of several groups of outcomes; where the path so far leaves only one, that one.
  /// - Returns: The index of the group; nil if none is possible.
  mutating func choose(
    _ subject: Condition.Subject, among groups: [[String]], site: Int
  ) -> Int? {
    let left = outcomes(of: subject)
    let options = groups.indices.compactMap { index -> (index: Int, outcomes: [String])? in
      let common = groups[index].filter(left.contains)
      return common.isEmpty ? nil : (index, common)
    }
    guard options.count > 1 else { return options.first?.index }
    let number = decisions.count
    var option = number < script.count ? script[number] : 0
    if number >= script.count {
      let fresh = options.indices.first { !covered.contains(Decision(site: site, option: $0)) }
      option = fresh ?? 0
    }
    option = min(option, options.count - 1)
    decisions.append(Decision(site: site, option: option))
    optionCounts.append(options.count)
    constraints[subject] = options[option].outcomes
    return options[option].index
  }

  /// Takes an assumption for a while: an inline `if` looks at each of its values under its own.
  mutating func assume(_ subject: Condition.Subject, _ outcomes: [String]) -> [String]? {
    let before = constraints[subject]
    let left = self.outcomes(of: subject).filter(outcomes.contains)
    constraints[subject] = left.isEmpty ? outcomes : left
    assumptions.append(Condition.Literal(subject, left.isEmpty ? outcomes : left))
    return before
  }

  /// Whether so much is assumed already that a further case is not told apart.
  var isDeep: Bool { assumptions.count >= 8 }

  /// Whether a condition of this path has asked whether a component is attached, or of its outputs
  /// as a whole: then single ones are there, as far as can be told.
  var hasAskedForComponent: Bool {
    constraints.keys.contains {
      $0.kind == .expression && $0.name.contains(NameFactory.componentName)
    }
  }

  /// When all that is assumed holds.
  var assumption: Condition {
    Condition(assumptions.filter { $0.outcomes.count < $0.subject.outcomes.count })
  }

  mutating func restore(_ subject: Condition.Subject, _ before: [String]?) {
    constraints[subject] = before
    if !assumptions.isEmpty { assumptions.removeLast() }
  }

  var condition: Condition {
    let literals = constraints.sorted { $0.key < $1.key }
      .filter { $0.value.count < $0.key.outcomes.count }
      .prefix(Self.literalLimit + 1).map { Condition.Literal($0.key, $0.value) }
    // So many decisions are on one path only where there are more paths than can be followed.
    guard literals.count <= Self.literalLimit else {
      return Condition(literals.dropLast(), isExample: true)
    }
    return Condition(literals)
  }
}

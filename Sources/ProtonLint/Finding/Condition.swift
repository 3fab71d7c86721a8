/// When something holds: one formula type for the paths through a Jinja template and for the
/// conditions of CloudFormation.
///
/// A disjunction of conjunctions over subjects with finitely many outcomes, always simplified, so
/// that "when `a` is `x`" and "when `a` is `y`" together are "always" where `a` has no third value.
public struct Condition: Hashable, Sendable {
  /// Something that decides: an input, the presence of an optional input, the length of a list.
  public struct Subject: Hashable, Sendable, Comparable {
    public enum Kind: Int, Hashable, Sendable {
      /// An input with these permitted values.
      case value
      /// Whether a name is there at all: `set`, `not set`.
      case presence
      /// The number of elements: `0`, `1`, `2`.
      case count
      /// An expression that holds or not: `true`, `false`.
      case expression
      /// A condition of a CloudFormation template: `true`, `false`.
      case condition
    }

    public let kind: Kind
    /// As the author wrote it: `service_instance.inputs.kind`, `IsProduction`.
    public let name: String
    /// The file that gives the name its meaning.
    public let file: SourceFile.ID
    /// All outcomes, in the order in which they were declared.
    public let outcomes: [String]

    public init(_ kind: Kind, _ name: String, in file: SourceFile.ID, outcomes: [String]) {
      self.kind = kind
      self.name = name
      self.file = file
      self.outcomes = outcomes
    }

    public static func < (left: Subject, right: Subject) -> Bool {
      let one = (left.file.index, left.name, left.kind.rawValue)
      let other = (right.file.index, right.name, right.kind.rawValue)
      return one == other
        ? left.outcomes.lexicographicallyPrecedes(right.outcomes) : one < other
    }
  }

  /// One subject with some of its outcomes.
  public struct Literal: Hashable, Sendable {
    public let subject: Subject
    /// A proper, non-empty subset of the subject's outcomes, in their order.
    public let outcomes: [String]

    public init(_ subject: Subject, _ outcomes: [String]) {
      self.subject = subject
      self.outcomes = outcomes
    }
  }

  /// Literals in order of subject, each subject once; the empty one always holds.
  public typealias Conjunction = [Literal]

  /// Sorted; none means never.
  public let alternatives: [Conjunction]
  /// Not every path was looked at: this is an example of when it holds, not all of it.
  public let isExample: Bool

  public static let always = Condition(alternatives: [[]], isExample: false)
  public static let never = Condition(alternatives: [], isExample: false)

  /// The most alternatives that are kept; beyond it the first stand for all, as examples.
  static let limit = 64
  /// Conjunctions that are compared with each other in one step.
  private static let workLimit = 256

  public init(_ literal: Literal) {
    let outcomes = literal.outcomes
    if outcomes.isEmpty {
      self = .never
    } else if outcomes.count == literal.subject.outcomes.count {
      self = .always
    } else {
      self.init(alternatives: [[literal]], isExample: false)
    }
  }

  public init(_ conjunction: Conjunction, isExample: Bool = false) {
    var result: Conjunction? = []
    for literal in conjunction { result = result.flatMap { Self.adding(literal, to: $0) } }
    self.init(alternatives: result.map { [$0] } ?? [], isExample: isExample)
  }

  private init(alternatives: [Conjunction], isExample: Bool) {
    self.alternatives = alternatives
    self.isExample = isExample
  }

  public var isAlways: Bool { alternatives.contains([]) }
  public var isNever: Bool { alternatives.isEmpty }

  /// The same, marked as an example: not every path was looked at.
  public var asExample: Condition {
    isAlways ? self : Condition(alternatives: alternatives, isExample: true)
  }

  public func or(_ other: Condition) -> Condition {
    if isAlways || other.isNever { return self }
    if other.isAlways || isNever { return other }
    return Self.simplified(
      alternatives + other.alternatives, isExample: isExample || other.isExample)
  }

  public func and(_ other: Condition) -> Condition {
    if isAlways && !isExample { return other }
    if other.isAlways && !other.isExample { return self }
    var products: [Conjunction] = []
    var isExample = isExample || other.isExample
    for left in alternatives {
      for right in other.alternatives {
        guard let product = Self.product(left, right) else { continue }
        guard products.count < Self.workLimit else {
          isExample = true
          break
        }
        products.append(product)
      }
    }
    return Self.simplified(products, isExample: isExample)
  }

  /// When this does not hold. Of a condition with very many alternatives, an example.
  public var negated: Condition {
    var result = Condition.always
    for conjunction in alternatives {
      let negation = conjunction.map { literal in
        [Literal(literal.subject, Self.rest(of: literal))]
      }
      result = result.and(Self.simplified(negation, isExample: false))
      if result.isNever { break }
    }
    return isExample ? result.asExample : result
  }

  /// Whether both can hold at once. (Of examples, what is known of them.)
  public func isCompatible(with other: Condition) -> Bool {
    alternatives.contains { left in
      other.alternatives.contains { right in Self.product(left, right) != nil }
    }
  }

  /// Whether this holds only when the other does; false where that would take too long to find out.
  public func implies(_ other: Condition) -> Bool {
    var work = Self.workLimit * 8
    return alternatives.allSatisfy { Self.covers(other.alternatives, $0, work: &work) }
  }

  private static func rest(of literal: Literal) -> [String] {
    literal.subject.outcomes.filter { !literal.outcomes.contains($0) }
  }

  /// What two conjunctions say together; nil where they contradict each other.
  private static func product(_ left: Conjunction, _ right: Conjunction) -> Conjunction? {
    var result: Conjunction = []
    result.reserveCapacity(left.count + right.count)
    var rest = right[...]
    for literal in left {
      while let first = rest.first, first.subject < literal.subject {
        result.append(first)
        rest.removeFirst()
      }
      guard let first = rest.first, first.subject == literal.subject else {
        result.append(literal)
        continue
      }
      rest.removeFirst()
      let common = literal.outcomes.filter(first.outcomes.contains)
      guard !common.isEmpty else { return nil }
      result.append(Literal(literal.subject, common))
    }
    return result + rest
  }

  /// The conjunction with one more literal; nil where they contradict each other.
  private static func adding(_ literal: Literal, to conjunction: Conjunction) -> Conjunction? {
    guard literal.outcomes.count < literal.subject.outcomes.count else { return conjunction }
    return literal.outcomes.isEmpty ? nil : product(conjunction, [literal])
  }

  /// Whether some alternative holds wherever a conjunction does: each way to fail an alternative
  /// is followed, and must end in a contradiction.
  private static func covers(
    _ alternatives: [Conjunction], _ conjunction: Conjunction, work: inout Int
  ) -> Bool {
    work -= 1
    guard work > 0 else { return false }
    // Of the alternatives that can hold here, the one that asks for the least more.
    var best: [Literal]?
    var open: [Conjunction] = []
    for alternative in alternatives {
      guard product(conjunction, alternative) != nil else { continue }
      open.append(alternative)
      let missing = alternative.filter { literal in
        !conjunction.contains {
          $0.subject == literal.subject && $0.outcomes.allSatisfy(literal.outcomes.contains)
        }
      }
      if missing.isEmpty { return true }
      if missing.count < best?.count ?? .max { best = missing }
    }
    guard let best else { return false }
    var here = conjunction
    for literal in best {
      if let failing = adding(Literal(literal.subject, rest(of: literal)), to: here),
        !covers(open, failing, work: &work)
      {
        return false
      }
      guard let next = adding(literal, to: here) else { return true }
      here = next
    }
    return true
  }

  /// Merges alternatives that differ in one subject, drops those that others cover, and literals
  /// that the other alternatives make needless.
  private static func simplified(_ conjunctions: [Conjunction], isExample: Bool) -> Condition {
    var queue = Array(Set(conjunctions))
    queue.sort(by: precedes)
    var isExample = isExample
    if queue.count > workLimit {
      queue.removeLast(queue.count - workLimit)
      isExample = true
    }
    var all: [Conjunction] = []
    var next = 0
    // Each merge makes one of two, so the queue ends.
    while next < queue.count {
      let candidate = queue[next]
      next += 1
      if let index = all.firstIndex(where: { union($0, candidate) != nil }),
        let union = union(all[index], candidate)
      {
        if union != all[index] {
          all.remove(at: index)
          queue.append(union)
        }
      } else {
        all.append(candidate)
      }
    }
    if all.count > 1, all.count <= 16 { all = reduced(all) }
    all.sort(by: precedes)
    guard all.count <= limit else {
      return Condition(alternatives: Array(all.prefix(limit)), isExample: true)
    }
    let result = Condition(alternatives: all, isExample: isExample)
    return result.isAlways ? .always : result
  }

  /// Alternatives without the literals that the others make needless: in "`a` is `x`, or `a` is
  /// `y` and `b` is set", nothing is lost without the second "`a` is `y`" where `a` has no third
  /// value.
  private static func reduced(_ conjunctions: [Conjunction]) -> [Conjunction] {
    var all = conjunctions
    var work = workLimit
    for index in all.indices {
      for literal in all[index] {
        let shorter = all[index].filter { $0 != literal }
        guard let opposite = adding(Literal(literal.subject, rest(of: literal)), to: shorter),
          covers(all, opposite, work: &work)
        else { continue }
        all[index] = shorter
      }
    }
    var kept: [Conjunction] = []
    for (index, conjunction) in all.enumerated() {
      let others = kept + all[(index + 1)...]
      if !covers(others, conjunction, work: &work) { kept.append(conjunction) }
    }
    return kept
  }

  /// One conjunction that says the same as both, if there is one.
  private static func union(_ left: Conjunction, _ right: Conjunction) -> Conjunction? {
    if left.count != right.count {
      return left.count < right.count
        ? covers(left, right) ? left : nil : covers(right, left) ? right : nil
    }
    var difference: Int?
    for index in left.indices where left[index] != right[index] {
      guard difference == nil, left[index].subject == right[index].subject else { return nil }
      difference = index
    }
    guard let difference else { return left }
    let subject = left[difference].subject
    let outcomes = subject.outcomes.filter {
      left[difference].outcomes.contains($0) || right[difference].outcomes.contains($0)
    }
    var result = left
    if outcomes.count == subject.outcomes.count {
      result.remove(at: difference)
    } else {
      result[difference] = Literal(subject, outcomes)
    }
    return result
  }

  private static func covers(_ wide: Conjunction, _ narrow: Conjunction) -> Bool {
    wide.allSatisfy { literal in
      narrow.contains {
        $0.subject == literal.subject && $0.outcomes.allSatisfy(literal.outcomes.contains)
      }
    }
  }

  /// By subjects and outcomes, a shorter one before those that it begins.
  private static func precedes(_ left: Conjunction, _ right: Conjunction) -> Bool {
    for (one, other) in zip(left, right) where one != other {
      if one.subject != other.subject { return one.subject < other.subject }
      return one.outcomes.lexicographicallyPrecedes(other.outcomes)
    }
    return left.count < right.count
  }
}

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

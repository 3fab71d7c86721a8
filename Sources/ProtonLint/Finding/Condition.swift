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
      (left.file.index, left.name, left.kind.rawValue)
        < (right.file.index, right.name, right.kind.rawValue)
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
    for left in alternatives {
      for right in other.alternatives {
        var product: Conjunction? = left
        for literal in right { product = product.flatMap { Self.adding(literal, to: $0) } }
        if let product { products.append(product) }
      }
    }
    return Self.simplified(products, isExample: isExample || other.isExample)
  }

  public var negated: Condition {
    var result = Condition.always
    for conjunction in alternatives {
      var negation = Condition.never
      for literal in conjunction {
        let rest = literal.subject.outcomes.filter { !literal.outcomes.contains($0) }
        negation = negation.or(Condition(Literal(literal.subject, rest)))
      }
      result = result.and(negation)
    }
    return result
  }

  public func isCompatible(with other: Condition) -> Bool { !and(other).isNever }

  /// Whether this holds only when the other does.
  public func implies(_ other: Condition) -> Bool { and(other.negated).isNever }

  /// The conjunction with one more literal; nil where they contradict each other.
  private static func adding(_ literal: Literal, to conjunction: Conjunction) -> Conjunction? {
    var result = conjunction
    guard let index = result.firstIndex(where: { !($0.subject < literal.subject) }) else {
      return result + [literal]
    }
    guard result[index].subject == literal.subject else {
      result.insert(literal, at: index)
      return result
    }
    let common = result[index].outcomes.filter(literal.outcomes.contains)
    guard !common.isEmpty else { return nil }
    result[index] = Literal(literal.subject, common)
    return result
  }

  /// Merges alternatives that differ in one subject, and drops those that another one covers.
  private static func simplified(_ conjunctions: [Conjunction], isExample: Bool) -> Condition {
    var all = Array(Set(conjunctions))
    all.sort(by: precedes)
    var merged = true
    while merged {
      merged = false
      search: for left in all.indices {
        for right in all.indices where right > left {
          guard let union = union(all[left], all[right]) else { continue }
          all.remove(at: right)
          all[left] = union
          merged = true
          break search
        }
      }
    }
    all.sort(by: precedes)
    guard all.count <= limit else {
      return Condition(alternatives: Array(all.prefix(limit)), isExample: true)
    }
    return Condition(alternatives: all, isExample: isExample)
  }

  /// One conjunction that says the same as both, if there is one.
  private static func union(_ left: Conjunction, _ right: Conjunction) -> Conjunction? {
    if covers(left, right) { return left }
    if covers(right, left) { return right }
    guard left.count == right.count else { return nil }
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
      conjunction.map(\.words).joined(separator: " and ")
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
    guard kind != .expression, let dot = name.lastIndex(of: ".") else { return name }
    return String(name[name.index(after: dot)...])
  }
}

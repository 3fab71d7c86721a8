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
      /// An input of any text: some texts, then ``Subject/otherText``.
      case text
      /// An input of any integer: integers and runs of them, `1..4`, in ascending order.
      case number
      /// The number of elements: `0`, `1`, `2`.
      case count
      /// An expression that holds or not: `true`, `false`.
      case expression
      /// A condition of a CloudFormation template: `true`, `false`.
      case condition
    }

    /// The outcome of a text that is none of those before it.
    static let otherText = "\u{1A}"

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
  static let workLimit = 256

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

  init(alternatives: [Conjunction], isExample: Bool) {
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

}

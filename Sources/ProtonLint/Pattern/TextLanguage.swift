/// The texts that match some patterns and not others, with lengths between bounds: what a schema
/// permits, less what a property takes. The question to it is for an example.
///
/// A text that contains a character outside of a set is one that matches `[^…]`, since a pattern
/// may match anywhere; so patterns say all that is asked.
public struct TextLanguage: Sendable {
  public private(set) var required: [Pattern]
  public private(set) var refused: [Pattern]
  /// In code points.
  public private(set) var minLength: Int
  public private(set) var maxLength: Int?

  public init(
    matching required: [Pattern] = [], notMatching refused: [Pattern] = [], minLength: Int = 0,
    maxLength: Int? = nil
  ) {
    self.required = required
    self.refused = refused
    self.minLength = max(0, minLength)
    self.maxLength = maxLength
  }

  /// Those that also match a pattern.
  public func matching(_ pattern: Pattern) -> TextLanguage {
    var result = self
    result.required.append(pattern)
    return result
  }

  /// Those that do not match a pattern.
  public func notMatching(_ pattern: Pattern) -> TextLanguage {
    var result = self
    result.refused.append(pattern)
    return result
  }

  /// Those with at least some number of code points.
  public func longer(than length: Int) -> TextLanguage {
    var result = self
    let (least, overflow) = length.addingReportingOverflow(1)
    result.minLength = max(minLength, overflow ? .max : least)
    return result
  }

  /// Whether there is a text.
  public enum Example: Hashable, Sendable {
    /// One of the shortest.
    case text(String)
    /// There is none.
    case none
    /// Finding out takes too long, or a pattern has a look-around that is not followed here.
    case unknown
  }

  public func example() -> Example {
    var budget = Self.budget
    return example(budget: &budget)
  }

  /// The same, with a number of steps to spend that may be shared among many questions.
  public func example(budget: inout Int) -> Example {
    if let maxLength, maxLength < minLength { return .none }
    var search = TextSearch(self, budget: budget)
    defer { budget = search?.budget ?? budget }
    return search?.run() ?? .unknown
  }

  private static let budget = 4_000_000
}

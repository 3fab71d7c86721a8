/// A regular expression as the `pattern` of a schema has it: the dialect of ECMA-262 without flags,
/// as OpenAPI 3.0 and JSON Schema prescribe, on code points.
///
/// A pattern is a regular language: it is compiled to automata that read a text in time linear in
/// its length, never backtracking, whatever the pattern. Look-around is part of that. What is no
/// regular language (a back-reference), and what other engines understand and ECMA-262 does not
/// (`(?i)`, `a++`), is refused as unsupported, so that nothing is said of it. `\A` and `\Z`
/// are anchors, as their authors mean them.
public struct Pattern: Sendable {
  let automata: PatternAutomata
  /// The same language as a conjunction whose parts do not look ahead, where it can be had so.
  let parts: [Part]

  struct Part: Sendable {
    let automata: PatternAutomata
    let isNegated: Bool
  }

  /// Whether the pattern is that of the text for texts of ASCII alone.
  let isForASCII: Bool

  public init(_ text: String) throws(PatternFault) {
    try self.init(text, isForASCII: false)
  }

  /// The pattern as it is for texts of ASCII, where Unicode properties stand in it; of any other text
  /// nothing is known then.
  public static func forASCII(_ text: String) throws(PatternFault) -> Pattern {
    let hasProperties = text.contains(#"\p{"#) || text.contains(#"\P{"#)
    return try Pattern(text, isForASCII: hasProperties)
  }

  private init(_ text: String, isForASCII: Bool) throws(PatternFault) {
    let node = try Self.parse(text, isForASCII: isForASCII)
    self.isForASCII = isForASCII
    automata = PatternAutomata(of: node)
    if let conjunction = node.withoutLeadingLooks {
      parts = conjunction.map {
        Part(automata: PatternAutomata(of: $0.node), isNegated: $0.isNegated)
      }
    } else {
      parts = [Part(automata: automata, isNegated: false)]
    }
  }

  /// Why a text is not taken for a pattern, if it is not; cheaper than to make one.
  public static func fault(in text: String) -> PatternFault? {
    do {
      _ = try parse(text)
      return nil
    } catch {
      return error
    }
  }

  private static func parse(
    _ text: String, isForASCII: Bool = false
  ) throws(PatternFault) -> PatternNode {
    var parser = PatternParser(text, isForASCII: isForASCII)
    let node = try parser.parse()
    guard node.size <= stateLimit else {
      throw .unsupported("a language as large as that of these repeats")
    }
    return node
  }

  /// How many states its automata have together: what a text costs at most for each character.
  public var stateCount: Int { automata.stateCount }

  /// Whether a part of the text, anywhere in it, is of the language; nil where finding out takes
  /// too long.
  public func matches(_ text: String) -> Bool? {
    var budget = Self.budget
    return matches(text, budget: &budget)
  }

  /// The same, with a number of steps to spend that may be shared among many questions. A step is
  /// one state at one character.
  public func matches(_ text: String, budget: inout Int) -> Bool? {
    if isForASCII, !text.utf8.allSatisfy({ $0 < 0x80 }) { return nil }
    var matcher = PatternMatcher(text, budget: budget)
    defer { budget = matcher.budget }
    return matcher.matches(automata)
  }

  private static let budget = 20_000_000
  /// Repeats are written out, so a short pattern may have many states.
  private static let stateLimit = 20_000
}

/// Why a text is not taken for a pattern.
public enum PatternFault: Error, Hashable, Sendable {
  /// A regular expression to nobody; the message completes "the pattern is malformed:". The offset
  /// is in bytes from the start of the text.
  case malformed(_ message: String, offset: Int)
  /// What is not understood here, as a noun: "a back-reference".
  case unsupported(_ construct: String)
}

import ProtonLint

/// Patterns of schemas, each compiled when it is first asked, and the steps that may be spent on
/// all of them together.
struct CompiledPatterns {
  private var patterns: [Span: Pattern?] = [:]
  /// A few tenths of a second: more than any schema needs, unless it was written to need more.
  private var budget = 50_000_000

  /// Whether a text matches a pattern; nil where that is not known.
  mutating func answer(_ node: SyntaxNode, to text: String) -> Bool? {
    pattern(of: node)?.matches(text, budget: &budget)
  }

  private mutating func pattern(of node: SyntaxNode) -> Pattern? {
    if let pattern = patterns[node.target.span] { return pattern }
    guard budget > 0 else { return nil }
    let pattern = try? Pattern(node.text)
    budget -= pattern?.stateCount ?? 0
    patterns[node.target.span] = .some(pattern)
    return pattern
  }
}

/// A symbol that a template prints into a scalar.
public struct PrintedSymbol: Sendable {
  public let symbol: Symbol
  /// Where it is printed.
  public let span: Span
  /// Whether YAML reads what is printed: no quotes stand around it, and no `|` before it.
  public let isPlain: Bool
  /// What stands before it in the same scalar and the same line; nil where that is not all known.
  public let lineBefore: String?
  /// What stands behind it, in the same way.
  public let lineBehind: String?

  public init(
    symbol: Symbol, span: Span, isPlain: Bool, lineBefore: String?, lineBehind: String?
  ) {
    self.symbol = symbol
    self.span = span
    self.isPlain = isPlain
    self.lineBefore = lineBefore
    self.lineBehind = lineBehind
  }

  /// Whether its line holds nothing else, a marker of a list aside.
  public var isWholeLine: Bool {
    guard let lineBefore, let lineBehind else { return false }
    return (lineBefore + lineBehind).allSatisfy { $0 == " " || $0 == "-" || $0 == "\r" }
  }
}

extension CloudFormationTemplate {
  /// The symbols that are printed below a node, keys included, in the order of the text. Aliases are
  /// not followed: what they stand for is below another node.
  public func printedSymbols(below node: SyntaxNode) -> [PrintedSymbol] {
    guard !tokens.entries.isEmpty else { return [] }
    let start = node.target.index
    return (start..<Int(tree.nodes[start].subtreeEnd)).flatMap { index -> [PrintedSymbol] in
      guard tree.nodes[index].kind == .scalar else { return [] }
      return printedSymbols(in: SyntaxNode(tree: tree, index: index))
    }
  }

  private func printedSymbols(in scalar: SyntaxNode) -> [PrintedSymbol] {
    let bytes = scalar.textBytes
    guard TokenTable.mayHoldToken(bytes) else { return [] }
    let shift = scalar.valueRangeInText.map { $0.lowerBound - bytes.startIndex }
    let parts = tokens.parts(of: bytes)
    let isPlain = scalar.style == .plain
    var found: [PrintedSymbol] = []
    for (index, (part, range)) in parts.enumerated() {
      guard case .printed(let printed) = part, !printed.symbols.isEmpty else { continue }
      let span = shift.map { tree.map.origin(of: range.lowerBound + $0..<range.upperBound + $0) }
      let before = line(in: parts[..<index].reversed().map(\.part)) { text in
        text.lastIndex(of: "\n").map { String(text[text.index(after: $0)...]) }
      }
      let behind = line(in: parts[(index + 1)...].map(\.part)) { text in
        text.firstIndex(of: "\n").map { String(text[..<$0]) }
      }
      found += printed.symbols.map {
        PrintedSymbol(
          symbol: $0, span: span ?? scalar.span, isPlain: isPlain, lineBefore: before,
          lineBehind: behind)
      }
    }
    return found
  }

  /// The text next to a place, up to where its line is cut; of several parts the first must hold
  /// that place.
  private func line(in parts: [TokenTable.Part], cut: (String) -> String?) -> String? {
    guard let first = parts.first else { return "" }
    guard case .text(let text) = first else { return nil }
    return cut(text) ?? (parts.count == 1 ? text : nil)
  }
}

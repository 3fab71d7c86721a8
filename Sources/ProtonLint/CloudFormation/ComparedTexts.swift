/// The texts that the conditions of a template compare its parameters with: what they can tell apart
/// of a parameter whose values are not limited. Two of them cannot be its value at once.
struct ComparedTexts: Sendable {
  private var texts: [String: [String]] = [:]

  /// A parameter that is compared with more than that is an atom in each comparison.
  private static let limit = 16

  init(below conditions: SyntaxNode?, _ tokens: TokenTable) {
    guard let conditions else { return }
    let tree = conditions.tree
    let start = conditions.target.index
    for index in start..<Int(tree.nodes[start].subtreeEnd) where tree.nodes[index].kind != .alias {
      guard let call = IntrinsicCall(SyntaxNode(tree: tree, index: index)),
        call.name == "Fn::Equals"
      else { continue }
      let items = Array(call.argument.items)
      guard items.count == 2 else { continue }
      add(items[0], items[1], tokens)
      add(items[1], items[0], tokens)
    }
  }

  private mutating func add(_ reference: SyntaxNode, _ literal: SyntaxNode, _ tokens: TokenTable) {
    guard let call = IntrinsicCall(reference), call.name == "Ref", call.argument.isScalar,
      literal.isScalar, literal.tag == nil, !literal.isNull,
      tokens.entries.isEmpty || !TokenTable.mayHoldToken(literal.textBytes)
    else { return }
    var text = literal.text
    if literal.style == .plain, ["true", "false"].contains(text.lowercased()) {
      text = text.lowercased()
    }
    let name = call.argument.text
    if texts[name]?.contains(text) != true { texts[name, default: []].append(text) }
  }

  /// What decides a parameter that is compared with a few texts; nil for any other.
  func subject(of symbol: Symbol, in file: SourceFile.ID) -> Condition.Subject? {
    switch symbol.source {
    case .parameter(let name), .pseudoParameter(let name):
      guard symbol.type != .list, let texts = texts[name], texts.count <= Self.limit else {
        return nil
      }
      return Condition.Subject(
        .text, name, in: file, outcomes: texts + [Condition.Subject.otherText])
    default: return nil
    }
  }
}

/// Whether two pieces of a schema say the same, whatever the order of their keys and the style of
/// their text; false where finding out takes too long.
func saysTheSame(
  _ left: SyntaxNode, _ right: SyntaxNode, but ignored: Set<String> = []
) -> Bool {
  var budget = 10_000
  return saysTheSame(left, right, but: ignored, &budget)
}

private func saysTheSame(
  _ left: SyntaxNode, _ right: SyntaxNode, but ignored: Set<String>, _ budget: inout Int
) -> Bool {
  budget -= 1
  guard budget > 0, left.kind == right.kind, left.tag == right.tag else { return false }
  switch left.kind {
  case .scalar: return left.isNull == right.isNull && isSameScalar(left, right)
  case .alias: return left.isBrokenAlias && right.isBrokenAlias
  case .sequence:
    var others = right.items
    for item in left.items {
      guard let other = others.next(), saysTheSame(item, other, but: [], &budget) else {
        return false
      }
    }
    return others.next() == nil
  case .mapping:
    let entries = left.values(but: ignored)
    let others = right.values(but: ignored)
    budget -= entries.count
    guard entries.count == others.count else { return false }
    for (key, value) in entries {
      guard let other = others[key], saysTheSame(value, other, but: ignored, &budget) else {
        return false
      }
    }
    return true
  }
}

/// Whether two scalars are the same value. Quotes make no difference: the type of the input decides
/// what the text is read as.
func isSameScalar(_ left: SyntaxNode, _ right: SyntaxNode) -> Bool {
  if left.text == right.text { return true }
  guard left.style == .plain, right.style == .plain, let one = Double(left.text),
    let other = Double(right.text)
  else { return false }
  return one == other
}

extension SyntaxNode {
  /// The values by key; the last of equal keys counts, as everywhere.
  fileprivate func values(but ignored: Set<String>) -> [String: SyntaxNode] {
    var values: [String: SyntaxNode] = [:]
    for entry in entries where !ignored.contains(entry.key.text) {
      values[entry.key.text] = entry.value
    }
    return values
  }
}

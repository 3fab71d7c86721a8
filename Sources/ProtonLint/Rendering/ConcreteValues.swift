/// The value of a node of an inputs file.
/// - Parameter identities: How many lists and dictionaries have an identity so far.
func concreteValue(
  of node: SyntaxNode, identities: inout Int, depth: Int = 0
) -> JinjaValue {
  guard depth < 64, !node.isBrokenAlias else { return .none }
  switch node.kind {
  case .sequence:
    var items: [JinjaValue] = []
    for item in node.items {
      items.append(concreteValue(of: item, identities: &identities, depth: depth + 1))
    }
    identities += 1
    return .list(JinjaList(items, identity: identities))
  case .mapping:
    var dict = JinjaDict()
    for entry in node.entries {
      dict.set(
        .text(entry.key.text),
        concreteValue(of: entry.value, identities: &identities, depth: depth + 1))
    }
    identities += 1
    dict.identity = identities
    return .dict(dict)
  case .alias: return .none
  case .scalar:
    guard node.style == .plain, node.tag == nil else { return .text(node.text) }
    let text = node.text
    switch text {
    case "", "~", "null", "Null", "NULL": return .none
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: break
    }
    if let integer = Int(text) { return .integer(integer) }
    let isNumeric = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || byte == 0x2E || byte == 0x65 || byte == 0x45 || byte == 0x2B
        || byte == 0x2D
    }
    if isNumeric, let number = Double(text) { return .float(number) }
    return .text(text)
  }
}

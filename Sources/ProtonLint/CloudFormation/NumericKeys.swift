extension CloudFormationTemplate {
  /// The keys that YAML reads as numbers, as no quotes stand around them, in the order of the text.
  public var plainNumericKeys: [SyntaxNode] {
    let nodes = tree.nodes
    return nodes.indices.compactMap { index in
      let node = nodes[index]
      // Of all scalars, keys alone have a name.
      guard node.kind == .scalar, node.name != .max, node.style == .plain, node.tag == .max else {
        return nil
      }
      let key = SyntaxNode(tree: tree, index: index)
      return isDecimal(key.textBytes) ? key : nil
    }
  }

  /// Digits with at most one point, behind a sign or none.
  private func isDecimal(_ bytes: ArraySlice<UInt8>) -> Bool {
    var digits = 0
    var points = 0
    for (position, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "."): points += 1
      case UInt8(ascii: "-") where position == 0, UInt8(ascii: "+") where position == 0: break
      default: return false
      }
    }
    return digits > 0 && points <= 1
  }
}

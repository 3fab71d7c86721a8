/// A key of a template that is no text.
public struct KeyOfOtherType: Sendable {
  public enum Kind: String, Sendable { case number, boolean, mapping, list }

  public let key: SyntaxNode
  public let kind: Kind
}

extension CloudFormationTemplate {
  /// The keys that YAML reads as something else than a text, in the order of the text.
  public var keysOfOtherTypes: [KeyOfOtherType] {
    let nodes = tree.nodes
    var found: [KeyOfOtherType] = []
    for (index, node) in nodes.enumerated() where node.kind == .mapping {
      var key = index + 1
      while key < Int(node.subtreeEnd) {
        if let kind = otherKind(of: nodes[key], at: key) {
          found.append(KeyOfOtherType(key: SyntaxNode(tree: tree, index: key), kind: kind))
        }
        let value = Int(nodes[key].subtreeEnd)
        guard value < Int(node.subtreeEnd) else { break }
        key = Int(nodes[value].subtreeEnd)
      }
    }
    return found.sorted { $0.key.index < $1.key.index }
  }

  private func otherKind(of node: SyntaxTree.Node, at index: Int) -> KeyOfOtherType.Kind? {
    switch node.kind {
    case .mapping: return isJinja(at: index) ? nil : .mapping
    case .sequence: return .list
    case .alias: return nil
    case .scalar:
      guard node.style == .plain, node.tag == .max else { return nil }
      let key = SyntaxNode(tree: tree, index: index)
      let bytes = key.textBytes
      if isDecimal(bytes) { return .number }
      return mayBeBoolean(bytes) && booleans.contains(key.text) ? .boolean : nil
    }
  }

  /// Whether a mapping as a key is `{{ … }}`, which YAML reads as two mappings.
  private func isJinja(at index: Int) -> Bool {
    let start = Int(tree.nodes[index].start)
    return start > 0 && tree.text[start] == UInt8(ascii: "{")
      && tree.text[start - 1] == UInt8(ascii: "{")
  }

  /// By its last letter, so that no text is made of most keys.
  private func mayBeBoolean(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let last = bytes.last else { return false }
    switch (bytes.count, last | 0x20) {
    case (2, UInt8(ascii: "o")), (2, UInt8(ascii: "n")), (3, UInt8(ascii: "s")),
      (3, UInt8(ascii: "f")):
      return true
    case (4, UInt8(ascii: "e")), (5, UInt8(ascii: "e")):
      return [UInt8(ascii: "t"), UInt8(ascii: "f")].contains((bytes.first ?? 0) | 0x20)
    default: return false
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

/// What YAML 1.1 reads as a boolean, but for single letters, which CloudFormation takes as texts.
private let booleans: Set<String> = [
  "FALSE", "False", "NO", "No", "OFF", "Off", "ON", "On", "TRUE", "True", "YES", "Yes", "false",
  "no", "off", "on", "true", "yes",
]

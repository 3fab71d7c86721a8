/// A tree as text, one line a node: depth as indentation, kind, tag, style, offsets, value.
///
/// For people, and for comparing trees with those of other implementations. Offsets are bytes of
/// the text that was parsed. An alias names the line of what it stands for, counted from 0.
package func dump(_ tree: SyntaxTree) -> String {
  var output = ""
  var ends: [UInt32] = []
  for (index, node) in tree.nodes.enumerated() {
    while let end = ends.last, index >= end { ends.removeLast() }
    output += String(repeating: "  ", count: ends.count)
    ends.append(node.subtreeEnd)

    output += "\(node.kind)"
    if node.tag != .max { output += " " + tree.names[node.tag] }
    if node.kind == .scalar { output += " \(node.style)" }
    output += " \(node.start)..<\(node.end)"
    switch node.kind {
    case .scalar:
      output += " \"" + escaped(SyntaxNode(tree: tree, index: index).text) + "\""
    case .alias:
      output += node.isBroken ? " broken" : " -> \(node.target)"
    case .sequence, .mapping: break
    }
    output += "\n"
  }
  return output
}

/// Escapes as in a Swift literal; private-use characters too, since nobody sees them.
private func escaped(_ text: String) -> String {
  var output = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": output += "\\\""
    case "\\": output += "\\\\"
    case "\n": output += "\\n"
    case "\r": output += "\\r"
    case "\t": output += "\\t"
    case "\0"..<" ", "\u{7F}"..<"\u{A0}", "\u{2028}"..."\u{2029}", "\u{E000}"..."\u{F8FF}",
      "\u{FEFF}":
      output += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    default: output.unicodeScalars.append(scalar)
    }
  }
  return output
}

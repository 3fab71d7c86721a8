/// What the nodes of a template come to.
extension CloudFormationTemplate {
  /// Functions inside of functions, beyond which nothing is known.
  private static let depthLimit = 48

  func evaluate(_ node: SyntaxNode, depth: Int) -> Value.Form {
    guard depth < Self.depthLimit, !node.isBrokenAlias else { return .unknown }
    if let call = IntrinsicCall(node) { return apply(call, node, depth: depth + 1) }
    return plain(node, depth: depth)
  }

  func value(of node: SyntaxNode, depth: Int) -> Value {
    Value(node, in: self, depth: depth)
  }

  /// The value of a node without its tag.
  func plain(_ node: SyntaxNode, depth: Int) -> Value.Form {
    let target = node.target
    switch target.kind {
    case .sequence: return .list(target.items.map { value(of: $0, depth: depth) })
    case .mapping:
      return .map(
        target.entries.map { entry in
          Value.Entry(
            key: tokens.displayText(of: entry.key), keySpan: entry.key.span,
            value: value(of: entry.value, depth: depth))
        })
    case .scalar: return scalar(target)
    case .alias: return .unknown
    }
  }

  private func scalar(_ node: SyntaxNode) -> Value.Form {
    let bytes = node.textBytes
    if !tokens.entries.isEmpty, TokenTable.mayHoldToken(bytes) {
      let form = joined(parts(of: bytes, in: node), at: node.span)
      return node.style == .plain && node.tag == nil ? resolved(form) : form
    }
    if let tag = node.tag, tag != "!!str" { if IntrinsicCall(node) == nil { return .unknown } }
    guard node.style == .plain, node.tag == nil else { return .string(node.text) }
    return plainScalar(node.text)
  }

  private func plainScalar(_ text: String) -> Value.Form {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: return isNumber(text) ? .number(text) : .string(text)
    }
  }

  /// The alternatives of an unquoted choice as YAML reads each of them: `{{ x | default('') }}`
  /// leaves nothing, which is null.
  private func resolved(_ form: Value.Form) -> Value.Form {
    guard case .choice(let alternatives) = form else { return form }
    return .choice(
      alternatives.map { alternative in
        guard case .string(let text) = alternative.value.form else { return alternative }
        return Value.Alternative(
          condition: alternative.condition,
          value: Value(plainScalar(text), at: alternative.value.span))
      })
  }

  private func isNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first,
      (0x30...0x39).contains(first) || first == 0x2D || first == 0x2B || first == 0x2E
    else { return false }
    // `-inf` and `+nan` are numbers to Swift alone.
    return Double(text)?.isFinite == true && !text.utf8.contains(UInt8(ascii: "p"))
  }
}

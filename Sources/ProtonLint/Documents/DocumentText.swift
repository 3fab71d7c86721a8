/// A document that a template holds as a text, such as a policy in JSON.
public struct DocumentText: Sendable {
  public let bytes: [UInt8]
  /// Where each byte stands in the template; all of them in one place where functions made the text.
  let map: SourceMap
  /// Whether a part of it is not known: `${…}`, or what an expression prints.
  public let hasSubstitutions: Bool
  /// When it is this text.
  public let condition: Condition

  public var json: SyntaxTree { parseJSON(bytes, map: map) }

  /// JSON by its own grammar, and anything else as YAML.
  public var jsonOrYAML: SyntaxTree { isObject ? json : parseYAML(bytes, map: map) }

  /// Whether it begins as an object of JSON does.
  public var isObject: Bool { bytes.first { !isSpace($0) } == UInt8(ascii: "{") }

  /// Whether `${` stands in it, for whoever reads the text to replace.
  public var holdsSubstitution: Bool { contains("${", in: bytes) }
}

extension CloudFormationTemplate {
  /// The texts that a node is, as far as they are known: a text, that of `Fn::Sub`, what other
  /// functions come to, and either branch of `Fn::If`.
  public func documentTexts(_ node: SyntaxNode) -> [DocumentText] {
    documentTexts(node, when: .always, depth: 0)
  }

  private func documentTexts(
    _ node: SyntaxNode, when condition: Condition, depth: Int
  ) -> [DocumentText] {
    guard depth < 8, !condition.isNever, !node.isBrokenAlias else { return [] }
    guard let call = IntrinsicCall(node) else {
      guard node.isScalar, node.tag == nil || node.tag == "!!str", !node.isNull else { return [] }
      return text(of: node, isSub: false, when: condition)
    }
    switch call.name {
    case "Fn::If":
      guard let branches = branches(of: call) else { return [] }
      return branches.all.flatMap { branch, chosen in
        documentTexts(branch, when: condition.and(chosen), depth: depth + 1)
      }
    case "Fn::Sub":
      let argument = call.argument
      let text = argument.isSequence ? argument.items.first { _ in true } : argument
      guard let text, text.isScalar else { return [] }
      return self.text(of: text, isSub: true, when: condition)
    default:
      guard let text = value(of: node).string else { return [] }
      let piece = SourceMap.Piece(start: 0, origin: node.span, isVerbatim: false)
      return [
        DocumentText(
          bytes: Array(text.utf8), map: SourceMap(file: file, pieces: [piece]),
          hasSubstitutions: false, condition: condition)
      ]
    }
  }

  private func text(
    of node: SyntaxNode, isSub: Bool, when condition: Condition
  ) -> [DocumentText] {
    let bytes = node.textBytes
    guard !contains("{{resolve:", in: bytes) else { return [] }
    return [
      DocumentText(
        bytes: Array(bytes), map: ScalarPlaces(node).map,
        hasSubstitutions: isSub && contains("${", in: bytes) || holdsSymbol(node),
        condition: condition)
    ]
  }

  /// This template with a document of it in the place of its own tree, so that the document is
  /// read as templates are.
  func holding(_ document: SyntaxTree) -> CloudFormationTemplate {
    CloudFormationTemplate(
      tree: document, tokens: tokens, file: file, bundle: bundle, role: role,
      condition: condition, number: number)
  }
}

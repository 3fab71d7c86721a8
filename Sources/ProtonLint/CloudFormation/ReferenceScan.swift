/// A use of a name in a template: `!Ref Name`, `!GetAtt Name.Attribute`, `${Name}`, `DependsOn`.
public struct NameUse: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case ref = "Ref"
    case getAtt = "Fn::GetAtt"
    case sub = "Fn::Sub"
    case dependsOn = "DependsOn"
  }

  public let kind: Kind
  public let name: String
  public let attribute: String?
  public let span: Span
}

extension CloudFormationTemplate {
  /// All uses of names below a node, in the order of the text. Aliases are not followed: what they
  /// stand for is below another node.
  public func nameUses(below node: SyntaxNode) -> [NameUse] {
    var uses: [NameUse] = []
    let end = Int(tree.nodes[node.target.index].subtreeEnd)
    for index in node.target.index..<end {
      let candidate = SyntaxNode(tree: tree, index: index)
      guard tree.nodes[index].kind != .alias, tree.nodes[index].tag != .max || candidate.isMapping,
        let call = IntrinsicCall(candidate)
      else { continue }
      collect(call, into: &uses)
    }
    return uses
  }

  private func collect(_ call: IntrinsicCall, into uses: inout [NameUse]) {
    let argument = call.argument
    switch call.name {
    case "Ref":
      guard argument.isScalar, !holdsToken(argument) else { return }
      uses.append(
        NameUse(kind: .ref, name: argument.text, attribute: nil, span: argument.contentSpan))
    case "Fn::GetAtt":
      guard !holdsToken(argument), let (name, attribute) = attributeParts(argument) else { return }
      let first = argument.isSequence ? Array(argument.items)[0] : argument
      guard !holdsToken(first) else { return }
      uses.append(
        NameUse(kind: .getAtt, name: name, attribute: attribute, span: first.contentSpan))
    case "Fn::Sub":
      var template = argument
      var variables: SyntaxNode?
      if argument.isSequence {
        let items = Array(argument.items)
        guard let first = items.first else { return }
        template = first
        variables = items.dropFirst().first
      }
      guard template.isScalar else { return }
      let bytes = template.textBytes
      let shift = template.valueRangeInText.map { $0.lowerBound - bytes.startIndex }
      for part in substitutionParts(bytes) {
        guard case .variable(let text) = part.kind, variables?.entry(text) == nil,
          !TokenTable.mayHoldToken(bytes[part.range])
        else { continue }
        let dot = text.firstIndex(of: ".")
        let span = shift.map {
          tree.map.origin(of: part.range.lowerBound + $0..<part.range.upperBound + $0)
        }
        uses.append(
          NameUse(
            kind: .sub, name: dot.map { String(text[..<$0]) } ?? text,
            attribute: dot.map { String(text[text.index(after: $0)...]) },
            span: span ?? template.span))
      }
    default: break
    }
  }

  private func holdsToken(_ node: SyntaxNode) -> Bool {
    !tokens.entries.isEmpty && TokenTable.mayHoldToken(node.textBytes)
  }

  /// The names under `DependsOn` of a resource.
  public func dependencies(of resource: SyntaxNode) -> [NameUse] {
    guard let node = resource["DependsOn"] else { return [] }
    let names = node.isSequence ? Array(node.items) : [node]
    return names.filter { $0.isScalar && !holdsToken($0) }.map {
      NameUse(kind: .dependsOn, name: $0.text, attribute: nil, span: $0.contentSpan)
    }
  }
}

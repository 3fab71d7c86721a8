import ProtonLint

extension Rule {
  public static let outputNotText = Rule(
    id: "output-not-text",
    category: .structure,
    severity: .error,
    finds: "an output or the name of an export that is a list or a mapping",
    why: """
      The value of an output and the name of an export are texts: "Every Value member must be a \
      string". A list of subnets or zones has to be joined first.
      """,
    fix: "Use `!Join [',', …]` for a list, or `!Select` for one of its elements.",
    source: userGuide + "outputs-section-structure.html",
    aliases: ["E6101", "E6102"],
    examples: [
      .flagged(
        "lists, by several functions",
        """
        Parameters:
          Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'}
        Mappings:
          Ports:
            web: {All: [80, 443]}
        Conditions:
          IsLarge: !Equals [!Ref AWS::Region, us-east-1]
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        Outputs:
          Literal: {Value: «[a, b]»}
          Zones: {Value: !GetAZs «''»}
          Subnets: {Value: !If [IsLarge, !Ref «Subnets», none]}
          Ports: {Value: !FindInMap «[Ports, web, All]»}
          Name:
            Value: text
            Export: {Name: !Split «[',', 'a,b']»}
        """),
      .clean(
        "joined and selected",
        """
        Parameters:
          Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        Outputs:
          Subnets: {Value: !Join [',', !Ref Subnets]}
          Zone: {Value: !Select [0, !GetAZs '']}
          Count: {Value: 3, Export: {Name: !Sub '${AWS::StackName}-count'}}
        """),
    ],
    check: .template { template, _ in
      template.writtenEntries(of: "Outputs").flatMap { entry -> [Problem] in
        let places = [("Value", entry.value["Value"]), ("Name", entry.value["Export"]?["Name"])]
        return places.flatMap { name, node -> [Problem] in
          guard let node else { return [] }
          return lists(in: node, of: template, depth: 0).map { place in
            Problem(
              "`\(name)` is \(place.kind), and must be a text", at: Label(place.span),
              help: place.kind == "a list" ? "join it: `!Join [',', …]`" : nil,
              when: place.condition, evidence: "\(entry.key.text) \(name)")
          }
        }
      }
    }
  )
}

private struct ListPlace {
  let kind: String
  let span: Span
  let condition: Condition
}

/// Where a value is surely no text, with when it is that value.
private func lists(
  in node: SyntaxNode, of template: CloudFormationTemplate, depth: Int
) -> [ListPlace] {
  guard depth < 16, !node.isBrokenAlias else { return [] }
  guard let call = IntrinsicCall(node) else {
    if node.tag != nil || node.isScalar || node.entries.contains(where: isUnknownFunction) {
      return []
    }
    let kind = node.isSequence ? "a list" : "a mapping"
    return [ListPlace(kind: kind, span: node.span, condition: .always)]
  }
  let isList: Bool
  switch call.name {
  case "Fn::If":
    guard let branches = template.branches(of: call) else { return [] }
    return branches.all.flatMap { branch, condition in
      lists(in: branch, of: template, depth: depth + 1).compactMap { place in
        let both = condition.and(place.condition)
        return both.isNever ? nil : ListPlace(kind: place.kind, span: place.span, condition: both)
      }
    }
  case "Fn::GetAZs", "Fn::Split", "Fn::Cidr", "Ref":
    isList = template.resultKinds(of: call) == .list
  case "Fn::FindInMap":
    if case .list = template.value(of: node).form { isList = true } else { isList = false }
  default: isList = false
  }
  return isList ? [ListPlace(kind: "a list", span: node.span, condition: .always)] : []
}

/// A key that only a macro or a newer CloudFormation understands.
private func isUnknownFunction(_ entry: SyntaxNode.Entry) -> Bool {
  entry.key.text.hasPrefix("Fn::") || entry.key.text == "<<"
}

import ProtonLint

extension Rule {
  public static let attributeNotText = Rule(
    id: "attribute-not-text",
    category: .functions,
    severity: .error,
    finds:
      "an attribute that is a number, a boolean or a list where CloudFormation takes texts alone",
    why: """
      `Fn::GetAtt` gives a value as the service has it. In an output, in `Fn::Sub` and among the \
      texts of `Fn::Join` CloudFormation takes no other than texts: "Every Value member must be a \
      string".
      """,
    fix: "Take another attribute, or say what the value is where the resource gets it.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html",
    aliases: ["E6101", "E1019"],
    examples: [
      .flagged(
        "the number of instances of a reservation, given out and joined into texts",
        """
        Resources:
          Reserved:
            Type: AWS::EC2::CapacityReservation
            Properties:
              AvailabilityZone: !Select [0, !GetAZs '']
              InstanceCount: 1
              InstanceType: t3.micro
              InstancePlatform: Linux/UNIX
        Outputs:
          Count:
            Value: !GetAtt «Reserved.InstanceCount»
          Words:
            Value: !Sub «${Reserved.InstanceCount}» instances
          Joined:
            Value: !Join ['', [!GetAtt «Reserved.InstanceCount», ' instances']]
        """),
      .clean(
        "attributes that are texts",
        """
        Resources:
          Reserved:
            Type: AWS::EC2::CapacityReservation
            Properties:
              AvailabilityZone: !Select [0, !GetAZs '']
              InstanceCount: 1
              InstanceType: t3.micro
              InstancePlatform: Linux/UNIX
        Outputs:
          Id:
            Value: !GetAtt Reserved.Id
          Words:
            Value: !Sub ${Reserved.Id} in ${Reserved.AvailabilityZone}
        """),
    ],
    check: .template { template, model in
      let outputs = template.outputs.compactMap { output -> IntrinsicCall? in
        guard let value = output.node["Value"], let call = IntrinsicCall(value) else { return nil }
        return call.name == "Fn::GetAtt" ? call : nil
      }
      guard let root = template.tree.root else { return [] }
      let uses = template.nameUses(of: outputs + template.callsInTexts(below: root))
      return uses.compactMap { use in
        guard let attribute = use.attribute, !attribute.isEmpty,
          let type = template.type(ofResource: use.name, in: model.resourceTypes),
          let schema = type.attribute(named: attribute)
        else { return nil }
        let kinds = model.resourceTypes.kinds(of: schema)
        guard !kinds.isEmpty, !kinds.contains(.string) else { return nil }
        return Problem(
          "`\(use.name).\(attribute)` is \(kinds.words), and must be a text here",
          at: Label(use.span), evidence: "\(use.name).\(attribute)")
      }
    }
  )
}

extension CloudFormationTemplate {
  /// The calls that give a part of a text: `Fn::Sub` itself, what its variables are, and what
  /// `Fn::Join` joins.
  fileprivate func callsInTexts(below node: SyntaxNode) -> [IntrinsicCall] {
    calls(below: node).flatMap { call -> [IntrinsicCall] in
      let items = Array(call.argument.items)
      switch call.name {
      case "Fn::Sub":
        let variables = items.count == 2 ? items[1].entries.map(\.value) : []
        return [call] + variables.compactMap(attributeCall)
      case "Fn::Join":
        guard items.count == 2, IntrinsicCall(items[1]) == nil else { return [] }
        return items[1].items.compactMap(attributeCall)
      default: return []
      }
    }
  }

  private func attributeCall(_ node: SyntaxNode) -> IntrinsicCall? {
    IntrinsicCall(node).flatMap { $0.name == "Fn::GetAtt" ? $0 : nil }
  }
}

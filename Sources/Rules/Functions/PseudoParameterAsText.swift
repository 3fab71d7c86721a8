import ProtonLint

extension Rule {
  public static let pseudoParameterAsText = Rule(
    id: "pseudo-parameter-as-text",
    category: .functions,
    severity: .warning,
    finds: "the name of a pseudo parameter where its value is meant",
    why: """
      Without `Ref` the property gets the letters `AWS::Region`. `AWS::NoValue` as a text does not \
      take the property out either.
      """,
    fix: "Put `!Ref` in front of the name.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html",
    aliases: ["W1054"],
    examples: [
      .flagged(
        "without Ref",
        """
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: «AWS::StackName»
              DisplayName: !Join ['-', ['«AWS::Region»', a]]
        """),
      .clean(
        "with Ref",
        """
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: !Ref AWS::StackName
              DisplayName: {Ref: AWS::Region}
              KmsMasterKeyId: in AWS::Region
        """),
    ],
    check: .template { template, _ in
      guard template.isWhole, template.declaresAllSections else { return [] }
      let values =
        template.resources.compactMap { $0.node["Properties"] }
        + template.outputs.compactMap { $0.node["Value"] }
      return values.flatMap { value in
        template.texts(below: value, where: mayBePseudoParameter).compactMap { node, text in
          guard pseudoParameters.contains(text), !template.isReferred(node) else { return nil }
          return Problem(
            "`\(text)` stands here as text: `Ref` is missing", at: Label(node.contentSpan),
            help: "write `!Ref \(text)`", evidence: text)
        }
      }
    }
  )
}

private func mayBePseudoParameter(_ bytes: ArraySlice<UInt8>) -> Bool {
  (11...21).contains(bytes.count) && bytes.starts(with: "AWS::".utf8)
}

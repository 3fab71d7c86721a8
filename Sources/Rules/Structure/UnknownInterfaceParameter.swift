import ProtonLint

extension Rule {
  public static let unknownInterfaceParameter = Rule(
    id: "unknown-interface-parameter",
    category: .structure,
    severity: .warning,
    finds: "a parameter in the metadata for the console that the template does not declare",
    why: """
      A group or a label of a parameter that does not exist is shown to nobody; where its name is \
      misspelt, the parameter that was meant stands among "Other parameters".
      """,
    fix: "Correct the name, or take it out.",
    source: userGuide + "aws-resource-cloudformation-interface.html",
    aliases: ["W4001"],
    examples: [
      .flagged(
        "a misspelt name, in a group and as a label",
        """
        Metadata:
          AWS::CloudFormation::Interface:
            ParameterLabels:
              «Sise»: {default: How large}
            ParameterGroups:
              - Parameters: [Size, «Sise»]
        Parameters:
          Size: {Type: Number}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "the declared name",
        """
        Metadata:
          AWS::CloudFormation::Interface:
            ParameterGroups:
              - Parameters: [Size]
        Parameters:
          Size: {Type: Number}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .template { template, _ in
      guard template.isReadAsWritten, let interface = template.interface?.value else { return [] }
      let labels = interface["ParameterLabels"].map { $0.entries.map(\.key) } ?? []
      let groups = interface["ParameterGroups"].map { Array($0.items) } ?? []
      let members = groups.flatMap { $0["Parameters"].map { Array($0.items) } ?? [] }
      let isOpen = template.parameters.contains { template.holdsSymbol($0.key) }
      return (labels + members).compactMap { name in
        guard !isOpen, name.isScalar, !name.isNull, !template.holdsSymbol(name),
          template.parameter(name.text) == nil
        else { return nil }
        return Problem(
          "no parameter is named `\(name.text)`", at: Label(name.contentSpan),
          help: closestName(to: name.text, among: template.parameters.map(\.name)).map {
            "did you mean `\($0)`?"
          }, evidence: name.text)
      }
    }
  )
}

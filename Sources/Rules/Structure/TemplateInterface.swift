import ProtonLint

extension Rule {
  public static let malformedInterface = Rule(
    id: "malformed-interface",
    category: .structure,
    severity: .warning,
    finds: "metadata for the console that it cannot read",
    why: """
      `AWS::CloudFormation::Interface` groups and names the parameters of a template where someone \
      fills them in. The console ignores what is not of its form, and shows the parameters in the \
      order of their names, without a word.
      """,
    fix: "Write `ParameterGroups` as a list of `Label` and `Parameters`, labels as `{default: …}`.",
    source: userGuide + "aws-resource-cloudformation-interface.html",
    aliases: ["E4001"],
    examples: [
      .flagged(
        "a misspelt key, and a label that is a text",
        """
        Metadata:
          AWS::CloudFormation::Interface:
            «ParametersGroups»: []
            ParameterLabels:
              Size: «How large»
            ParameterGroups:
              - Label: {«Default»: Sizes}
                Parameters: «Size»
        Parameters:
          Size: {Type: Number}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "a group and a label",
        """
        Metadata:
          AWS::CloudFormation::Interface:
            ParameterLabels:
              Size: {default: How large}
            ParameterGroups:
              - Label: {default: Sizes}
                Parameters: [Size]
        Parameters:
          Size: {Type: Number}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .template { template, _ in
      guard let entry = template.interface else { return [] }
      return template.faults(
        of: entry.value, under: entry.key, as: interfaceShape, functions: .refused
      ).map { $0.problem(of: "the interface") }
    }
  )

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

extension CloudFormationTemplate {
  fileprivate var interface: SyntaxNode.Entry? {
    isWhole ? tree.root?["Metadata"]?.entry("AWS::CloudFormation::Interface") : nil
  }
}

/// Source: "AWS::CloudFormation::Interface" in the CloudFormation user guide.
private let interfaceShape = NodeShape.map(
  .optional(
    "ParameterGroups",
    .list(.map(.optional("Label", label), .optional("Parameters", .list(.text))))),
  .optional("ParameterLabels", .map(of: label)))

private let label = NodeShape.map(.optional("default", .text))

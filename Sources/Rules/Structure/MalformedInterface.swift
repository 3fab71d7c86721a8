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
}

/// Source: "AWS::CloudFormation::Interface" in the CloudFormation user guide.
private let interfaceShape = NodeShape.map(
  .optional(
    "ParameterGroups",
    .list(.map(.optional("Label", label), .optional("Parameters", .list(.text))))),
  .optional("ParameterLabels", .map(of: label)))

private let label = NodeShape.map(.optional("default", .text))

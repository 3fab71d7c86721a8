import ProtonLint

extension Rule {
  public static let serverlessWithoutTransform = Rule(
    id: "serverless-without-transform",
    category: .structure,
    severity: .error,
    finds: "a resource of SAM in a template without SAM's transform",
    why: """
      CloudFormation knows no `AWS::Serverless` types by itself and refuses the template: \
      "Unrecognized resource types".
      """,
    fix: "Put `Transform: AWS::Serverless-2016-10-31` at the top of the template.",
    source:
      "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy.html",
    aliases: ["E3038"],
    examples: [
      .flagged(
        "a table of SAM in a plain template",
        """
        Resources:
          Table:
            Type: «AWS::Serverless::SimpleTable»
        """),
      .clean(
        "the same with the transform",
        """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Table:
            Type: AWS::Serverless::SimpleTable
        """),
    ],
    check: .template { template, _ in
      // Another macro may put the transform in, or take the resource out.
      guard template.declaresAllSections,
        !template.transforms.contains(where: { $0.hasPrefix("AWS::Serverless-") })
      else { return [] }
      return template.resources.compactMap { resource in
        guard let type = resource.node["Type"], type.isScalar, type.tag == nil,
          type.text.hasPrefix("AWS::Serverless::"), !template.holdsSymbol(type)
        else { return nil }
        return Problem(
          "`\(type.text)` needs `Transform: AWS::Serverless-2016-10-31`",
          at: Label(type.contentSpan), evidence: resource.name)
      }
    }
  )
}

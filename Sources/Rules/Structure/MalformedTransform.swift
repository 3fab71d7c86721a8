import ProtonLint

extension Rule {
  public static let malformedTransform = Rule(
    id: "malformed-transform",
    category: .structure,
    severity: .error,
    finds: "a `Transform` that names no macro",
    why: """
      `Transform` takes the name of a macro, a mapping with `Name` and `Parameters`, or a list of \
      both. CloudFormation refuses a template with anything else, and evaluates no function there.
      """,
    fix: "Write the name of the macro, or `{Name: …, Parameters: {…}}`.",
    source: userGuide + "transform-section-structure.html",
    aliases: ["E1005"],
    examples: [
      .flagged(
        "a key that is none, without a name",
        """
        «Transform»:
          «Macro»: AWS::Include
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "names, and a macro with parameters",
        """
        Transform:
          - AWS::Serverless-2016-10-31
          - Name: AWS::Include
            Parameters: {Location: s3://bucket/more.yaml}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .template { template, _ in
      guard template.isWhole, let entry = template.tree.root?.entry("Transform") else { return [] }
      let transforms = entry.value.isSequence ? Array(entry.value.items) : [entry.value]
      return transforms.flatMap { transform -> [ShapeFault] in
        let shape = transform.isMapping ? TemplateAttributes.transform : .text
        return template.faults(of: transform, under: entry.key, as: shape, functions: .refused)
      }.map { $0.problem(of: "`Transform`") }
    }
  )
}

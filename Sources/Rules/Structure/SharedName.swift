import ProtonLint

extension Rule {
  public static let sharedName = Rule(
    id: "shared-name",
    category: .structure,
    severity: .error,
    finds: "a resource with the name of a parameter",
    why: """
      `Ref` names a resource or a parameter, and must not be able to mean both: the names of both \
      together are unique in a template, and CloudFormation refuses one where they are not.
      """,
    fix: "Rename one of the two, and its uses.",
    source: userGuide + "resources-section-structure.html",
    aliases: ["E3007"],
    examples: [
      .flagged(
        "a queue and its name",
        """
        Parameters:
          Queue: {Type: String}
        Resources:
          «Queue»:
            Type: AWS::SQS::Queue
            Properties: {QueueName: !Ref Queue}
        """),
      .clean(
        "a name that an output shares",
        """
        Parameters:
          QueueName: {Type: String}
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties: {QueueName: !Ref QueueName}
        Outputs:
          QueueName: {Value: !Ref QueueName}
        """),
    ],
    check: .template { template, _ in
      guard template.isReadAsWritten else { return [] }
      return template.resources.compactMap { resource in
        guard !template.holdsSymbol(resource.key),
          let parameter = template.parameter(resource.name),
          !template.holdsSymbol(parameter.key)
        else { return nil }
        return Problem(
          "`\(resource.name)` is the name of a parameter as well",
          at: Label(resource.key.contentSpan),
          related: [Label(parameter.key.contentSpan, "the parameter")], evidence: resource.name)
      }
    }
  )
}

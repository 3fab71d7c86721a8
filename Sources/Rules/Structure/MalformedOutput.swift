import ProtonLint

extension Rule {
  public static let malformedOutput = Rule(
    id: "malformed-output",
    category: .structure,
    severity: .error,
    finds: "an output with an attribute that outputs do not have, or without its value",
    why: """
      An output has a `Value` and may have `Description`, `Export` and `Condition`; an export has a \
      `Name`. CloudFormation refuses a template with anything else in these places.
      """,
    fix: "Correct the attribute.",
    source: userGuide + "outputs-section-structure.html",
    aliases: ["E6001", "E6002", "E6003", "E6005"],
    examples: [
      .flagged(
        "no value, a misspelt attribute, and an export without its name",
        """
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        Outputs:
          «Url»: {Description: The queue}
          Arn:
            Value: !GetAtt Queue.Arn
            «ExportName»: queue-arn
          Name:
            Value: !GetAtt Queue.QueueName
            Export: «queue-name»
            Description: !Sub «'The name of ${Queue}'»
          Text: !Ref «Queue»
        """),
      .clean(
        "every attribute",
        """
        Conditions:
          IsLarge: !Equals [!Ref AWS::Region, us-east-1]
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        Outputs:
          Url:
            Description: The queue
            Condition: IsLarge
            Value: !Ref Queue
            Export: {Name: !Sub '${AWS::StackName}-url'}
        """),
    ],
    check: .template { template, _ in
      template.writtenEntries(of: "Outputs").flatMap { entry in
        template.faults(
          of: entry.value, under: entry.key, as: TemplateAttributes.output, functions: .refused
        ).map { $0.problem(of: $0.path.isEmpty ? "output `\(entry.key.text)`" : "an output") }
      }
    }
  )
}

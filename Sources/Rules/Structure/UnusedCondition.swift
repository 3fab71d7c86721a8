import ProtonLint

extension Rule {
  public static let unusedCondition = Rule(
    id: "unused-condition",
    category: .structure,
    severity: .warning,
    finds: "a condition that nothing asks for",
    why: """
      A condition decides nothing until a resource, an output or an `Fn::If` names it. One that is \
      left over misleads; one that should be asked for lets a resource be made that was not meant.
      """,
    fix: "Use the condition, or remove it.",
    source: userGuide + "conditions-section-structure.html",
    aliases: ["W8001"],
    examples: [
      .flagged(
        "a condition that is left over",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          «IsLive»: !Equals [!Ref Stage, live]
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "every way to use one",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          IsLive: !Equals [!Ref Stage, live]
          IsTest: !Not [!Condition IsLive]
          IsOther: {Fn::Not: [{Condition: IsTest}]}
          IsMore: !Equals [!Ref Stage, more]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Condition: IsOther
            Properties: {QueueName: !If [IsMore, more, less]}
        """),
    ],
    check: .template { template, _ in
      guard !template.conditions.isEmpty, let uses = TemplateUses(of: template) else { return [] }
      return uses.unused(template.conditions.map(\.key), among: uses.conditions(), "condition")
    }
  )
}

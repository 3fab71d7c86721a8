import ProtonLint

extension Rule {
  public static let unreachableAlternative = Rule(
    id: "unreachable-alternative",
    category: .structure,
    severity: .warning,
    finds: "an alternative of `Fn::If` that is never taken",
    why: """
      Inside of a resource that has a condition, or of another `Fn::If`, a condition may be decided \
      already. The other alternative is dead: what stands there is never deployed.
      """,
    fix: "Remove the `Fn::If`, or correct the condition.",
    source: userGuide + "intrinsic-function-reference-conditions.html",
    aliases: ["W1028"],
    examples: [
      .flagged(
        "a resource that asks for its own condition, and an inner `Fn::If`",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          IsLive: !Equals [!Ref Stage, live]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Condition: IsLive
            Properties:
              QueueName: !If [IsLive, live, «test»]
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: !If [IsLive, live, !If [IsLive, «large», small]]
        """),
      .clean(
        "another condition",
        """
        Parameters:
          Stage: {Type: String}
          Size: {Type: String}
        Conditions:
          IsLive: !Equals [!Ref Stage, live]
          IsLarge: !Equals [!Ref Size, large]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Condition: IsLive
            Properties:
              QueueName: !If [IsLarge, large, small]
        """),
    ],
    check: .template { template, _ in
      guard template.isReadAsWritten, !template.conditions.isEmpty else { return [] }
      return (template.resources + template.outputs).flatMap { section -> [Problem] in
        let presence = template.presence(of: section.node)
        return template.branches(below: section.node, when: presence).compactMap { branch in
          // Of what is constant by itself, or out of reach altogether, something else is said.
          guard !branch.chosen.isNever, !branch.reached.isNever, !branch.reached.isExample,
            !branch.chosen.isExample
          else { return nil }
          let both = branch.reached.and(branch.chosen)
          guard both.isNever, !both.isExample else { return nil }
          return Problem(
            "`\(branch.conditionName)` is decided here: this is never taken",
            at: Label(branch.node.span), evidence: section.name)
        }
      }
    }
  )
}

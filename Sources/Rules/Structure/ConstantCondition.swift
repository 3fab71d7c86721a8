import ProtonLint

extension Rule {
  public static let constantCondition = Rule(
    id: "constant-condition",
    category: .structure,
    severity: .warning,
    finds: "a condition that always holds, or never does",
    why: """
      A comparison of two texts, or of a parameter with a value that it may not have, has one result \
      whatever is deployed. What the condition was to decide is decided already; often a value is \
      misspelt.
      """,
    fix: "Correct what is compared, or remove the condition and what depends on it.",
    source: userGuide + "intrinsic-function-reference-conditions.html",
    aliases: ["W8003"],
    examples: [
      .flagged(
        "two texts, a value that is not permitted, and a contradiction",
        """
        Parameters:
          Stage: {Type: String, AllowedValues: [test, live]}
        Conditions:
          IsText: !Equals «[live, test]»
          IsLive: !Equals «[!Ref Stage, production]»
          IsSame: !Equals «[!Ref Stage, !Ref Stage]»
          «IsBoth»: !And [!Equals [!Ref Stage, test], !Equals [!Ref Stage, live]]
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "values that a parameter may have, and one without limits",
        """
        Parameters:
          Stage: {Type: String, AllowedValues: [test, live]}
          Name: {Type: String}
        Conditions:
          IsLive: !Equals [!Ref Stage, live]
          IsNamed: !Not [!Equals [!Ref Name, '']]
          IsEither: !Or [!Condition IsLive, !Condition IsNamed]
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .template { template, _ in
      // In a bundle every parameter has its default; that is no fault of the comparison.
      guard template.bundle == nil else { return [] }
      return template.writtenEntries(of: "Conditions").flatMap { entry -> [Problem] in
        let comparisons = template.calls(below: entry.value).filter { $0.name == "Fn::Equals" }
        let constant = comparisons.compactMap { call -> Problem? in
          guard let formula = formula(of: call, in: template), let words = formula.constantWords
          else { return nil }
          return Problem(
            "this \(words)", at: Label(call.argument.span), evidence: entry.key.text)
        }
        guard constant.isEmpty,
          let words = template.formula(ofExpression: entry.value)?.constantWords,
          // Another condition that is constant is reported by itself.
          comparisons.count > 1
        else { return constant }
        return [
          Problem(
            "condition `\(entry.key.text)` \(words)", at: Label(entry.key.contentSpan),
            evidence: entry.key.text)
        ]
      }
    }
  )

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

private func formula(
  of call: IntrinsicCall, in template: CloudFormationTemplate
) -> Condition? {
  let items = Array(call.argument.items)
  guard items.count == 2, !items.contains(where: template.holdsSymbol) else { return nil }
  return template.formula(ofComparison: items[0], with: items[1])
}

extension Condition {
  /// What becomes of a formula that says nothing, completing "the condition …".
  fileprivate var constantWords: String? {
    guard !isExample else { return nil }
    return isAlways ? "always holds" : isNever ? "never holds" : nil
  }
}

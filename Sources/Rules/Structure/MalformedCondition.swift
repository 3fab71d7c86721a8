import ProtonLint

extension Rule {
  public static let malformedCondition = Rule(
    id: "malformed-condition",
    category: .structure,
    severity: .error,
    finds: "a condition that is no function that holds or not",
    why: """
      A condition is `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not` or another condition. CloudFormation \
      refuses a template where it is a text, a value, or two functions at once.
      """,
    fix: "Compare the value: `!Equals [!Ref Stage, production]`.",
    source: userGuide + "conditions-section-structure.html",
    aliases: ["E8001"],
    examples: [
      .flagged(
        "a text, a value, two functions, and one that there is not",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          «IsLarge»: large
          «IsTest»: !Ref Stage
          «IsLive»:
            Fn::Equals: [!Ref Stage, live]
            Fn::Not: [!Equals [!Ref Stage, test]]
          «IsAny»: {Fn::Any: [!Equals [!Ref Stage, live]]}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "the four functions, and another condition",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          IsLive: !Equals [!Ref Stage, live]
          IsTest: {Fn::Not: [{Condition: IsLive}]}
          IsOther: !And [!Condition IsTest, !Or [!Condition IsLive, !Condition IsTest]]
          IsSame: !Condition IsLive
          IsAlias: {Condition: IsLive}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .template { template, _ in
      template.writtenEntries(of: "Conditions").compactMap { entry in
        guard let reason = reason(entry.value, in: template) else { return nil }
        return Problem(
          "condition `\(entry.key.text)` is \(reason)", at: Label(entry.key.contentSpan),
          help: "compare: `!Equals […, …]`", evidence: entry.key.text)
      }
    }
  )
}

private let conditionFunctions: Set<String> = [
  "Condition", "Fn::And", "Fn::Equals", "Fn::Not", "Fn::Or", "Fn::Transform",
]

/// What a node is that is no condition; nil for a condition, and for what is not known.
private func reason(_ node: SyntaxNode, in template: CloudFormationTemplate) -> String? {
  guard !node.isNull, !node.isBrokenAlias else { return nil }
  if let call = IntrinsicCall(node) {
    return conditionFunctions.contains(call.name) ? nil : "`\(call.name)`, which is no condition"
  }
  // A function that is not known here is another rule's business.
  if node.tag != nil { return nil }
  guard node.isMapping else {
    // CloudFormation is said to take literal booleans.
    let isBoolean = template.value(of: node).bool != nil
    let isKnown = !node.isScalar || !template.holdsSymbol(node)
    return isBoolean || !isKnown ? nil : "no function"
  }
  let keys = node.entries.map(\.key.text)
  if keys.contains("Fn::Transform") || keys.contains("<<") { return nil }
  if keys.count > 1 { return "several functions at once" }
  return keys == ["Condition"] ? nil : "no function that holds or not"
}

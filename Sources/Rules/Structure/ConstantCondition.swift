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

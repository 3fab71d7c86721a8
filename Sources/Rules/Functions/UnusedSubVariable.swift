import ProtonLint

extension Rule {
  public static let unusedSubVariable = Rule(
    id: "unused-sub-variable",
    category: .functions,
    severity: .warning,
    finds: "a variable of `Fn::Sub` that its text does not mention",
    why: """
      The value is worked out and goes nowhere: the text says `${Nmae}`, or it lost the variable \
      when it was edited.
      """,
    fix: "Use the variable in the text, or take it out of the map.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html",
    aliases: ["W1019"],
    examples: [
      .flagged(
        "a variable that the text lost",
        """
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: !Sub ['${name}-topic', {name: a, «stage»: b}]
        """),
      .clean(
        "both in use",
        """
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: !Sub ['${name}-${stage}', {name: a, stage: b}]
        """),
    ],
    check: functionFaults { fault in
      guard case .unusedVariable(let name) = fault.kind else { return nil }
      return fault.problem("the text does not mention `${\(name)}`", evidence: name)
    }
  )
}

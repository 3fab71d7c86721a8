import ProtonLint

extension Rule {
  public static let constantComparison = Rule(
    id: "constant-comparison",
    category: .functions,
    severity: .note,
    finds: "an `Fn::Equals` that always comes to the same",
    why: """
      Two texts that stand in the template are equal or not, whoever deploys it. A `!Ref` was \
      forgotten, or the condition has done its work and can go.
      """,
    fix: "Compare with a parameter or a pseudo parameter, or remove the condition.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html",
    aliases: ["W8003"],
    examples: [
      .flagged(
        "a forgotten Ref",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          IsProd: !Equals «[Stage, prod]»
        Resources:
          Queue: {Type: AWS::SQS::Queue, Condition: IsProd}
        """),
      .clean(
        "with Ref",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          IsProd: !Equals [!Ref Stage, prod]
        Resources:
          Queue: {Type: AWS::SQS::Queue, Condition: IsProd}
        """),
    ],
    check: functionFaults { fault in
      guard case .constantComparison(let result) = fault.kind else { return nil }
      return fault.problem("these are \(result ? "always equal" : "never equal")")
    }
  )
}

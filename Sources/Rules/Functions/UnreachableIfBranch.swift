import ProtonLint

extension Rule {
  public static let unreachableIfBranch = Rule(
    id: "unreachable-if-branch",
    category: .functions,
    severity: .warning,
    finds: "a value of `Fn::If` that is never taken where it stands",
    why: """
      The condition of the resource, or of the choice around, has decided already. The other value \
      is dead, and a reader takes it for what happens.
      """,
    fix: "Leave the choice out, and keep the value that is taken.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html",
    aliases: ["W1028"],
    examples: [
      .flagged(
        "a choice that the condition of the resource has made",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          IsProd: !Equals [!Ref Stage, prod]
          IsTest: !Equals [!Ref Stage, test]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Condition: IsProd
            Properties:
              DelaySeconds: !If [IsProd, 10, «5»]
              QueueName: !If [IsTest, «test», prod]
        """),
      .clean(
        "a choice that is still open",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          IsProd: !Equals [!Ref Stage, prod]
          IsTest: !Equals [!Ref Stage, test]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              DelaySeconds: !If [IsProd, 10, !If [IsTest, 5, 0]]
        """),
    ],
    check: functionFaults { fault in
      guard case .unreachableBranch(let condition) = fault.kind else { return nil }
      return fault.problem(
        "this value is never taken: what `\(condition)` comes to is decided here",
        evidence: condition)
    }
  )
}

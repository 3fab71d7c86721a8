import ProtonLint

extension Rule {
  public static let absentResource = Rule(
    id: "absent-resource",
    category: .functions,
    severity: .warning,
    finds: "a reference to a resource that its condition leaves out when the reference is there",
    why: """
      CloudFormation refuses the deployment with "unresolved resource dependencies", and only for \
      those who give the parameters that way: everyone else's works.
      """,
    fix: """
      Put the reference into `Fn::If` with the condition of the resource, or give what refers to it \
      the same condition.
      """,
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html",
    aliases: ["W1001"],
    examples: [
      .flagged(
        "a reference that is always there",
        """
        Parameters:
          Stage: {Type: String, AllowedValues: [test, prod]}
        Conditions:
          IsProd: !Equals [!Ref Stage, prod]
          IsTest: !Equals [!Ref Stage, test]
        Resources:
          Topic: {Type: AWS::SNS::Topic, Condition: IsProd}
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: !Sub 'a-«${Topic.TopicName}»'
              KmsMasterKeyId: !If [IsTest, !Ref «Topic», a]
        """),
      .clean(
        "under the same condition, however it is written",
        """
        Parameters:
          Stage: {Type: String, AllowedValues: [test, prod]}
        Conditions:
          IsProd: !Equals [!Ref Stage, prod]
          IsTest: !Equals [!Ref Stage, test]
        Resources:
          Topic: {Type: AWS::SNS::Topic, Condition: IsProd}
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: !If [IsTest, a, !GetAtt Topic.TopicName]
        Outputs:
          Topic: {Condition: IsProd, Value: !Ref Topic}
        """),
    ],
    check: functionFaults { fault in
      guard case .absentResource(let name, let named, let condition) = fault.kind else {
        return nil
      }
      return fault.problem(
        "`\(name)` is not there without its condition `\(condition)`",
        related: [Label(named, "its condition")], evidence: name)
    }
  )
}

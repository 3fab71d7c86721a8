import ProtonLint

extension Rule {
  public static let resourceTooEarly = Rule(
    id: "resource-too-early",
    category: .functions,
    severity: .error,
    finds: "a reference to a resource where there is none yet",
    why: """
      Conditions, rules, the names of exports and those of imports are \
      worked out before CloudFormation makes the first resource. It refuses a template that refers \
      to one there.
      """,
    fix: "Refer to a parameter or a pseudo parameter, or write the name.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html",
    aliases: ["E1020", "E1016"],
    examples: [
      .flagged(
        "in a condition, an export and an import",
        """
        Conditions:
          HasTopic: !Equals [!Ref «Topic», '']
          HasName: !Equals [!Sub '«${Topic}»-a', b-a]
        Resources:
          Topic: {Type: AWS::SNS::Topic}
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: !ImportValue {Fn::Sub: '«${Topic.TopicName}»-queue'}
        Outputs:
          Queue: {Value: !Ref Queue, Export: {Name: !Join ['-', [!GetAtt «Queue.QueueName», url]]}}
        """),
      .clean(
        "parameters, and a resource in a property",
        """
        Parameters:
          Name: {Type: String}
        Conditions:
          HasName: !Not [!Equals [!Ref Name, '']]
        Resources:
          Topic: {Type: AWS::SNS::Topic}
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: !Sub '${Topic.TopicName}-queue'
              KmsMasterKeyId: !ImportValue {Fn::Sub: '${Name}-key'}
        Outputs:
          Queue: {Value: !Ref Queue, Export: {Name: !Sub '${AWS::StackName}-url'}}
        """),
    ],
    check: functionFaults { fault in
      guard case .resourceTooEarly(let name, let place) = fault.kind else { return nil }
      return fault.problem(
        "`\(name)` is a resource, and \(place) cannot depend on one", evidence: name)
    }
  )
}

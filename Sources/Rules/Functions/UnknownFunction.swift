import ProtonLint

extension Rule {
  public static let unknownFunction = Rule(
    id: "unknown-function",
    category: .functions,
    severity: .error,
    finds: "what looks like an intrinsic function and is none",
    why: """
      CloudFormation takes `Fn::Subb` for a property that no resource has, and refuses a tag such \
      as `!Subb` with the whole of the text. Tags of other tools have to be replaced by those tools \
      before a template is deployed.
      """,
    fix: "Correct the name of the function.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html",
    examples: [
      .flagged(
        "misspelt names",
        """
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: !Subb '«${AWS::StackName}-topic»'
              DisplayName: {«Fn::Getatt»: [Queue, Arn]}
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "functions, and a key of metadata",
        """
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Metadata: {'Fn::Note': text}
            Properties:
              TopicName: !Sub '${AWS::StackName}-topic'
              DisplayName: {Fn::GetAtt: [Queue, Arn]}
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: functionFaults { fault in
      guard case .unknownFunction = fault.kind else { return nil }
      let isTag = fault.function.hasPrefix("!")
      let names = isTag ? functionTags : functionNames
      return fault.problem(
        "there is no function `\(fault.function)`",
        help: closestName(to: fault.function, among: names).map { "did you mean `\($0)`?" },
        evidence: fault.function)
    }
  )
}

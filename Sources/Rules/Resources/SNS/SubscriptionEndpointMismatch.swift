import ProtonLint

extension Rule {
  public static let subscriptionEndpointMismatch = Rule(
    id: "subscription-endpoint-mismatch",
    category: .properties,
    severity: .warning,
    finds: "a subscription whose endpoint is something else than its protocol says",
    why: """
      SNS hands messages to a queue by protocol `sqs` and to a function by `lambda`. An endpoint \
      of another kind gets none, or the subscription is refused.
      """,
    fix: "Take the ARN of what the protocol names: `!GetAtt Queue.Arn`, `!GetAtt Function.Arn`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html",
    aliases: ["W3694"],
    examples: [
      .flagged(
        "a topic where a queue should be",
        """
        Resources:
          Subscription:
            Type: AWS::SNS::Subscription
            Properties:
              TopicArn: !Ref Topic
              Protocol: sqs
              Endpoint: !Ref «Other»
          Topic: {Type: AWS::SNS::Topic}
          Other: {Type: AWS::SNS::Topic}
        """),
      .clean(
        "a queue",
        """
        Resources:
          Subscription:
            Type: AWS::SNS::Subscription
            Properties:
              TopicArn: !Ref Topic
              Protocol: sqs
              Endpoint: !GetAtt Queue.Arn
          Topic: {Type: AWS::SNS::Topic}
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .schema(.ruled)
  )
}

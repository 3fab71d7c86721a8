import ProtonLint

extension Rule {
  public static let streamWithoutStartingPosition = Rule(
    id: "stream-without-starting-position",
    category: .properties,
    severity: .error,
    finds: "a stream of events without the position to start from",
    why: """
      Lambda reads a stream of Kinesis, DynamoDB or Kafka from its oldest record on, from its \
      newest, or from a time, and refuses to choose.
      """,
    fix: """
      Set `StartingPosition`: `TRIM_HORIZON` for all that is there, `LATEST` for what is to \
      come.
      """,
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html",
    aliases: ["E3633"],
    examples: [
      .flagged(
        "a stream",
        """
        Resources:
          Mapping:
            Type: AWS::Lambda::EventSourceMapping
            «Properties»:
              FunctionName: worker
              EventSourceArn: arn:aws:kinesis:eu-west-1:123456789012:stream/jobs
        """),
      .clean(
        "a stream with a position, and a queue, which has none",
        """
        Resources:
          Stream:
            Type: AWS::Lambda::EventSourceMapping
            Properties:
              FunctionName: worker
              EventSourceArn: arn:aws:kinesis:eu-west-1:123456789012:stream/jobs
              StartingPosition: TRIM_HORIZON
          Queue:
            Type: AWS::Lambda::EventSourceMapping
            Properties:
              FunctionName: worker
              EventSourceArn: arn:aws:sqs:eu-west-1:123456789012:jobs
        """),
    ],
    check: .schema(.ruled)
  )
}

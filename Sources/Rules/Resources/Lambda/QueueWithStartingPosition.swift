import ProtonLint

extension Rule {
  public static let queueWithStartingPosition = Rule(
    id: "queue-with-starting-position",
    category: .properties,
    severity: .error,
    finds: "a starting position for messages of a queue",
    why: """
      Messages of SQS have no position to start from: they are in the queue or they are not. \
      Lambda refuses a `StartingPosition` for one.
      """,
    fix: "Leave `StartingPosition` out.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html",
    aliases: ["E3634"],
    examples: [
      .flagged(
        "a position in a queue",
        """
        Resources:
          Mapping:
            Type: AWS::Lambda::EventSourceMapping
            Properties:
              FunctionName: worker
              EventSourceArn: arn:aws:sqs:eu-west-1:123456789012:jobs
              «StartingPosition»: LATEST
        """),
      .clean(
        "a position in a stream, and a queue without one",
        """
        Resources:
          Stream:
            Type: AWS::Lambda::EventSourceMapping
            Properties:
              FunctionName: worker
              EventSourceArn: arn:aws:kinesis:eu-west-1:123456789012:stream/jobs
              StartingPosition: LATEST
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

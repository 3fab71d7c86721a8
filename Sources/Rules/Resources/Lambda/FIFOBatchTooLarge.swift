import ProtonLint

extension Rule {
  public static let fifoBatchTooLarge = Rule(
    id: "fifo-batch-too-large",
    category: .properties,
    severity: .error,
    finds: "a batch of more than 10 messages from a FIFO queue",
    why: """
      Lambda reads at most 10 messages at once from a FIFO queue, and refuses an event source \
      mapping with a larger `BatchSize`.
      """,
    fix: "Set `BatchSize` to 10 at most.",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
    aliases: ["E3705"],
    examples: [
      .flagged(
        "fifteen messages",
        """
        Resources:
          Queue: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
          Mapping:
            Type: AWS::Lambda::EventSourceMapping
            Properties: {EventSourceArn: !GetAtt Queue.Arn, FunctionName: handler, BatchSize: «15»}
        """),
      .clean(
        "ten messages, and fifteen from a standard queue",
        """
        Resources:
          Queue: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
          Mapping:
            Type: AWS::Lambda::EventSourceMapping
            Properties: {EventSourceArn: !GetAtt Queue.Arn, FunctionName: handler, BatchSize: 10}
          Standard: {Type: AWS::SQS::Queue}
          Other:
            Type: AWS::Lambda::EventSourceMapping
            Properties:
              EventSourceArn: !GetAtt Standard.Arn
              FunctionName: handler
              BatchSize: 15
              MaximumBatchingWindowInSeconds: 1
        """),
    ],
    check: .agreement(
      of: "AWS::Lambda::EventSourceMapping",
      Agreement(
        of: .own("BatchSize"),
        with: .of("AWS::SQS::Queue", namedBy: ["EventSourceArn"], key: "FifoQueue"),
        isBroken: { batch, queue in queue.isTrue && (batch.number ?? 0) > 10 }
      ) { batch, queue in
        "`BatchSize` is \(batch.words), but Lambda reads at most 10 messages at once from the FIFO "
          + "queue `\(queue.owner.logicalID)`"
      })
  )
}

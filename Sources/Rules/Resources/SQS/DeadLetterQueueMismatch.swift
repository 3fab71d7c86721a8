import ProtonLint

extension Rule {
  public static let deadLetterQueueMismatch = Rule(
    id: "dead-letter-queue-mismatch",
    category: .properties,
    severity: .error,
    finds: "a queue whose dead-letter queue is of the other kind",
    why: """
      The dead-letter queue of a FIFO queue must be a FIFO queue, that of a standard queue a \
      standard one. SQS refuses the redrive policy otherwise.
      """,
    fix: "Set `FifoQueue` alike for both.",
    source:
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    aliases: ["E3502"],
    examples: [
      .flagged(
        "a standard queue behind a FIFO queue, and the other way around",
        """
        Resources:
          Orders:
            Type: AWS::SQS::Queue
            Properties:
              FifoQueue: «true»
              RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
          Dead: {Type: AWS::SQS::Queue}
          «Events»:
            Type: AWS::SQS::Queue
            Properties:
              RedrivePolicy: {deadLetterTargetArn: !GetAtt DeadOrders.Arn, maxReceiveCount: 3}
          DeadOrders: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
        """),
      .clean(
        "two FIFO queues, under one condition",
        """
        Conditions:
          InOrder: !Equals [!Ref AWS::Region, eu-west-1]
        Resources:
          Orders:
            Type: AWS::SQS::Queue
            Properties:
              FifoQueue: !If [InOrder, true, !Ref AWS::NoValue]
              RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
          Dead:
            Type: AWS::SQS::Queue
            Properties: {FifoQueue: !If [InOrder, true, !Ref AWS::NoValue]}
        """),
    ],
    check: .agreement(
      of: "AWS::SQS::Queue",
      Agreement(
        of: .own("FifoQueue", otherwise: "false"),
        with: .of(
          "AWS::SQS::Queue", namedBy: ["RedrivePolicy", "deadLetterTargetArn"], key: "FifoQueue",
          otherwise: "false")
      ) { queue, deadLetters in
        let kinds = queue.isTrue ? ("FIFO", "standard") : ("standard", "FIFO")
        return "`\(queue.owner.logicalID)` is a \(kinds.0) queue, but its dead-letter queue "
          + "`\(deadLetters.owner.logicalID)` is a \(kinds.1) one"
      })
  )
}

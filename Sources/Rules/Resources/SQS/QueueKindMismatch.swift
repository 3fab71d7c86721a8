import ProtonLint

extension Rule {
  public static let queueKindMismatch = Rule(
    id: "queue-kind-mismatch",
    category: .properties,
    severity: .error,
    finds: "a queue with a name or with properties of the other kind of queue",
    why: """
      The name of a FIFO queue ends in `.fifo` and that of a standard queue does not; \
      deduplication and FIFO throughput are for FIFO queues alone. SQS refuses the queue \
      otherwise.
      """,
    fix: "Let `FifoQueue`, the name and the other properties say the same.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sqs-queue.html",
    aliases: ["E3501"],
    examples: [
      .flagged(
        "a name without its ending, a name with it, and deduplication",
        """
        Resources:
          Orders:
            Type: AWS::SQS::Queue
            Properties: {FifoQueue: true, QueueName: «orders»}
          Returns:
            Type: AWS::SQS::Queue
            Properties: {FifoQueue: true, QueueName: !Sub «"${AWS::StackName}-returns"»}
          Events:
            Type: AWS::SQS::Queue
            Properties: {QueueName: «events.fifo»}
          Letters:
            Type: AWS::SQS::Queue
            Properties: {«ContentBasedDeduplication»: true}
        """),
      .clean(
        "both kinds",
        """
        Parameters:
          Name: {Type: String}
        Resources:
          Orders:
            Type: AWS::SQS::Queue
            Properties:
              FifoQueue: true
              QueueName: !Sub ${Name}.fifo
              ContentBasedDeduplication: true
          Events: {Type: AWS::SQS::Queue, Properties: {QueueName: events}}
        """),
    ],
    check: .resource(.cloudFormation("AWS::SQS::Queue")) { queue, _ in
      queue.properties.readings(of: ["FifoQueue", "QueueName"] + fifoKeys).flatMap {
        reading -> [Problem] in
        func problem(_ message: String, at span: Span) -> Problem {
          Problem(message, at: Label(span), when: reading.condition, evidence: queue.logicalID)
        }
        let isFIFO = reading["FifoQueue"].map(\.bool) ?? false
        guard let isFIFO else { return [] }
        var problems: [Problem] = []
        if let name = reading["QueueName"], let endsInFIFO = endsInFIFO(name), endsInFIFO != isFIFO
        {
          problems.append(
            problem(
              isFIFO
                ? "the name of the FIFO queue `\(queue.logicalID)` does not end in `.fifo`"
                : "the name of the standard queue `\(queue.logicalID)` ends in `.fifo`",
              at: name.span))
        }
        guard !isFIFO else { return problems }
        return problems
          + fifoKeys.filter { reading[$0] != nil }.map {
            problem(
              "`\($0)` is for FIFO queues alone, and `\(queue.logicalID)` is a standard queue",
              at: queue.properties.keySpan(of: $0))
          }
      }
    }
  )
}

private let fifoKeys = ["ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"]

/// Whether a name ends in `.fifo`; nil where that is not known, also of a name of which only a part
/// of that ending is known.
private func endsInFIFO(_ name: Value) -> Bool? {
  guard let end = name.knownEnd, !end.isEmpty, !end.hasPrefix("{{resolve:") else { return nil }
  if end.hasSuffix(".fifo") { return true }
  return name.string != nil || !".fifo".hasSuffix(end) ? false : nil
}

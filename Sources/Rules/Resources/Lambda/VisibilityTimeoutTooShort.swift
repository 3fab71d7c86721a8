import ProtonLint

extension Rule {
  public static let visibilityTimeoutTooShort = Rule(
    id: "visibility-timeout-too-short",
    category: .properties,
    severity: .error,
    finds:
      "a queue whose messages become visible again before the function that reads them may be done",
    why: """
      Lambda refuses an event source mapping when the visibility timeout of the queue (30 \
      seconds unless set) is shorter than the timeout of the function: messages would be handled \
      twice.
      """,
    fix:
      "Set `VisibilityTimeout` of the queue to at least the function’s `Timeout`; AWS advises six times that.",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
    aliases: ["E3505"],
    examples: [
      .flagged(
        "a slow function",
        """
        Resources:
          Queue: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: «30»}}
          Function:
            Type: AWS::Lambda::Function
            Properties: {Timeout: 60, Handler: a.b, Runtime: python3.13}
          Mapping:
            Type: AWS::Lambda::EventSourceMapping
            Properties: {EventSourceArn: !GetAtt Queue.Arn, FunctionName: !Ref Function}
        """),
      .clean(
        "the defaults of both",
        """
        Resources:
          Queue: {Type: AWS::SQS::Queue}
          Function: {Type: AWS::Lambda::Function, Properties: {Handler: a.b, Runtime: python3.13}}
          Mapping:
            Type: AWS::Lambda::EventSourceMapping
            Properties: {EventSourceArn: !GetAtt Queue.Arn, FunctionName: !Ref Function}
        """),
    ],
    check: .agreement(
      of: "AWS::Lambda::EventSourceMapping",
      Agreement(
        of: .of(
          "AWS::SQS::Queue", namedBy: ["EventSourceArn"], key: "VisibilityTimeout",
          otherwise: "30"),
        with: .of(
          "AWS::Lambda::Function", namedBy: ["FunctionName"], key: "Timeout", otherwise: "3"),
        isBroken: { queue, function in
          guard let visible = queue.number, let timeout = function.number else { return false }
          return visible < timeout
        }
      ) { queue, function in
        "messages of `\(queue.owner.logicalID)` become visible again after \(queue.words) seconds, "
          + "but function `\(function.owner.logicalID)` may take \(function.words)"
      })
  )
}

import ProtonLint

extension Rule {
  public static let wrongValueKind = Rule(
    id: "wrong-value-kind",
    category: .properties,
    severity: .error,
    finds:
      "a value of another kind than its property takes: a list for a text, a word for a number",
    why: """
      CloudFormation turns numbers, booleans and texts into each other where that makes sense, and \
      refuses the rest: "Value of property … must be …".
      """,
    fix: "Write the value as the property takes it.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    aliases: ["E3012"],
    examples: [
      .flagged(
        "a word for a number, a list for a text, a map for a list",
        """
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              VisibilityTimeout: «one minute»
              QueueName:
                «- jobs»
              Tags:
                «Key: team
                Value: payments»
        """),
      .clean(
        "numbers and booleans as texts",
        """
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              VisibilityTimeout: '60'
              FifoQueue: 'true'
        """),
    ],
    check: .schema(.wrongKind)
  )
}

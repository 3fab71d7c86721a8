import ProtonLint

extension Rule {
  public static let patternMismatch = Rule(
    id: "pattern-mismatch",
    category: .properties,
    severity: .error,
    finds: "a text that does not match the pattern of its property",
    why: """
      The registry publishes the pattern that the service checks a text by: what does not match it is \
      refused when the resource is made.
      """,
    fix: "Write the text as the pattern has it.",
    source:
      "https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html",
    aliases: ["E3031"],
    examples: [
      .flagged(
        "a log group with a space in its name",
        """
        Resources:
          Logs:
            Type: AWS::Logs::LogGroup
            Properties:
              LogGroupName: «payments api»
        """),
      .clean(
        "one of letters and strokes, and one that is not known",
        """
        Resources:
          Logs:
            Type: AWS::Logs::LogGroup
            Properties:
              LogGroupName: /payments/api
          Others:
            Type: AWS::Logs::LogGroup
            Properties:
              LogGroupName: !Sub /others/${AWS::StackName}
        """),
    ],
    check: .schema(.patternMismatch)
  )
}

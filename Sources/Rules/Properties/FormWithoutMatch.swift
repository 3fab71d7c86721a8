import ProtonLint

extension Rule {
  public static let formWithoutMatch = Rule(
    id: "form-without-match",
    category: .properties,
    severity: .error,
    finds: "a value that has none of the forms that its property may have",
    why: """
      The property may be written in several ways, and the service refuses what is none of them.
      """,
    fix: "Compare the value with the forms on the page of the resource type.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    aliases: ["E3017", "E3018"],
    examples: [
      .flagged(
        "two forms of a key at once",
        """
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
            Properties:
              LoggingConfiguration:
                «TargetObjectKeyFormat»:
                  SimplePrefix: {}
                  PartitionedPrefix: {PartitionDateSource: EventTime}
        """),
      .clean(
        "one of them",
        """
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
            Properties:
              LoggingConfiguration:
                TargetObjectKeyFormat:
                  SimplePrefix: {}
        """),
    ],
    check: .schema(.alternatives)
  )
}

import ProtonLint

extension Rule {
  public static let refusedPropertyValue = Rule(
    id: "refused-property-value",
    category: .properties,
    severity: .error,
    finds: "a value that is none of those that its property takes",
    why: """
      The service refuses the value, and the deployment fails there.
      """,
    fix: "Take one of the values that the message names.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    aliases: ["E3030"],
    examples: [
      .flagged(
        "a status that there is not",
        """
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
            Properties:
              VersioningConfiguration:
                Status: «Active»
        """),
      .clean(
        "one that there is",
        """
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
            Properties:
              VersioningConfiguration:
                Status: Suspended
        """),
    ],
    check: .schema(.refusedValue)
  )
}

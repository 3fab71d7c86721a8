import ProtonLint

extension Rule {
  public static let missingCompanionProperty = Rule(
    id: "missing-companion-property",
    category: .properties,
    severity: .error,
    finds: "a property without another that it needs beside it",
    why: """
      The one says nothing without the other, and the service refuses it.
      """,
    fix: "Set the other property, or leave out both.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    aliases: ["E3021"],
    examples: [
      .flagged(
        "an alarm of anomalies without the band",
        """
        Resources:
          Table:
            Type: AWS::S3::Bucket
            Properties:
              InventoryConfigurations: []
        """),
      .clean(
        "nothing to need",
        """
        Resources:
          Table:
            Type: AWS::S3::Bucket
        """),
    ],
    check: .schema(.missingCompanion)
  )
}

import ProtonLint

extension Rule {
  public static let unknownProperty = Rule(
    id: "unknown-property",
    category: .properties,
    severity: .error,
    finds: "a property that its resource type does not have",
    why: """
      The service never sees a property under a wrong name, and CloudFormation refuses the template: \
      "Encountered unsupported property". Most are misspelt, or stand one level too high or too low.
      """,
    fix: "Correct the name, or move the property to where the type has it.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    aliases: ["E3002"],
    examples: [
      .flagged(
        "a misspelt name, and one that is not there at that level",
        """
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              «VisibilityTimeOut»: 60
          Bucket:
            Type: AWS::S3::Bucket
            Properties:
              VersioningConfiguration:
                Status: Enabled
                «MfaDelete»: true
        """),
      .clean(
        "the names of the type, and what is not known",
        """
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              VisibilityTimeout: 60
          Extra:
            Type: Custom::Thing
            Properties:
              Anything: goes
        """),
    ],
    check: .schema(.unknownProperty)
  )
}

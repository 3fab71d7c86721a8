import ProtonLint

extension Rule {
  public static let numberOutOfRange = Rule(
    id: "number-out-of-range",
    category: .properties,
    severity: .error,
    finds: "a number that is smaller or larger than its property takes",
    why: """
      The service refuses the number when the resource is made.
      """,
    fix: "Take a number within the limits.",
    source:
      "https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html",
    aliases: ["E3034"],
    examples: [
      .flagged(
        "a function with less memory than there is",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/worker
              Code: {S3Bucket: code-of-payments, S3Key: worker.zip}
              Runtime: python3.13
              Handler: main.run
              Timeout: «1200»
        """),
      .clean(
        "the most that there is",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/worker
              Code: {S3Bucket: code-of-payments, S3Key: worker.zip}
              Runtime: python3.13
              Handler: main.run
              Timeout: 900
        """),
    ],
    check: .schema(.magnitude)
  )
}

import ProtonLint

extension Rule {
  public static let aclWithoutObjectOwnership = Rule(
    id: "acl-without-object-ownership",
    category: .properties,
    severity: .error,
    finds: "a bucket with an access control list and no object ownership that allows one",
    why: """
      New buckets take no access control lists: their owner owns every object. CloudFormation \
      makes the bucket first and sets the list afterwards; S3 refuses it, and the deployment \
      fails.
      """,
    fix: """
      Set `OwnershipControls` with `BucketOwnerPreferred` or `ObjectWriter`, or, better, leave \
      `AccessControl` out and grant access with a bucket policy.
      """,
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
    aliases: ["E3045"],
    examples: [
      .flagged(
        "a bucket that takes logs by a list",
        """
        Resources:
          Logs:
            Type: AWS::S3::Bucket
            «Properties»:
              AccessControl: LogDeliveryWrite
        """),
      .clean(
        "lists are enabled, or not needed",
        """
        Resources:
          Logs:
            Type: AWS::S3::Bucket
            Properties:
              AccessControl: LogDeliveryWrite
              OwnershipControls:
                Rules:
                  - ObjectOwnership: BucketOwnerPreferred
          Data:
            Type: AWS::S3::Bucket
            Properties:
              AccessControl: Private
        """),
    ],
    check: .schema(.ruled)
  )
}

import ProtonLint

extension Rule {
  public static let reservedEnvironmentVariable = Rule(
    id: "reserved-environment-variable",
    category: .properties,
    severity: .error,
    finds: "an environment variable of a function that Lambda sets itself",
    why: """
      Lambda sets a number of variables in the environment of a function, such as its region and \
      its credentials, and refuses a function that sets one of them.
      """,
    fix: "Choose another name; the value that Lambda sets can be read without any setting.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
    aliases: ["E3663"],
    examples: [
      .flagged(
        "the region",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: arn:aws:iam::123456789012:role/worker
              Code: {S3Bucket: code, S3Key: worker.zip}
              Runtime: python3.13
              Handler: index.run
              Environment:
                Variables:
                  «AWS_REGION»: !Ref AWS::Region
                  TABLE: payments
        """),
      .clean(
        "names of one’s own, and one of Lambda’s that may be set",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: arn:aws:iam::123456789012:role/worker
              Code: {S3Bucket: code, S3Key: worker.zip}
              Runtime: python3.13
              Handler: index.run
              Environment:
                Variables:
                  REGION: !Ref AWS::Region
                  TZ: Europe/Berlin
        """),
    ],
    check: .schema(.ruled)
  )
}

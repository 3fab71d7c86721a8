import ProtonLint

extension Rule {
  public static let unavailableLayer = Rule(
    id: "unavailable-layer",
    category: .properties,
    severity: .warning,
    finds: "a layer in a form of ARN that only AWS's own tools may use",
    why: """
      ARNs with `awslayer` belong to AWS's own layers, some of which are withdrawn or offered to \
      nobody else. The function is refused where its layer is not available.
      """,
    fix: """
      Name a version of a layer of an account: \
      `arn:aws:lambda:region:account:layer:name:version`.
      """,
    source: "https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html",
    aliases: ["W3702"],
    examples: [
      .flagged(
        "a layer of AWS’s own",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: arn:aws:iam::123456789012:role/worker
              Code: {S3Bucket: code, S3Key: worker.zip}
              Runtime: python3.13
              Handler: index.run
              Layers:
                - «arn:aws:lambda:::awslayer:AmazonLinux1803»
        """),
      .clean(
        "a layer of an account",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: arn:aws:iam::123456789012:role/worker
              Code: {S3Bucket: code, S3Key: worker.zip}
              Runtime: python3.13
              Handler: index.run
              Layers:
                - arn:aws:lambda:eu-west-1:123456789012:layer:tools:3
        """),
    ],
    check: .schema(.ruled)
  )
}

import ProtonLint

extension Rule {
  public static let imageFunctionWithHandler = Rule(
    id: "image-function-with-handler",
    category: .properties,
    severity: .error,
    finds: "a function in a container image with a handler, a runtime or layers",
    why: """
      The image holds the runtime, the handler and everything that a layer would bring. Lambda \
      refuses a function of package type `Image` that names them.
      """,
    fix: "Leave them out; to call another handler, set `ImageConfig`.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/images-create.html",
    aliases: ["E3685"],
    examples: [
      .flagged(
        "a handler in an image",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: arn:aws:iam::123456789012:role/worker
              PackageType: Image
              Code:
                ImageUri: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/worker:1
              «Handler»: main.run
        """),
      .clean(
        "an image",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: arn:aws:iam::123456789012:role/worker
              PackageType: Image
              Code:
                ImageUri: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/worker:1
              ImageConfig:
                Command: [main.run]
        """),
    ],
    check: .schema(.ruled)
  )
}

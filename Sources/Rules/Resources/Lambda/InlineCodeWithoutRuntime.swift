import ProtonLint

extension Rule {
  public static let inlineCodeWithoutRuntime = Rule(
    id: "inline-code-without-runtime",
    category: .properties,
    severity: .error,
    finds: "code inside of the template of a function without a runtime",
    why: """
      CloudFormation packs the text of `ZipFile` for the runtime of the function. Without one \
      the deployment fails.
      """,
    fix: "Set `Runtime`, and `Handler` with it.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html",
    aliases: ["E3678"],
    examples: [
      .flagged(
        "no runtime",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            «Properties»:
              Role: arn:aws:iam::123456789012:role/worker
              Code:
                ZipFile: "def run(event, context): return 1"
        """),
      .clean(
        "a runtime",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: arn:aws:iam::123456789012:role/worker
              Runtime: python3.13
              Handler: index.run
              Code:
                ZipFile: "def run(event, context): return 1"
        """),
    ],
    check: .schema(.ruled)
  )
}

import ProtonLint

extension Rule {
  public static let inlineCodeInWrongRuntime = Rule(
    id: "inline-code-in-wrong-runtime",
    category: .properties,
    severity: .error,
    finds: "code inside of the template for a runtime that takes none",
    why: """
      Lambda takes code as text for Node.js and Python alone. Other runtimes need an archive.
      """,
    fix: "Upload the code to S3, or take a runtime of Node.js or Python.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html",
    aliases: ["E3677"],
    examples: [
      .flagged(
        "Ruby",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: arn:aws:iam::123456789012:role/worker
              Runtime: «ruby3.3»
              Handler: index.run
              Code:
                ZipFile: "def run(event:, context:) = 1"
        """),
      .clean(
        "Python",
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

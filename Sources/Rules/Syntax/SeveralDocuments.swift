import ProtonLint

extension Rule {
  public static let severalDocuments = Rule(
    id: "several-documents",
    category: .syntax,
    severity: .warning,
    finds: "a file with more than one document of YAML",
    why: """
      A template is one document. Whatever stands behind the second `---` is refused or ignored, and \
      was not checked here.
      """,
    fix: "Keep one document in the file.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a second document",
        """
        ---
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        «---»
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "one document",
        """
        ---
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        """),
    ],
    check: .file { file in file.problems { $0 == .severalDocuments } }
  )
}

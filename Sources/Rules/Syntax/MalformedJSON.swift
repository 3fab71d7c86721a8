import ProtonLint

extension Rule {
  public static let malformedJSON = Rule(
    id: "malformed-json",
    category: .syntax,
    severity: .error,
    finds: "a template or spec in JSON that is no JSON",
    why: """
      CloudFormation takes a template that begins with a brace for JSON, and refuses what other \
      readers forgive: comments, a comma too many, single quotes.
      """,
    fix: "Correct the text at the marked place.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html",
    presets: [.recommended, .all, .proton, .security],
    examples: [
      .flagged(
        "a comma too many",
        """
        #- template.json
        {
          "Resources": {
            "Topic": {"Type": "AWS::SNS::Topic"}«,»
          }
        }
        """),
      .clean(
        "JSON",
        """
        #- template.json
        {
          "Resources": {
            "Topic": {"Type": "AWS::SNS::Topic"}
          }
        }
        """),
    ],
    check: .file { file in file.problems(in: [.json]) { $0 == .malformed } }
  )
}

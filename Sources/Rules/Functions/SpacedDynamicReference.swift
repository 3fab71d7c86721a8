import ProtonLint

extension Rule {
  public static let spacedDynamicReference = Rule(
    id: "spaced-dynamic-reference",
    category: .functions,
    severity: .warning,
    finds: "a `{{ resolve:…}}` with spaces, which stays as it is",
    why: """
      CloudFormation replaces `{{resolve:…}}` without spaces alone. With them, the property gets the \
      braces and all.
      """,
    fix: "Take the spaces out.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html",
    aliases: ["W1053"],
    examples: [
      .flagged(
        "a space",
        """
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties: {DisplayName: 'a-«{{ resolve:ssm:/name }}»'}
        """),
      .clean(
        "no space",
        """
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties: {DisplayName: 'a-{{resolve:ssm:/name}}'}
        """),
    ],
    check: functionFaults { fault in
      guard case .spacedDynamicReference = fault.kind else { return nil }
      return fault.problem(
        "the spaces make this text: it is not resolved", help: "write `{{resolve:…}}`")
    }
  )
}

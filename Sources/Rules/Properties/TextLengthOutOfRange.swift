import ProtonLint

extension Rule {
  public static let textLengthOutOfRange = Rule(
    id: "text-length-out-of-range",
    category: .properties,
    severity: .error,
    finds: "a text that is shorter or longer than its property takes",
    why: """
      The service counts the characters and refuses the resource.
      """,
    fix: "Shorten the text, or fill it in.",
    source:
      "https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html",
    aliases: ["E3033"],
    examples: [
      .flagged(
        "a name of a function with 65 characters",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              RoleName: «a-name-that-goes-on-and-on-and-on-until-it-is-too-long-for-any-role»
              AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: []}
        """),
      .clean(
        "a short one",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              RoleName: worker
              AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: []}
        """),
    ],
    check: .schema(.length)
  )
}

import ProtonLint

extension Rule {
  public static let malformedTags = Rule(
    id: "malformed-tags",
    category: .properties,
    severity: .error,
    finds: """
      a tag without a key, with the key of another one, or with a key that AWS keeps for itself
      """,
    why: """
      Keys of tags are unique on a resource, and those that begin with `aws:` are set by AWS \
      alone. The service refuses the resource.
      """,
    fix: "Give each tag a key of its own.",
    source:
      "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
    aliases: ["E3024"],
    examples: [
      .flagged(
        "a key twice, and one of AWS’s",
        """
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              Tags:
                - {Key: team, Value: payments}
                - {Key: «team», Value: orders}
                - {Key: «aws:stack», Value: payments}
        """),
      .clean(
        "two keys",
        """
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              Tags:
                - {Key: team, Value: payments}
                - {Key: stack, Value: payments}
        """),
    ],
    check: .schema(.ruled)
  )
}

import ProtonLint

extension Rule {
  public static let itemCountOutOfRange = Rule(
    id: "item-count-out-of-range",
    category: .properties,
    severity: .error,
    finds: "a list or map with fewer or more elements than its property takes",
    why: """
      The service counts the elements and refuses the resource.
      """,
    fix: "Add what is missing, or leave out what is too much.",
    source:
      "https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html",
    aliases: ["E3032"],
    examples: [
      .flagged(
        "an instance profile with two roles",
        """
        Resources:
          Profile:
            Type: AWS::IAM::InstanceProfile
            Properties:
              «Roles»:
                - worker
                - helper
        """),
      .clean(
        "one of two, whichever condition holds",
        """
        Parameters:
          Kind: {Type: String}
        Conditions:
          IsBig: !Equals [!Ref Kind, big]
        Resources:
          Profile:
            Type: AWS::IAM::InstanceProfile
            Properties:
              Roles:
                - !If [IsBig, worker, !Ref AWS::NoValue]
                - !If [IsBig, !Ref AWS::NoValue, helper]
        """),
    ],
    check: .schema(.itemCount)
  )
}

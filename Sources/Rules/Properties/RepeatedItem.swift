import ProtonLint

extension Rule {
  public static let repeatedItem = Rule(
    id: "repeated-item",
    category: .properties,
    severity: .error,
    finds: "an element that stands twice in a list that takes each once",
    why: """
      The service refuses a list in which an element is repeated, or a tag that is set twice.
      """,
    fix: "Keep one of the two.",
    source:
      "https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html",
    aliases: ["E3037", "E3024"],
    examples: [
      .flagged(
        "a security group named twice",
        """
        Resources:
          Volume:
            Type: AWS::EFS::MountTarget
            Properties:
              FileSystemId: fs-0123456789abcdef0
              SubnetId: subnet-0123456789abcdef0
              SecurityGroups:
                - sg-0123456789abcdef0
                - «sg-0123456789abcdef0»
        """),
      .clean(
        "either one or the other",
        """
        Parameters:
          Kind: {Type: String}
        Conditions:
          IsBig: !Equals [!Ref Kind, big]
        Resources:
          Volume:
            Type: AWS::EFS::MountTarget
            Properties:
              FileSystemId: fs-0123456789abcdef0
              SubnetId: subnet-0123456789abcdef0
              SecurityGroups:
                - !If [IsBig, sg-0123456789abcdef0, !Ref AWS::NoValue]
                - !If [IsBig, !Ref AWS::NoValue, sg-0123456789abcdef0]
        """),
    ],
    check: .schema(.repeatedItem)
  )
}

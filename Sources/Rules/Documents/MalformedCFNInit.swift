import ProtonLint

extension Rule {
  public static let malformedCFNInit = Rule(
    id: "malformed-cfn-init",
    category: .documents,
    severity: .warning,
    finds: "metadata for `cfn-init` that it cannot read",
    why: """
      `cfn-init` reads the metadata on the instance, and fails there on what it does not know. \
      The instance then signals nothing, and the deployment waits until it times out.
      """,
    fix: "Correct the marked place.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html",
    aliases: ["E3009"],
    examples: [
      .flagged(
        "a key of a command that there is not",
        """
        Resources:
          Server:
            Type: AWS::EC2::Instance
            Metadata:
              AWS::CloudFormation::Init:
                config:
                  commands: {start: {command: run, «directory»: /srv}}
            Properties:
              ImageId: ami-0123456789abcdef0
        """),
      .clean(
        "one that there is",
        """
        Resources:
          Server:
            Type: AWS::EC2::Instance
            Metadata:
              AWS::CloudFormation::Init:
                config:
                  commands: {start: {command: run, cwd: /srv}}
            Properties:
              ImageId: ami-0123456789abcdef0
        """),
    ],
    check: .schema(.ruled)
  )
}

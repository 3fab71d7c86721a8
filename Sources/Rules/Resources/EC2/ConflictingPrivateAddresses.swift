import ProtonLint

extension Rule {
  public static let conflictingPrivateAddresses = Rule(
    id: "conflicting-private-addresses",
    category: .properties,
    severity: .error,
    finds: "two primary private addresses of one instance or network interface",
    why: """
      `PrivateIpAddress` is the primary address. EC2 refuses a request that also calls an \
      address in `PrivateIpAddresses`, or one of a network interface, the primary one.
      """,
    fix: "Keep one of the two.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkinterface.html",
    aliases: ["E3674"],
    examples: [
      .flagged(
        "two primary addresses",
        """
        Resources:
          Interface:
            Type: AWS::EC2::NetworkInterface
            Properties:
              SubnetId: subnet-0123456789abcdef0
              PrivateIpAddress: 10.0.0.10
              PrivateIpAddresses:
                - Primary: «true»
                  PrivateIpAddress: 10.0.0.11
        """),
      .clean(
        "one primary and one secondary address",
        """
        Resources:
          Interface:
            Type: AWS::EC2::NetworkInterface
            Properties:
              SubnetId: subnet-0123456789abcdef0
              PrivateIpAddress: 10.0.0.10
              PrivateIpAddresses:
                - Primary: false
                  PrivateIpAddress: 10.0.0.11
        """),
    ],
    check: .schema(.ruled)
  )
}

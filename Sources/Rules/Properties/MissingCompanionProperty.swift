import ProtonLint

extension Rule {
  public static let missingCompanionProperty = Rule(
    id: "missing-companion-property",
    category: .properties,
    severity: .error,
    finds: "a property without another that it needs beside it",
    why: """
      The one says nothing without the other, and the service refuses it.
      """,
    fix: "Set the other property, or leave out both.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    aliases: ["E3021"],
    examples: [
      .flagged(
        "the length of a network without the pool that it comes from",
        """
        Resources:
          Subnet:
            Type: AWS::EC2::Subnet
            Properties:
              VpcId: vpc-0123456789abcdef0
              CidrBlock: 10.0.0.0/24
              «Ipv4NetmaskLength»: 24
        """),
      .clean(
        "both",
        """
        Resources:
          Subnet:
            Type: AWS::EC2::Subnet
            Properties:
              VpcId: vpc-0123456789abcdef0
              Ipv4IpamPoolId: ipam-pool-0123456789abcdef0
              Ipv4NetmaskLength: 24
        """),
    ],
    check: .schema(.missingCompanion)
  )
}

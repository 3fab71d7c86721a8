import ProtonLint

extension Rule {
  public static let missingOneOfProperties = Rule(
    id: "missing-one-of-properties",
    category: .properties,
    severity: .error,
    finds: "a resource that needs one of several properties and has none",
    why: """
      The service cannot make the resource without one of them, and refuses it.
      """,
    fix: "Set one of the properties that the message names.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    aliases: ["E3014", "E3058"],
    examples: [
      .flagged(
        "an ingress that comes from nowhere",
        """
        Resources:
          Rule:
            Type: AWS::EC2::SecurityGroupIngress
            «Properties»:
              GroupId: sg-0123456789abcdef0
              IpProtocol: tcp
              FromPort: 443
              ToPort: 443
        """),
      .clean(
        "one from a network",
        """
        Resources:
          Rule:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: sg-0123456789abcdef0
              IpProtocol: tcp
              FromPort: 443
              ToPort: 443
              CidrIp: 10.0.0.0/8
        """),
    ],
    check: .schema(.missingOneOf)
  )
}

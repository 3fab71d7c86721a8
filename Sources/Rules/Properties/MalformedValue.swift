import ProtonLint

extension Rule {
  public static let malformedValue = Rule(
    id: "malformed-value",
    category: .properties,
    severity: .error,
    finds: "an identifier or other text that cannot be what its property takes",
    why: """
      The service looks the identifier up, and no identifier of that kind has this form.
      """,
    fix: "Write the identifier in its form, or refer to the resource.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    aliases: [
      "E1103", "E1150", "E1151", "E1152", "E1153", "E1154", "E1155", "E1156", "E1157", "E1158",
      "E1159", "E1160", "E1161", "E1162", "E1163", "E1164",
    ],
    examples: [
      .flagged(
        "a security group by a name",
        """
        Resources:
          Rule:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: «web-servers»
              IpProtocol: tcp
              FromPort: 443
              ToPort: 443
              CidrIp: 10.0.0.0/8
        """),
      .clean(
        "by its id",
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
    check: .schema(.malformed)
  )
}

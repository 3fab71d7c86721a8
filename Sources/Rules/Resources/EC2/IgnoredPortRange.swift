import ProtonLint

extension Rule {
  public static let ignoredPortRange = Rule(
    id: "ignored-port-range",
    category: .properties,
    severity: .warning,
    finds: "a range of ports in a rule for all protocols, or for one without ports",
    why: """
      EC2 looks at the ports for TCP, UDP and ICMP alone. A rule with protocol `-1` permits \
      traffic on every port, whatever range it names: it is wider than it reads.
      """,
    fix: "Name the protocol that the range is meant for, or leave the ports out.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-securitygroup-ingress.html",
    aliases: ["W3687"],
    examples: [
      .flagged(
        "all protocols on one port",
        """
        Resources:
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: to the database
              VpcId: vpc-0123456789abcdef0
              SecurityGroupEgress:
                - IpProtocol: "-1"
                  «FromPort»: 5432
                  ToPort: 5432
                  CidrIp: 10.0.0.0/16
        """),
      .clean(
        "one protocol",
        """
        Resources:
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: to the database
              VpcId: vpc-0123456789abcdef0
              SecurityGroupEgress:
                - IpProtocol: tcp
                  FromPort: 5432
                  ToPort: 5432
                  CidrIp: 10.0.0.0/16
        """),
    ],
    check: .schema(.ruled)
  )
}

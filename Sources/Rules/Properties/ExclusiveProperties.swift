import ProtonLint

extension Rule {
  public static let exclusiveProperties = Rule(
    id: "exclusive-properties",
    category: .properties,
    severity: .error,
    finds: "properties that must not stand beside each other",
    why: """
      Each of them says the same thing in another way, or they belong to different kinds of the \
      resource: the service refuses both at once.
      """,
    fix: "Keep one of them.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    aliases: ["E3020", "E3014"],
    examples: [
      .flagged(
        "a network by address and by group",
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
              «SourceSecurityGroupId»: sg-0fedcba9876543210
        """),
      .clean(
        "either, under a condition",
        """
        Parameters:
          Peer: {Type: String, Default: ''}
        Conditions:
          HasPeer: !Not [!Equals [!Ref Peer, '']]
        Resources:
          Rule:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: sg-0123456789abcdef0
              IpProtocol: tcp
              FromPort: 443
              ToPort: 443
              CidrIp: !If [HasPeer, !Ref AWS::NoValue, 10.0.0.0/8]
              SourceSecurityGroupId: !If [HasPeer, !Ref Peer, !Ref AWS::NoValue]
        """),
    ],
    check: .schema(.excluded)
  )
}

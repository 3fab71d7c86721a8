import ProtonLint

extension Rule {
  public static let wrongReference = Rule(
    id: "wrong-reference",
    category: .properties,
    severity: .error,
    finds:
      "a reference that gives the identifier of another kind of resource than its property takes",
    why: """
      `Ref` and `Fn::GetAtt` give what the type of the resource defines: a name, an id, an ARN. The service refuses one of the wrong kind.
      """,
    fix: "Refer to the right resource, or to the attribute that the property takes.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    aliases: ["E1040", "E1041"],
    examples: [
      .flagged(
        "a VPC where a subnet is wanted",
        """
        Resources:
          Network:
            Type: AWS::EC2::VPC
            Properties: {CidrBlock: 10.0.0.0/16}
          Gateway:
            Type: AWS::EC2::NatGateway
            Properties:
              SubnetId: !Ref «Network»
              ConnectivityType: private
        """),
      .clean(
        "a subnet",
        """
        Resources:
          Network:
            Type: AWS::EC2::VPC
            Properties: {CidrBlock: 10.0.0.0/16}
          Subnet:
            Type: AWS::EC2::Subnet
            Properties: {CidrBlock: 10.0.0.0/24, VpcId: !Ref Network}
          Gateway:
            Type: AWS::EC2::NatGateway
            Properties:
              SubnetId: !Ref Subnet
              ConnectivityType: private
        """),
    ],
    check: .schema(.wrongReference)
  )
}

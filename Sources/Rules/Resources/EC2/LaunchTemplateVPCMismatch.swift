import ProtonLint

extension Rule {
  public static let launchTemplateVPCMismatch = Rule(
    id: "launch-template-vpc-mismatch",
    category: .properties,
    severity: .error,
    finds: "a launch template with a security group of one VPC and a subnet of another",
    why: """
      An instance lies in one VPC, with its subnets and its security groups. EC2 refuses to \
      launch one whose security group belongs to another VPC than its subnet.
      """,
    fix: "Take subnets and security groups of one VPC.",
    source:
      "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
    aliases: ["E3714"],
    examples: [
      .flagged(
        "two VPCs",
        """
        Resources:
          One: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
          Two: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties: {GroupDescription: web, VpcId: !Ref «One»}
          Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Two, CidrBlock: 10.1.0.0/24}}
          Template:
            Type: AWS::EC2::LaunchTemplate
            Properties:
              LaunchTemplateData:
                NetworkInterfaces:
                  - {DeviceIndex: 0, SubnetId: !Ref Subnet, Groups: [!Ref Group]}
        """),
      .clean(
        "one VPC",
        """
        Resources:
          One: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties: {GroupDescription: web, VpcId: !Ref One}
          Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref One, CidrBlock: 10.0.1.0/24}}
          Template:
            Type: AWS::EC2::LaunchTemplate
            Properties:
              LaunchTemplateData:
                NetworkInterfaces:
                  - {DeviceIndex: 0, SubnetId: !Ref Subnet, Groups: [!GetAtt Group.GroupId]}
        """),
    ],
    check: .agreement(
      of: "AWS::EC2::LaunchTemplate",
      Agreement(
        of: .of(
          "AWS::EC2::SecurityGroup",
          namedBy: ["LaunchTemplateData", "SecurityGroupIds", "[]"],
          ["LaunchTemplateData", "NetworkInterfaces", "[]", "Groups", "[]"], key: "VpcId"),
        with: .of(
          "AWS::EC2::Subnet",
          namedBy: ["LaunchTemplateData", "NetworkInterfaces", "[]", "SubnetId"], key: "VpcId")
      ) { group, subnet in
        "security group `\(group.owner.logicalID)` is in the VPC `\(group.words)`, but subnet "
          + "`\(subnet.owner.logicalID)` of the same launch template is in `\(subnet.words)`"
      })
  )
}

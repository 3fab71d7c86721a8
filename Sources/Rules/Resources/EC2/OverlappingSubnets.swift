import ProtonLint

extension Rule {
  public static let overlappingSubnets = Rule(
    id: "overlapping-subnets",
    category: .properties,
    severity: .error,
    finds: "two subnets of one VPC that share addresses",
    why: """
      An address belongs to one subnet of a VPC. EC2 refuses a subnet that overlaps another one: \
      "the CIDR conflicts with another subnet".
      """,
    fix: "Give each subnet a block of its own.",
    source:
      "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
    aliases: ["E3060"],
    examples: [
      .flagged(
        "a subnet inside of another",
        """
        Resources:
          VPC: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
          One: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref VPC, CidrBlock: 10.0.0.0/20}}
          Two: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref VPC, CidrBlock: «10.0.1.0/24»}}
        """),
      .flagged(
        "two subnets of one parameter",
        """
        Parameters:
          Block: {Type: String}
        Resources:
          One: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-11111111, CidrBlock: !Ref Block}}
          Two: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-11111111, CidrBlock: !Ref «Block»}}
        """),
      .clean(
        "neighbours, and equal blocks in turn",
        """
        Conditions:
          IsWide: !Equals [!Ref AWS::Region, eu-west-1]
          IsNarrow: !Not [!Condition IsWide]
        Resources:
          VPC: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
          One: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref VPC, CidrBlock: 10.0.0.0/24}}
          Two: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref VPC, CidrBlock: 10.0.1.0/24}}
          Wide:
            Type: AWS::EC2::Subnet
            Condition: IsWide
            Properties: {VpcId: !Ref VPC, CidrBlock: 10.0.16.0/20}
          Narrow:
            Type: AWS::EC2::Subnet
            Condition: IsNarrow
            Properties: {VpcId: !Ref VPC, CidrBlock: 10.0.16.0/24}
        """),
    ],
    check: .graph { model in overlaps(among: model.graph.resources(ofType: "AWS::EC2::Subnet")) }
  )
}

private struct SubnetBlock {
  let subnet: Resource
  let vpc: [NameText.Part]
  let value: Value
  let text: NameText
  /// Nil where it is not known; the same text is the same block nevertheless.
  let block: AddressBlock?
  let condition: Condition

  func overlaps(_ other: SubnetBlock) -> Bool {
    guard let block, let otherBlock = other.block else { return text.isSame(as: other.text) }
    return block.overlaps(otherBlock)
  }
}

/// One problem for each block that overlaps one before it in its VPC.
private func overlaps(among subnets: [Resource]) -> [Problem] {
  let blocks = subnets.flatMap { subnet -> [SubnetBlock] in
    ["CidrBlock", "Ipv6CidrBlock"].flatMap { key in
      subnet.readings(of: "VpcId", key).compactMap { reading in
        guard let vpc = reading["VpcId"].flatMap({ NameText($0) }), let value = reading[key],
          let text = NameText(value)
        else { return nil }
        return SubnetBlock(
          subnet: subnet, vpc: vpc.parts, value: value, text: text,
          block: value.string.flatMap { AddressBlock($0) },
          condition: reading.condition.and(subnet.condition))
      }
    }
  }
  // A VPC has 200 subnets unless its owner asks for more.
  guard blocks.count <= 2_000 else { return [] }
  return blocks.indices.compactMap { index in
    let one = blocks[index]
    for other in blocks[..<index]
    where other.subnet.template == one.subnet.template
      && other.subnet.logicalID != one.subnet.logicalID
      && other.vpc == one.vpc && other.overlaps(one)
    {
      let both = one.condition.and(other.condition)
      guard !both.isNever else { continue }
      return Problem(
        "`\(one.value.words)` overlaps `\(other.value.words)` of the subnet "
          + "`\(other.subnet.logicalID)`",
        at: Label(one.value.span), related: [Label(other.value.span, "the other subnet")],
        when: both,
        evidence: one.subnet.logicalID)
    }
    return nil
  }
}

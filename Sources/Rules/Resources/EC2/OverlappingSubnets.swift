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
  let text: String
  let span: Span
  let block: AddressBlock
  let condition: Condition
}

/// One problem for each block that overlaps one before it in its VPC.
private func overlaps(among subnets: [Resource]) -> [Problem] {
  let blocks = subnets.flatMap { subnet -> [SubnetBlock] in
    ["CidrBlock", "Ipv6CidrBlock"].flatMap { key in
      subnet.readings(of: "VpcId", key).compactMap { reading in
        guard let vpc = reading["VpcId"].flatMap({ NameText($0) }), let value = reading[key],
          let text = value.string, let block = AddressBlock(text)
        else { return nil }
        return SubnetBlock(
          subnet: subnet, vpc: vpc.parts, text: text, span: value.span, block: block,
          condition: reading.condition.and(subnet.condition))
      }
    }
  }
  // A VPC has 200 subnets unless its owner asks for more.
  guard blocks.count <= 2_000 else { return [] }
  return blocks.indices.compactMap { index in
    let one = blocks[index]
    for other in blocks[..<index]
    where other.block.overlaps(one.block) && other.subnet.template == one.subnet.template
      && other.vpc == one.vpc && other.subnet.id != one.subnet.id
    {
      let both = one.condition.and(other.condition)
      guard !both.isNever else { continue }
      return Problem(
        "`\(one.text)` overlaps `\(other.text)` of the subnet `\(other.subnet.logicalID)`",
        at: Label(one.span), related: [Label(other.span, "the other subnet")], when: both,
        evidence: one.subnet.logicalID)
    }
    return nil
  }
}

import ProtonLint

extension Rule {
  public static let subnetOutsideVPC = Rule(
    id: "subnet-outside-vpc",
    category: .properties,
    severity: .error,
    finds: "a subnet with addresses that its VPC does not have",
    why: """
      The addresses of a subnet are a part of those of its VPC. EC2 refuses a subnet with any \
      other: "the CIDR is invalid".
      """,
    fix: "Take a part of the `CidrBlock` of the VPC, or add a block to the VPC.",
    source:
      "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
    aliases: ["E3059"],
    examples: [
      .flagged(
        "other addresses",
        """
        Resources:
          VPC: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
          Subnet:
            Type: AWS::EC2::Subnet
            Properties: {VpcId: !Ref VPC, CidrBlock: «10.1.0.0/24»}
        """),
      .clean(
        "a part, a second block, and a block that IPAM gives",
        """
        Resources:
          VPC: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
          More: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref VPC, CidrBlock: 10.1.0.0/16}}
          One: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref VPC, CidrBlock: 10.0.1.0/24}}
          Two: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref VPC, CidrBlock: 10.1.1.0/24}}
          Other: {Type: AWS::EC2::VPC, Properties: {Ipv4IpamPoolId: pool, Ipv4NetmaskLength: 16}}
          Three: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Other, CidrBlock: 172.16.0.0/24}}
        """),
    ],
    check: .resource(.cloudFormation("AWS::EC2::Subnet")) { subnet, graph in
      ["CidrBlock", "Ipv6CidrBlock"].flatMap { key in
        (subnet[key]?.alternatives ?? []).flatMap { block -> [Problem] in
          guard let text = block.value.string, let own = AddressBlock(text),
            own.isIPv6 == (key == "Ipv6CidrBlock")
          else { return [] }
          return graph.named(by: ["VpcId"], of: subnet, types: ["AWS::EC2::VPC"]).compactMap {
            vpc in
            guard let blocks = blocks(of: vpc.target, in: graph, ipv6: own.isIPv6) else {
              return nil
            }
            let holding = blocks.filter { $0.block.contains(own) }.reduce(Condition.never) {
              $0.or($1.condition)
            }
            let outside = block.condition.and(vpc.condition).and(holding.negated)
            guard !outside.isNever else { return nil }
            let known = quotedList(blocks.map(\.text))
            return Problem(
              blocks.isEmpty
                ? "`\(text)` is outside of the VPC `\(vpc.target.logicalID)`, which has no IPv6 block"
                : "`\(text)` is outside of the VPC `\(vpc.target.logicalID)`, which has \(known)",
              at: Label(block.value.span), when: outside, evidence: subnet.logicalID)
          }
        }
      }
    }
  )
}

private struct VPCBlock {
  let text: String
  let block: AddressBlock
  let condition: Condition
}

/// The blocks of addresses of a VPC, those that are added to it among them; nil where one of them is
/// not known.
private func blocks(of vpc: Resource, in graph: ResourceGraph, ipv6: Bool) -> [VPCBlock]? {
  let added = graph.referrers(of: vpc.id).filter { $0.type == "AWS::EC2::VPCCidrBlock" }
  let key = ipv6 ? "Ipv6CidrBlock" : "CidrBlock"
  let pools =
    ipv6
    ? ["AmazonProvidedIpv6CidrBlock", "Ipv6IpamPoolId", "Ipv6Pool", "Ipv6NetmaskLength"]
    : ["Ipv4IpamPoolId", "Ipv4NetmaskLength"]
  var blocks: [VPCBlock] = []
  for owner in [vpc] + added {
    guard owner.properties.hasKnownKeys, pools.allSatisfy({ owner[$0] == nil }) else { return nil }
    for alternative in owner[key]?.alternatives ?? [] where !alternative.value.isNull {
      guard let text = alternative.value.string, let block = AddressBlock(text) else { return nil }
      blocks.append(
        VPCBlock(
          text: text, block: block,
          condition: owner.id == vpc.id
            ? alternative.condition : alternative.condition.and(owner.condition)))
    }
  }
  // Every VPC has a block of IPv4: if none is known, it comes from elsewhere.
  return blocks.isEmpty && !ipv6 ? nil : blocks
}

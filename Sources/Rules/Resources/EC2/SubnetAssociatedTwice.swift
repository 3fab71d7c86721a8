import ProtonLint

extension Rule {
  public static let subnetAssociatedTwice = Rule(
    id: "subnet-associated-twice",
    category: .properties,
    severity: .error,
    finds: "a subnet that is associated with two route tables",
    why: """
      A subnet has one route table. EC2 refuses the second association: "the specified \
      association for route table conflicts with an existing association".
      """,
    fix: "Keep one association for each subnet.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-subnetroutetableassociation.html",
    aliases: ["E3022"],
    examples: [
      .flagged(
        "two tables",
        """
        Parameters:
          Subnet: {Type: AWS::EC2::Subnet::Id}
        Resources:
          Public:
            Type: AWS::EC2::SubnetRouteTableAssociation
            Properties: {RouteTableId: rtb-11111111, SubnetId: !Ref «Subnet»}
          Private:
            Type: AWS::EC2::SubnetRouteTableAssociation
            Properties: {RouteTableId: rtb-22222222, SubnetId: !Ref «Subnet»}
        """),
      .clean(
        "one table or the other",
        """
        Parameters:
          Subnet: {Type: AWS::EC2::Subnet::Id}
          Public: {Type: String, AllowedValues: [yes, no]}
        Conditions:
          IsPublic: !Equals [!Ref Public, yes]
          IsPrivate: !Not [!Condition IsPublic]
        Resources:
          One:
            Type: AWS::EC2::SubnetRouteTableAssociation
            Condition: IsPublic
            Properties: {RouteTableId: rtb-11111111, SubnetId: !Ref Subnet}
          Two:
            Type: AWS::EC2::SubnetRouteTableAssociation
            Condition: IsPrivate
            Properties: {RouteTableId: rtb-22222222, SubnetId: !Ref Subnet}
        """),
    ],
    check: .graph { model in
      let associations = model.graph.resources(ofType: "AWS::EC2::SubnetRouteTableAssociation")
      return model.graph.equals(among: associations, in: ["SubnetId"]).compactMap { equal in
        guard let subnet = equal.reading["SubnetId"], let other = equal.otherReading["SubnetId"]
        else { return nil }
        return Problem(
          "`\(equal.other.logicalID)` associates the subnet `\(subnet.words)` as well",
          at: Label(subnet.span), related: [Label(other.span, "the other association")],
          when: equal.condition, evidence: equal.resource.logicalID)
      }
    }
  )
}

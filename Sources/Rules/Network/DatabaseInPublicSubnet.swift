import ProtonLint

extension Rule {
  public static let databaseInPublicSubnet = Rule(
    id: "database-in-public-subnet",
    category: .network,
    severity: .error,
    securitySeverity: 7.0,
    finds: "a database or cache whose subnets are public",
    why: """
      A subnet with a route to an internet gateway is one setting away from exposing what runs in \
      it: a public address, or a wider security group. Databases answer servers, not the internet, \
      and need no such route.
      """,
    fix: "Put the database into subnets whose route table has no route to an internet gateway.",
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "a subnet with a route to the internet",
        """
        Resources:
          Gateway: {Type: AWS::EC2::InternetGateway}
          Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.0.0/24}}
          Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: vpc-1}}
          Route:
            Type: AWS::EC2::Route
            Properties:
              RouteTableId: !Ref Table
              DestinationCidrBlock: 0.0.0.0/0
              GatewayId: !Ref Gateway
          Association:
            Type: AWS::EC2::SubnetRouteTableAssociation
            Properties: {RouteTableId: !Ref Table, SubnetId: !Ref Subnet}
          Subnets:
            Type: AWS::RDS::DBSubnetGroup
            Properties:
              DBSubnetGroupDescription: Database
              SubnetIds:
                - !Ref «Subnet»
        """),
      .flagged(
        "a subnet of the environment that gives out public addresses",
        """
        #- environment/schema/schema.yaml
        schema: {format: {openapi: "3.0.0"}, environment_input_type: Input, types: {Input: {type: object}}}
        #- environment/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- environment/infrastructure/cloudformation.yaml
        Resources:
          PublicSubnet:
            Type: AWS::EC2::Subnet
            Properties: {VpcId: vpc-1, CidrBlock: 10.0.0.0/24, MapPublicIpOnLaunch: true}
        Outputs:
          SubnetId: {Value: !Ref PublicSubnet}
        #- service/schema/schema.yaml
        schema: {format: {openapi: "3.0.0"}, service_input_type: Input, types: {Input: {type: object}}}
        #- service/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- service/instance_infrastructure/cloudformation.yaml
        Resources:
          Subnets:
            Type: AWS::ElastiCache::SubnetGroup
            Properties:
              Description: Cache
              SubnetIds:
                - «'{{ environment.outputs.SubnetId }}'»
        """),
      .flagged(
        "a route that a condition makes public",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          IsTest: !Equals [!Ref Stage, test]
        Resources:
          Gateway: {Type: AWS::EC2::InternetGateway}
          Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.0.0/24}}
          Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: vpc-1}}
          Route:
            Type: AWS::EC2::Route
            Properties:
              RouteTableId: !Ref Table
              DestinationCidrBlock: 0.0.0.0/0
              GatewayId: !If [IsTest, !Ref Gateway, !Ref AWS::NoValue]
              NatGatewayId: !If [IsTest, !Ref AWS::NoValue, nat-0123456789abcdef0]
          Association:
            Type: AWS::EC2::SubnetRouteTableAssociation
            Properties: {RouteTableId: !Ref Table, SubnetId: !Ref Subnet}
          Search:
            Type: AWS::OpenSearchService::Domain
            Properties: {VPCOptions: {SubnetIds: [!Ref «Subnet»]}}
        """),
      .clean(
        "a subnet behind a NAT gateway, and one of which nothing is known",
        """
        Parameters:
          OtherSubnet: {Type: AWS::EC2::Subnet::Id}
        Resources:
          Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.0.0/24}}
          Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: vpc-1}}
          Route:
            Type: AWS::EC2::Route
            Properties:
              RouteTableId: !Ref Table
              DestinationCidrBlock: 0.0.0.0/0
              NatGatewayId: nat-0123456789abcdef0
          Association:
            Type: AWS::EC2::SubnetRouteTableAssociation
            Properties: {RouteTableId: !Ref Table, SubnetId: !Ref Subnet}
          Subnets:
            Type: AWS::RDS::DBSubnetGroup
            Properties:
              DBSubnetGroupDescription: Database
              SubnetIds:
                - !Ref Subnet
                - !Ref OtherSubnet
        """),
    ],
    check: .graph { model in
      let network = Network(model.graph)
      return subnetLists.keys.sorted().flatMap { type in
        model.graph.resources(ofType: type).flatMap { publicSubnets(of: $0, network, model.graph) }
      }
    }
  )
}

/// Where databases and caches name their subnets, by resource type.
///
/// Source: the CloudFormation template reference, one page a type.
private let subnetLists: [String: [String]] = [
  "AWS::DAX::SubnetGroup": ["SubnetIds"],
  "AWS::DMS::ReplicationSubnetGroup": ["SubnetIds"],
  "AWS::DocDB::DBSubnetGroup": ["SubnetIds"],
  "AWS::ElastiCache::SubnetGroup": ["SubnetIds"],
  "AWS::Elasticsearch::Domain": ["VPCOptions", "SubnetIds"],
  "AWS::MemoryDB::SubnetGroup": ["SubnetIds"],
  "AWS::Neptune::DBSubnetGroup": ["SubnetIds"],
  "AWS::OpenSearchService::Domain": ["VPCOptions", "SubnetIds"],
  "AWS::RDS::DBSubnetGroup": ["SubnetIds"],
  "AWS::Redshift::ClusterSubnetGroup": ["SubnetIds"],
  "AWS::RedshiftServerless::Workgroup": ["SubnetIds"],
]

private func publicSubnets(
  of group: Resource, _ network: Network, _ graph: ResourceGraph
) -> [Problem] {
  var value: Value? = group.properties
  for key in subnetLists[group.type] ?? [] { value = value?[key] }
  return (value?.elements ?? []).flatMap { element in
    graph.targets(of: element.value, from: group.template).compactMap { subnet in
      guard case .public(let reason, let condition) = network.publicness(of: subnet) else {
        return nil
      }
      return inPublicSubnet(
        group, subnet, reason, at: element.value.span,
        when: group.condition.and(element.condition).and(condition))
    }
  }
}

private func inPublicSubnet(
  _ group: Resource, _ subnet: Resource, _ reason: Network.Reason, at span: Span,
  when condition: Condition
) -> Problem {
  let what: String
  let evidence: Label
  switch reason {
  case .internetRoute(let route):
    what = "has a route to an internet gateway"
    evidence = Label(route, "the route to the internet gateway")
  case .publicAddresses(let setting):
    what = "gives its instances public addresses"
    evidence = Label(setting, "what starts in `\(subnet.logicalID)` gets a public address")
  }
  return Problem(
    "`\(group.logicalID)` puts data into `\(subnet.logicalID)`, which \(what)", at: Label(span),
    related: [Label(subnet.nameSpan, "the subnet"), evidence],
    help: "use subnets without a route to an internet gateway", when: condition,
    evidence: "\(group.logicalID) \(subnet.logicalID)")
}

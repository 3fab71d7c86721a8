import ProtonLint

extension Rule {
  public static let taskWithPublicAddress = Rule(
    id: "task-with-public-address",
    category: .network,
    severity: .warning,
    securitySeverity: 5.5,
    finds: "an ECS task that gets a public address although there are private subnets",
    why: """
      A public address puts the containers on the internet beside their load balancer, with the \
      security group alone in between. Where private subnets with a way out exist, tasks can pull \
      images and call other services without one.
      """,
    fix: "Run the tasks in the private subnets, and set `AssignPublicIp` to `DISABLED`.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
    aliases: ["CKV_AWS_333"],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "public addresses beside a private subnet",
        """
        Resources:
          Private: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.0.0/24}}
          Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: vpc-1}}
          Route:
            Type: AWS::EC2::Route
            Properties:
              RouteTableId: !Ref Table
              DestinationCidrBlock: 0.0.0.0/0
              NatGatewayId: nat-0123456789abcdef0
          Association:
            Type: AWS::EC2::SubnetRouteTableAssociation
            Properties: {RouteTableId: !Ref Table, SubnetId: !Ref Private}
          Service:
            Type: AWS::ECS::Service
            Properties:
              NetworkConfiguration:
                AwsvpcConfiguration: {AssignPublicIp: «ENABLED», Subnets: [subnet-1]}
        """),
      .clean(
        "no private subnet with a way out, so that images come over the public address",
        """
        Resources:
          Subnet:
            Type: AWS::EC2::Subnet
            Properties: {VpcId: vpc-1, CidrBlock: 10.0.0.0/24, MapPublicIpOnLaunch: true}
          Service:
            Type: AWS::ECS::Service
            Properties:
              NetworkConfiguration:
                AwsvpcConfiguration: {AssignPublicIp: ENABLED, Subnets: [!Ref Subnet]}
        """),
    ],
    check: .graph { model in
      let tasks = taskTypes.flatMap { model.graph.resources(ofType: $0) }
      guard !tasks.isEmpty else { return [] }
      let network = Network(model.graph)
      let privateSubnets = privateSubnets(of: network, model.graph)
      return tasks.flatMap { task -> [Problem] in
        let near =
          [task.template]
          + model.graph.environmentTemplates(for: task.template).map(\.number)
        guard let subnet = near.compactMap({ privateSubnets[$0] }).first else { return [] }
        return networkConfigurations(of: task).flatMap { configuration, condition in
          (configuration["AssignPublicIp"]?.outcomes ?? []).filter { $0.text == "ENABLED" }.map {
            assigned(
              $0.value, task, subnet, when: task.condition.and(condition).and($0.condition))
          }
        }
      }
    }
  )
}

private let taskTypes = ["AWS::ECS::Service", "AWS::ECS::TaskSet", "AWS::Events::Rule"]

/// The `awsvpc` configurations of what starts tasks. The two services spell it differently.
private func networkConfigurations(
  of task: Resource
) -> [(configuration: Value, condition: Condition)] {
  guard task.type == "AWS::Events::Rule" else {
    let network = task["NetworkConfiguration"]
    let configuration = network?["AwsvpcConfiguration"] ?? network?["AwsVpcConfiguration"]
    return configuration.map { [($0, .always)] } ?? []
  }
  return (task["Targets"]?.elements ?? []).compactMap { target in
    target.value["EcsParameters"]?["NetworkConfiguration"]?["AwsVpcConfiguration"].map {
      ($0, target.condition)
    }
  }
}

/// One private subnet with a way out for each template that has any.
private func privateSubnets(of network: Network, _ graph: ResourceGraph) -> [Int: Resource] {
  var found: [Int: Resource] = [:]
  for subnet in graph.resources(ofType: "AWS::EC2::Subnet") where found[subnet.template] == nil {
    if case .private(.some) = network.publicness(of: subnet) { found[subnet.template] = subnet }
  }
  return found
}

private func assigned(
  _ value: Value, _ task: Resource, _ subnet: Resource, when condition: Condition
) -> Problem {
  Problem(
    "tasks of `\(task.logicalID)` get public addresses, although there are private subnets",
    at: Label(value.span),
    related: [
      Label(subnet.nameSpan, "`\(subnet.logicalID)` is private and has a way out")
    ],
    help: "run the tasks in the private subnets", when: condition, evidence: task.logicalID)
}

import ProtonLint

extension Rule {
  public static let serviceWithoutNetwork = Rule(
    id: "service-without-network",
    category: .properties,
    severity: .error,
    finds:
      "a service without a network configuration whose tasks have their own network interfaces",
    why: """
      A task of the network mode `awsvpc` gets an interface in a subnet, and the service has to \
      say in which: "Network Configuration must be provided when networkMode awsvpc is \
      specified".
      """,
    fix: "Set `NetworkConfiguration` with the subnets of the service.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ecs-service.html",
    aliases: ["E3052"],
    examples: [
      .flagged(
        "no network configuration",
        """
        Resources:
          Task: {Type: AWS::ECS::TaskDefinition, Properties: {NetworkMode: awsvpc}}
          Service:
            Type: AWS::ECS::Service
            «Properties»: {TaskDefinition: !Ref Task}
        """),
      .clean(
        "a network configuration, and tasks that share the network of the host",
        """
        Resources:
          Task: {Type: AWS::ECS::TaskDefinition, Properties: {NetworkMode: awsvpc}}
          Service:
            Type: AWS::ECS::Service
            Properties:
              TaskDefinition: !Ref Task
              NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [subnet-12345678]}}
          Host: {Type: AWS::ECS::TaskDefinition, Properties: {NetworkMode: host}}
          Other: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Host}}
        """),
    ],
    check: .resource(.cloudFormation("AWS::ECS::Service")) { service, graph in
      service.readings(of: "TaskDefinition", "NetworkConfiguration", "DeploymentController")
        .flatMap { reading -> [Problem] in
          guard let task = reading["TaskDefinition"], reading["NetworkConfiguration"] == nil,
            // A task set has a network configuration of its own.
            reading["DeploymentController"].map({ $0["Type"]?.string == "ECS" }) ?? true
          else { return [] }
          return graph.named(by: task, of: service, types: ["AWS::ECS::TaskDefinition"]).flatMap {
            named in
            (named.target["NetworkMode"]?.alternatives ?? []).compactMap { mode in
              guard mode.value.string == "awsvpc" else { return nil }
              return Problem(
                "`\(service.logicalID)` has no `NetworkConfiguration`",
                at: Label(service.propertiesSpan),
                related: [Label(mode.value.span, "its tasks have network interfaces of their own")],
                when: reading.condition.and(named.condition).and(mode.condition),
                evidence: service.logicalID)
            }
          }
        }
    }
  )
}

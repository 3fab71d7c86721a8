import ProtonLint

extension Rule {
  public static let fixedHealthCheckPort = Rule(
    id: "fixed-health-check-port",
    category: .properties,
    severity: .warning,
    finds: "a health check on a fixed port of containers whose ports the host chooses",
    why: """
      With `HostPort: 0` each container gets another port of its host, and a health check on a \
      fixed port does not reach it: the targets stay unhealthy, and ECS replaces the tasks again \
      and again.
      """,
    fix: "Set `HealthCheckPort: traffic-port`, or leave it out.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticloadbalancingv2-targetgroup.html",
    aliases: ["E3049"],
    examples: [
      .flagged(
        "a fixed port",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              ContainerDefinitions:
                - {Name: web, Image: nginx, PortMappings: [{ContainerPort: 80, HostPort: 0}]}
          Targets:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties: {HealthCheckPort: «"80"»}
          Service:
            Type: AWS::ECS::Service
            Properties:
              TaskDefinition: !Ref Task
              LoadBalancers: [{ContainerName: web, ContainerPort: 80, TargetGroupArn: !Ref Targets}]
        """),
      .clean(
        "the port of the traffic, which is the default as well",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              ContainerDefinitions:
                - {Name: web, Image: nginx, PortMappings: [{ContainerPort: 80, HostPort: 0}]}
          Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}
          Service:
            Type: AWS::ECS::Service
            Properties:
              TaskDefinition: !Ref Task
              LoadBalancers: [{ContainerName: web, ContainerPort: 80, TargetGroupArn: !Ref Targets}]
        """),
    ],
    check: .resource(.cloudFormation("AWS::ECS::Service")) { service, graph in
      graph.named(by: ["TaskDefinition"], of: service, types: ["AWS::ECS::TaskDefinition"])
        .flatMap { task in
          (service["LoadBalancers"]?.elements ?? []).flatMap { balancer in
            dynamicPort(of: balancer.value, in: task.target).flatMap { port -> [Problem] in
              guard let targets = balancer.value["TargetGroupArn"] else { return [] }
              return graph.named(
                by: targets, of: service, types: ["AWS::ElasticLoadBalancingV2::TargetGroup"]
              ).flatMap { group in
                fixedPorts(of: group.target).map { fixed in
                  Problem(
                    "the health check asks port \(fixed.value.words), but the host chooses the ports "
                      + "of the containers",
                    at: Label(fixed.value.span),
                    related: [Label(port.value.span, "the host chooses the port here")],
                    when: task.condition.and(balancer.condition).and(port.condition)
                      .and(group.condition).and(fixed.condition),
                    evidence: group.target.logicalID)
                }
              }
            }
          }
        }
    }
  )
}

private func fixedPorts(of group: Resource) -> [Value.Alternative] {
  (group["HealthCheckPort"]?.alternatives ?? []).filter {
    $0.value.string.map { $0 != "traffic-port" } ?? false
  }
}

/// The `HostPort: 0` of the container that a load balancer sends to.
private func dynamicPort(of balancer: Value, in task: Resource) -> [Value.Alternative] {
  guard let name = balancer["ContainerName"]?.string, let port = balancer["ContainerPort"]?.string
  else { return [] }
  return task.containers.filter { $0.name?.string == name }.flatMap { container in
    (container.value["PortMappings"]?.elements ?? []).flatMap { mapping in
      mapping.value.readings(of: "ContainerPort", "HostPort").compactMap { reading in
        guard reading["ContainerPort"]?.string == port, let host = reading["HostPort"],
          host.string == "0"
        else { return nil }
        return Value.Alternative(
          condition: container.condition.and(mapping.condition).and(reading.condition), value: host)
      }
    }
  }
}

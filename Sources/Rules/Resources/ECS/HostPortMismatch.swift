import ProtonLint

extension Rule {
  public static let hostPortMismatch = Rule(
    id: "host-port-mismatch",
    category: .properties,
    severity: .error,
    finds:
      "a port of a container with its own network interface that is to be another port of the host",
    why: """
      With the network mode `awsvpc` no host stands between: "the host ports and container ports \
      in port mappings must match".
      """,
    fix: "Leave `HostPort` out, or set it to `ContainerPort`.",
    source:
      "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",
    aliases: ["E3053"],
    examples: [
      .flagged(
        "another port",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              NetworkMode: awsvpc
              ContainerDefinitions:
                - {Name: web, Image: nginx, PortMappings: [{ContainerPort: 80, HostPort: «8080»}]}
        """),
      .clean(
        "the same port, and another one behind a bridge",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              NetworkMode: awsvpc
              ContainerDefinitions:
                - {Name: web, Image: nginx, PortMappings: [{ContainerPort: 80, HostPort: "80"}]}
          Other:
            Type: AWS::ECS::TaskDefinition
            Properties:
              NetworkMode: bridge
              ContainerDefinitions:
                - {Name: web, Image: nginx, PortMappings: [{ContainerPort: 80, HostPort: 8080}]}
        """),
    ],
    check: .resource(.cloudFormation("AWS::ECS::TaskDefinition")) { task, _ in
      let needed = (task["NetworkMode"]?.alternatives ?? []).filter {
        $0.value.string == "awsvpc"
      }.reduce(Condition.never) { $0.or($1.condition) }
      guard !needed.isNever else { return [] }
      return task.containers.flatMap { container in
        (container.value["PortMappings"]?.elements ?? []).flatMap { mapping in
          mapping.value.readings(of: "ContainerPort", "HostPort").compactMap { reading in
            guard let host = reading["HostPort"], let port = host.string,
              let own = reading["ContainerPort"]?.string, own != port
            else { return nil }
            let condition = needed.and(container.condition).and(mapping.condition)
            return Problem(
              "`HostPort` is \(port), but the container listens on \(own), with a network interface "
                + "of its own",
              at: Label(host.span), when: condition.and(reading.condition), evidence: port)
          }
        }
      }
    }
  )
}

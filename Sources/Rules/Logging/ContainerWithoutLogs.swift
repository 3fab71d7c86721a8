import ProtonLint

extension Rule {
  public static let containerWithoutLogs = Rule(
    id: "container-without-logs",
    category: .logging,
    severity: .warning,
    finds: "a container of an ECS task that has no log configuration",
    why: """
      What the container writes stays on its host: on Fargate nobody can ever read it, elsewhere \
      it is lost with the host. When the service fails, there is nothing to look at.
      """,
    fix: "Give the container a `LogConfiguration`, for example of the `awslogs` driver.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-9",
    presets: [.recommended, .all],
    examples: [
      .flagged(
        "no log configuration",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              ContainerDefinitions:
                - {Name: «web», Image: nginx}
        """),
      .flagged(
        "none on one side of a condition",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          IsProduction: !Equals [!Ref Stage, production]
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              ContainerDefinitions:
                - Name: «web»
                  Image: nginx
                  LogConfiguration: !If [IsProduction, {LogDriver: awslogs}, !Ref AWS::NoValue]
        """),
      .clean(
        "a log driver",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              ContainerDefinitions:
                - {Name: web, Image: nginx, LogConfiguration: {LogDriver: awslogs}}
        """),
    ],
    check: .resource(.cloudFormation("AWS::ECS::TaskDefinition")) { task, _ in
      task.containers.flatMap { container in
        container.logConfigurations.filter(\.value.isNull).map {
          withoutLogs(container, of: task, when: container.condition.and($0.condition))
        }
      }
    }
  )
}

private func withoutLogs(
  _ container: ContainerDefinition, of task: Resource, when condition: Condition
) -> Problem {
  let name = container.name.map { "container `\($0.words)`" } ?? "a container"
  return Problem(
    "\(name) of `\(task.logicalID)` has no log configuration",
    at: Label(container.name?.span ?? container.value.span),
    help: "add a `LogConfiguration` with the `awslogs` driver", when: condition,
    evidence: "\(task.logicalID) \(container.name?.words ?? "")")
}

import ProtonLint

extension Rule {
  public static let unsupportedFargateLogDriver = Rule(
    id: "unsupported-fargate-log-driver",
    category: .properties,
    severity: .error,
    finds: "a log driver that Fargate does not have",
    why: """
      On Fargate a container logs with `awslogs`, `splunk` or `awsfirelens`. ECS refuses the \
      task definition, or the service that runs it on Fargate, with any other driver.
      """,
    fix: "Take one of the three.",
    source:
      "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html",
    aliases: ["E3048", "E3713"],
    examples: [
      .flagged(
        "a driver of Docker, for Fargate and for a service on Fargate",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              RequiresCompatibilities: [FARGATE]
              NetworkMode: awsvpc
              Cpu: "256"
              Memory: "512"
              ContainerDefinitions:
                - {Name: web, Image: nginx, LogConfiguration: {LogDriver: «json-file»}}
          Other:
            Type: AWS::ECS::TaskDefinition
            Properties:
              NetworkMode: awsvpc
              ContainerDefinitions:
                - {Name: web, Image: nginx, LogConfiguration: {LogDriver: «syslog»}}
          Service:
            Type: AWS::ECS::Service
            Properties: {LaunchType: FARGATE, TaskDefinition: !Ref Other}
        """),
      .clean(
        "a driver of Fargate, and one for EC2",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              RequiresCompatibilities: [FARGATE]
              ContainerDefinitions:
                - {Name: web, Image: nginx, LogConfiguration: {LogDriver: awsfirelens}}
          Other:
            Type: AWS::ECS::TaskDefinition
            Properties:
              ContainerDefinitions:
                - {Name: web, Image: nginx, LogConfiguration: {LogDriver: json-file}}
        """),
    ],
    check: .resource(.cloudFormation("AWS::ECS::TaskDefinition")) { task, graph in
      let needed = graph.fargateServices(of: task).reduce(task.fargateCondition) {
        $0.or($1.condition)
      }
      guard !needed.isNever else { return [] }
      return task.containers.flatMap { container in
        container.value.values(at: ["LogConfiguration", "LogDriver"]).compactMap { driver in
          guard let name = driver.value.string,
            !["awslogs", "splunk", "awsfirelens"].contains(name)
          else { return nil }
          let condition = needed.and(container.condition).and(driver.condition)
          return condition.isNever
            ? nil
            : Problem(
              "Fargate does not have the log driver `\(name)`", at: Label(driver.value.span),
              help: "it has `awslogs`, `splunk` and `awsfirelens`", when: condition, evidence: name)
        }
      }
    }
  )
}

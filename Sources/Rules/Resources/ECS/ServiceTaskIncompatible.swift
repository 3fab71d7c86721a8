import ProtonLint

extension Rule {
  public static let serviceTaskIncompatible = Rule(
    id: "service-task-incompatible",
    category: .properties,
    severity: .error,
    finds: "a service on Fargate whose task definition is not for Fargate",
    why: """
      Fargate runs tasks of the network mode `awsvpc` alone. ECS refuses the service: "Task \
      definition does not support launch_type FARGATE".
      """,
    fix:
      "Set `NetworkMode: awsvpc` and `RequiresCompatibilities: [FARGATE]` in the task definition, or another `LaunchType` in the service.",
    source:
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",
    aliases: ["E3054"],
    examples: [
      .flagged(
        "a task for EC2",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              NetworkMode: bridge
              RequiresCompatibilities: «[EC2]»
          Service:
            Type: AWS::ECS::Service
            Properties: {LaunchType: FARGATE, TaskDefinition: !Ref Task}
        """),
      .flagged(
        "a task that does not say",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            «Properties»: {Family: web}
          Service:
            Type: AWS::ECS::Service
            Properties: {LaunchType: FARGATE, TaskDefinition: !Ref Task}
        """),
      .clean(
        "a task of the right network mode, and a service on EC2",
        """
        Resources:
          Task: {Type: AWS::ECS::TaskDefinition, Properties: {NetworkMode: awsvpc}}
          Service:
            Type: AWS::ECS::Service
            Properties: {LaunchType: FARGATE, TaskDefinition: !Ref Task}
          Bridge: {Type: AWS::ECS::TaskDefinition, Properties: {NetworkMode: bridge}}
          Other:
            Type: AWS::ECS::Service
            Properties: {LaunchType: EC2, TaskDefinition: !Ref Bridge}
        """),
    ],
    check: .resource(.cloudFormation("AWS::ECS::TaskDefinition")) { task, graph in
      // `invalid-fargate-task` looks at one that says that it is for Fargate.
      let others = task.fargateCondition.negated
      return graph.fargateServices(of: task).flatMap { service in
        task.readings(of: "NetworkMode", "RequiresCompatibilities").compactMap {
          reading -> Problem? in
          if let mode = reading["NetworkMode"], mode.string ?? "awsvpc" == "awsvpc" { return nil }
          let compatibilities = reading["RequiresCompatibilities"]
          guard compatibilities?.elements.allSatisfy({ $0.value.string != nil }) ?? true else {
            return nil
          }
          let condition = service.condition.and(others).and(reading.condition)
          guard !condition.isNever else { return nil }
          return Problem(
            "`\(service.service.logicalID)` runs this task on Fargate, which it is not for",
            at: Label(compatibilities?.span ?? task.propertiesSpan),
            related: [Label(service.span, "the service names the task here")],
            help: "Fargate needs the network mode `awsvpc`", when: condition,
            evidence: task.logicalID)
        }
      }
    }
  )
}

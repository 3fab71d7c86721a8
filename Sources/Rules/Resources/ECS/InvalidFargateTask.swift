import ProtonLint

extension Rule {
  public static let invalidFargateTask = Rule(
    id: "invalid-fargate-task",
    category: .properties,
    severity: .error,
    finds:
      "a task definition for Fargate that lacks what Fargate needs, or has what it does not take",
    why: """
      A task on Fargate has its own network interface (`NetworkMode: awsvpc`) and a size (`Cpu` \
      and `Memory` of the task), and nothing decides where it is placed. ECS refuses to register \
      the task definition otherwise.
      """,
    fix: "Set `NetworkMode: awsvpc`, `Cpu` and `Memory`, and leave `PlacementConstraints` out.",
    source:
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",
    aliases: ["E3048"],
    examples: [
      .flagged(
        "no network mode and no size",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            «Properties»:
              RequiresCompatibilities: [FARGATE]
              ContainerDefinitions: [{Name: web, Image: nginx}]
        """),
      .flagged(
        "a bridge, and a placement",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              RequiresCompatibilities: [EC2, FARGATE]
              NetworkMode: «bridge»
              Cpu: "256"
              Memory: "512"
              «PlacementConstraints»: [{Type: memberOf, Expression: "true"}]
        """),
      .clean(
        "all of it, and a task for EC2",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              RequiresCompatibilities: [FARGATE]
              NetworkMode: awsvpc
              Cpu: "256"
              Memory: "512"
          Other:
            Type: AWS::ECS::TaskDefinition
            Properties: {RequiresCompatibilities: [EC2], NetworkMode: bridge}
        """),
    ],
    check: .resource(.cloudFormation("AWS::ECS::TaskDefinition")) { task, _ in
      let needed = task.fargateCondition
      guard !needed.isNever else { return [] }
      return missingProperties(of: task, when: needed)
        + task.readings(of: "NetworkMode", "PlacementConstraints").flatMap { reading in
          let condition = needed.and(reading.condition)
          var problems: [Problem] = []
          if let mode = reading["NetworkMode"], let name = mode.string, name != "awsvpc" {
            problems.append(
              Problem(
                "a task on Fargate has the network mode `awsvpc`, not `\(name)`",
                at: Label(mode.span), when: condition, evidence: "NetworkMode"))
          }
          if reading["PlacementConstraints"] != nil {
            problems.append(
              Problem(
                "a task on Fargate has no `PlacementConstraints`",
                at: Label(task.properties.keySpan(of: "PlacementConstraints")), when: condition,
                evidence: "PlacementConstraints"))
          }
          return problems
        }
    }
  )
}

private func missingProperties(of task: Resource, when needed: Condition) -> [Problem] {
  let keys = ["NetworkMode", "Cpu", "Memory"]
  return task.properties.readings(of: keys).compactMap { reading in
    let missing = keys.filter { reading[$0] == nil }
    let condition = needed.and(reading.condition)
    guard !missing.isEmpty, !condition.isNever else { return nil }
    return Problem(
      "a task on Fargate needs \(quotedList(missing))", at: Label(task.propertiesSpan),
      when: condition, evidence: missing.joined(separator: ","))
  }
}

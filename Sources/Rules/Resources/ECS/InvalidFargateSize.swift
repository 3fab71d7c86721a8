import ProtonLint

extension Rule {
  public static let invalidFargateSize = Rule(
    id: "invalid-fargate-size",
    category: .properties,
    severity: .error,
    finds: "a pair of CPU and memory that Fargate does not have",
    why: """
      Fargate has a fixed table of pairs: 256 CPU units go with 512 to 2048 MiB, and so on. A \
      pair outside of the table fails when the task definition is registered.
      """,
    fix: "Take a pair of the table.",
    source:
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html",
    aliases: ["E3047", "E3048"],
    examples: [
      .flagged(
        "a pair that does not exist, in two notations",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              RequiresCompatibilities: [FARGATE]
              NetworkMode: awsvpc
              Cpu: 256
              Memory: «"4096"»
          Other:
            Type: AWS::ECS::TaskDefinition
            Properties:
              RequiresCompatibilities: [FARGATE]
              NetworkMode: awsvpc
              Cpu: .5 vCPU
              Memory: «5 GB»
          Third:
            Type: AWS::ECS::TaskDefinition
            Properties:
              RequiresCompatibilities: [FARGATE]
              NetworkMode: awsvpc
              Cpu: «"100"»
              Memory: "512"
        """),
      .flagged(
        "a pair of a mapping",
        """
        Mappings:
          Sizes:
            small: {cpu: 256, memory: 512}
            large: «{cpu: 1024, memory: 512}»
        Parameters:
          Size: {Type: String, AllowedValues: [small, large]}
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              RequiresCompatibilities: [FARGATE]
              NetworkMode: awsvpc
              Cpu: !FindInMap [Sizes, !Ref Size, cpu]
              Memory: !FindInMap [Sizes, !Ref Size, memory]
        """),
      .clean(
        "pairs that exist, and one for EC2",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              RequiresCompatibilities: [FARGATE]
              NetworkMode: awsvpc
              Cpu: 1 vCPU
              Memory: 4GB
          Other:
            Type: AWS::ECS::TaskDefinition
            Properties: {RequiresCompatibilities: [EC2], Cpu: "100", Memory: "100"}
        """),
    ],
    check: .resource(.cloudFormation("AWS::ECS::TaskDefinition")) { task, _ in
      let needed = task.fargateCondition
      guard !needed.isNever else { return [] }
      return task.readings(of: "Cpu", "Memory").compactMap { reading in
        guard let cpu = reading["Cpu"], let units = cpu.string.flatMap(FargateSize.cpuUnits) else {
          return nil
        }
        let condition = needed.and(reading.condition)
        guard !condition.isNever else { return nil }
        guard let size = FargateSize.with(cpuUnits: units) else {
          return Problem(
            "Fargate has no tasks of \(units) CPU units", at: Label(cpu.span),
            help: "it has \(FargateSize.allCPUUnits.map(String.init).joined(separator: ", "))",
            when: condition, evidence: task.logicalID)
        }
        guard let memory = reading["Memory"],
          let amount = memory.string.flatMap(FargateSize.memory),
          !size.memories.contains(amount)
        else { return nil }
        return Problem(
          "Fargate has no tasks of \(units) CPU units with \(amount) MiB of memory",
          at: Label(memory.span), related: [Label(cpu.span, "the CPU units are set here")],
          help: "with \(units) CPU units go \(size.memoriesInWords) MiB", when: condition,
          evidence: task.logicalID)
      }
    }
  )
}

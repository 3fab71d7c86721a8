import ProtonLint

extension Rule {
  public static let noEssentialContainer = Rule(
    id: "no-essential-container",
    category: .properties,
    severity: .error,
    finds: "a task definition none of whose containers is essential",
    why: """
      A task ends when an essential container ends, so one container at least must be essential, \
      as each is unless it says otherwise. ECS refuses the task definition.
      """,
    fix: "Leave `Essential: false` out for the container that does the work.",
    source:
      "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
    aliases: ["E3042"],
    examples: [
      .flagged(
        "none",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              «ContainerDefinitions»:
                - {Name: web, Image: nginx, Essential: false}
                - {Name: log, Image: fluentd, Essential: false}
        """),
      .clean(
        "one that says nothing",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              ContainerDefinitions:
                - {Name: web, Image: nginx}
                - {Name: log, Image: fluentd, Essential: false}
        """),
    ],
    check: .resource(.cloudFormation("AWS::ECS::TaskDefinition")) { task, _ in
      let elements = task["ContainerDefinitions"]?.elements ?? []
      guard !elements.isEmpty, elements.allSatisfy(\.value.hasKnownKeys) else { return [] }
      var essential = Condition.never
      for element in elements {
        for reading in element.value.readings(of: "Essential")
        where reading["Essential"]?.bool != false {
          essential = essential.or(element.condition.and(reading.condition))
        }
      }
      let without = essential.negated
      return without.isNever
        ? []
        : [
          Problem(
            "no container of `\(task.logicalID)` is essential",
            at: Label(task.properties.keySpan(of: "ContainerDefinitions")), when: without,
            evidence: task.logicalID)
        ]
    }
  )
}

import ProtonLint

extension Rule {
  public static let incompleteAWSLogsOptions = Rule(
    id: "incomplete-awslogs-options",
    category: .properties,
    severity: .error,
    finds: "options of the log driver `awslogs` that are missing or that it does not have",
    why: """
      The driver needs the group and the region of the logs, and ECS refuses the task definition \
      without them: "Log driver awslogs requires options". It refuses other options than its own \
      as well.
      """,
    fix: "Set `awslogs-group` and `awslogs-region`.",
    source:
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html",
    aliases: ["E3046"],
    examples: [
      .flagged(
        "no region, an option of another driver, no options",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              ContainerDefinitions:
                - Name: web
                  Image: nginx
                  LogConfiguration: {LogDriver: awslogs, «Options»: {awslogs-group: web}}
                - Name: log
                  Image: nginx
                  LogConfiguration:
                    LogDriver: awslogs
                    Options: {awslogs-group: web, awslogs-region: eu-west-1, «max-size»: 10m}
                - Name: sidecar
                  Image: nginx
                  LogConfiguration: {LogDriver: «awslogs»}
        """),
      .clean(
        "its own options, and another driver",
        """
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              ContainerDefinitions:
                - Name: web
                  Image: nginx
                  LogConfiguration:
                    LogDriver: awslogs
                    Options: {awslogs-group: web, awslogs-region: !Ref AWS::Region, mode: non-blocking}
                - Name: log
                  Image: nginx
                  LogConfiguration: {LogDriver: json-file, Options: {max-size: 10m}}
        """),
    ],
    check: .resource(.cloudFormation("AWS::ECS::TaskDefinition")) { task, _ in
      task.containers.flatMap { container in
        container.logConfigurations.flatMap { configuration in
          configuration.value.readings(of: "LogDriver", "Options").flatMap { reading -> [Problem] in
            guard let driver = reading["LogDriver"], driver.string == "awslogs" else { return [] }
            let condition = container.condition.and(configuration.condition)
              .and(reading.condition)
            guard let options = reading["Options"] else {
              return [
                Problem(
                  "`awslogs` needs `Options`", at: Label(driver.span), when: condition,
                  evidence: task.logicalID)
              ]
            }
            return problems(
              of: options, at: configuration.value.keySpan(of: "Options"), when: condition)
          }
        }
      }
    }
  )
}

/// Source: "Use the awslogs log driver" in the developer guide of Amazon ECS.
private let known: Set<String> = [
  "awslogs-create-group", "awslogs-datetime-format", "awslogs-group", "awslogs-multiline-pattern",
  "awslogs-region", "awslogs-stream-prefix", "max-buffer-size", "mode",
]
private let needed = ["awslogs-group", "awslogs-region"]

private func problems(of options: Value, at place: Span, when condition: Condition) -> [Problem] {
  options.readings(of: needed).compactMap { reading in
    let missing = needed.filter { reading[$0] == nil }
    return missing.isEmpty
      ? nil
      : Problem(
        "`awslogs` needs \(quotedList(missing))", at: Label(place),
        when: condition.and(reading.condition), evidence: missing.joined(separator: ","))
  }
    + (options.hasKnownKeys ? options.entries : []).filter { !known.contains($0.key) }.map {
      entry in
      Problem(
        "`awslogs` has no option `\(entry.key)`", at: Label(entry.keySpan),
        help: closestName(to: entry.key, among: known.sorted()).map { "did you mean `\($0)`?" },
        when: condition, evidence: entry.key)
    }
}

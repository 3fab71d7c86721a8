import ProtonLint

extension Rule {
  public static let missingLogGroup = Rule(
    id: "missing-log-group",
    category: .logging,
    severity: .warning,
    finds: "a container that logs to a group which no template makes",
    why: """
      The `awslogs` driver does not make log groups unless told so. If the group is not there, the \
      container does not start, and the deployment waits for a healthy service until it fails.
      """,
    fix: """
      Name a log group of the template with `Ref`, correct the name, or set `awslogs-create-group` \
      to `true` and let the execution role create log groups.
      """,
    source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html",
    presets: [.recommended, .all],
    examples: [
      .flagged(
        "a name that differs from the group's",
        """
        Resources:
          Logs:
            Type: AWS::Logs::LogGroup
            Properties: {LogGroupName: !Sub '/ecs/${AWS::StackName}'}
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              ContainerDefinitions:
                - Name: web
                  LogConfiguration:
                    LogDriver: awslogs
                    Options:
                      awslogs-group: !Sub «'/ecs/${AWS::StackName}-web'»
        """),
      .flagged(
        "a group that is not there on each path",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                stage: {type: string, enum: [test, production], default: test}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          {% if service_instance.inputs.stage == 'production' %}
          Logs:
            Type: AWS::Logs::LogGroup
            Properties: {LogGroupName: '{{ service.name }}'}
          {% endif %}
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              ContainerDefinitions:
                - Name: web
                  LogConfiguration:
                    LogDriver: awslogs
                    Options:
                      awslogs-group: «'{{ service.name }}'»
        """),
      .clean(
        "the same name, a reference, and a driver that makes the group",
        """
        Resources:
          Logs:
            Type: AWS::Logs::LogGroup
            Properties: {LogGroupName: !Sub '/ecs/${AWS::StackName}'}
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              ContainerDefinitions:
                - Name: web
                  LogConfiguration:
                    LogDriver: awslogs
                    Options:
                      awslogs-group: !Join ['', [/ecs/, !Ref AWS::StackName]]
                - Name: proxy
                  LogConfiguration: {LogDriver: awslogs, Options: {awslogs-group: !Ref Logs}}
                - Name: agent
                  LogConfiguration:
                    LogDriver: awslogs
                    Options: {awslogs-group: agents, awslogs-create-group: 'true'}
        """),
      .flagged(
        "a slip between service and environment",
        """
        #- environment/schema/schema.yaml
        schema: {format: {openapi: "3.0.0"}, environment_input_type: Input, types: {Input: {type: object}}}
        #- environment/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- environment/infrastructure/cloudformation.yaml
        Resources:
          Logs:
            Type: AWS::Logs::LogGroup
            Properties: {LogGroupName: '/{{ environment.name }}/tasks'}
        #- service/schema/schema.yaml
        schema: {format: {openapi: "3.0.0"}, service_input_type: Input, types: {Input: {type: object}}}
        #- service/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- service/instance_infrastructure/cloudformation.yaml
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              ContainerDefinitions:
                - Name: web
                  LogConfiguration:
                    LogDriver: awslogs
                    Options:
                      awslogs-group: '/{{ environment.name }}/tasks'
                - Name: proxy
                  LogConfiguration:
                    LogDriver: awslogs
                    Options:
                      awslogs-group: «'/{{ environment.name }}/task'»
        """),
      .clean(
        "a name that someone else decides",
        """
        Parameters:
          LogGroup: {Type: String}
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              ContainerDefinitions:
                - Name: web
                  LogConfiguration: {LogDriver: awslogs, Options: {awslogs-group: !Ref LogGroup}}
        """),
    ],
    check: .graph { model in
      let groups = LogGroups(model.graph)
      return model.graph.resources(ofType: "AWS::ECS::TaskDefinition").flatMap { task in
        task.containers.flatMap { missingGroups(of: $0, task, groups, model.graph) }
      }
    }
  )
}

private func missingGroups(
  of container: ContainerDefinition, _ task: Resource, _ groups: LogGroups, _ graph: ResourceGraph
) -> [Problem] {
  container.logConfigurations.flatMap { configuration -> [Problem] in
    guard configuration.value["LogDriver"]?.string == "awslogs",
      let options = configuration.value["Options"], makesNoGroup(options),
      let group = options["awslogs-group"]
    else { return [] }
    let needed = task.condition.and(container.condition).and(configuration.condition)
    return group.alternatives.compactMap { alternative in
      guard let name = NameText(alternative.value), let sources = sources(of: name),
        sources.contains(where: isOwn) || knowsEnvironments(of: task, graph)
      else { return nil }
      let absent = groups.absence(
        of: name, in: task.template, when: needed.and(alternative.condition))
      return absent.isNever ? nil : missing(alternative.value, container, of: task, when: absent)
    }
  }
}

/// Whether the driver is known not to make the group by itself.
private func makesNoGroup(_ options: Value) -> Bool {
  guard case .map = options.form else { return false }
  guard let creates = options["awslogs-create-group"], !creates.isNull else { return true }
  return creates.bool == false
}

/// The names that Proton and CloudFormation put into a name; nil where anything else does.
private func sources(of name: NameText) -> [Symbol.Source]? {
  var found: [Symbol.Source] = []
  for part in name.parts {
    switch part {
    case .text: break
    // Whatever is called after a resource may be made by its service.
    case .reference: return nil
    case .symbol(let symbol):
      for origin in symbol.origins {
        switch origin.source {
        case .proton, .pseudoParameter: found.append(origin.source)
        default: return nil
        }
      }
    }
  }
  return found
}

/// Whether only this deployment can know the name: that of the stack, the service or the instance.
private func isOwn(_ source: Symbol.Source) -> Bool {
  switch source {
  case .proton(let name): name.hasPrefix("service")
  case .pseudoParameter(let name): name == "AWS::StackName" || name == "AWS::StackId"
  default: false
  }
}

/// Whether the templates that could make a group of any other name are here to be looked at.
private func knowsEnvironments(of task: Resource, _ graph: ResourceGraph) -> Bool {
  guard graph.templates.indices.contains(task.template) else { return false }
  switch graph.templates[task.template].role {
  case .environment?: return true
  case .instance?, .pipeline?, .component?:
    return !graph.environmentTemplates(for: task.template).isEmpty
  case nil: return false
  }
}

extension Symbol {
  /// What a derived symbol was made from; any other symbol itself.
  fileprivate var origins: [Symbol] {
    source == .derived ? inputs.flatMap(\.origins) : [self]
  }
}

private func missing(
  _ group: Value, _ container: ContainerDefinition, of task: Resource, when condition: Condition
) -> Problem {
  let name = container.name?.words ?? "a container"
  return Problem(
    "container `\(name)` of `\(task.logicalID)` logs to `\(group.words)`, which no template makes",
    at: Label(group.span),
    help: "name a log group of this template, or set `awslogs-create-group`", when: condition,
    evidence: "\(task.logicalID) \(name) \(group.words)")
}

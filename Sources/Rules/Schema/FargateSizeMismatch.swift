import ProtonLint

extension Rule {
  public static let fargateSizeMismatch = Rule(
    id: "fargate-size-mismatch",
    category: .schema,
    severity: .warning,
    finds: "CPU and memory of a task that may be a pair that Fargate does not have",
    why: """
      Fargate has a fixed table of pairs: 256 CPU units go with 512 to 2048 MiB, and so on. \
      Where CPU and memory are chosen one by one, every pair of permitted values can be \
      chosen, and a pair outside of the table fails when the task is registered.
      """,
    fix: "Let developers choose one size, and map it to a pair that Fargate has.",
    source:
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "values that do not all fit together",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «cpu»: {type: string, enum: ["256", "512"], default: "256"}
                memory: {type: string, enum: ["512", "1024", "4096"], default: "512"}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              RequiresCompatibilities: [FARGATE]
              NetworkMode: awsvpc
              Cpu: '{{ service_instance.inputs.cpu }}'
              Memory: '{{ service_instance.inputs.memory }}'
              ContainerDefinitions: [{Name: web, Image: web}]
        """),
      .clean(
        "values that all fit together",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                cpu: {type: string, enum: ["256", "512"], default: "256"}
                memory: {type: string, enum: ["1024", "2048"], default: "1024"}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              RequiresCompatibilities: [FARGATE]
              NetworkMode: awsvpc
              Cpu: '{{ service_instance.inputs.cpu }}'
              Memory: '{{ service_instance.inputs.memory }}'
              ContainerDefinitions: [{Name: web, Image: web}]
        """),
    ],
    check: .resource(.cloudFormation("AWS::ECS::TaskDefinition")) { resource, _ in
      guard let cpu = resource["Cpu"], let memory = resource["Memory"],
        (resource["RequiresCompatibilities"]?.elements ?? []).contains(where: {
          $0.value.string == "FARGATE"
        })
      else { return [] }
      return mismatches(cpu, memory, in: resource)
    }
  )
}

/// One problem for each pair of places that the sizes come from, with the first pair that fails.
private func mismatches(_ cpu: Value, _ memory: Value, in resource: Resource) -> [Problem] {
  var seen: Set<[Span]> = []
  var problems: [Problem] = []
  for one in cpu.outcomes {
    guard let units = one.text.flatMap(FargateSize.cpuUnits),
      let taken = FargateSize.with(cpuUnits: units)
    else { continue }
    for other in memory.outcomes {
      guard let size = other.text.flatMap(FargateSize.memory), !taken.memories.contains(size),
        // `invalid-fargate-size` looks at pairs that nobody chooses.
        one.value.isSymbol || other.value.isSymbol
      else { continue }
      let condition = one.condition.and(other.condition).and(resource.condition)
      let places = [one.value.origin, other.value.origin]
      guard !condition.isNever, seen.insert(places).inserted else { continue }
      problems.append(
        Problem(
          "`\(resource.logicalID)` may ask for \(units) CPU units with \(size) MiB of memory, "
            + "a pair that Fargate does not have",
          at: Label(places[0]),
          related: [Label(places[1], "the memory comes from here")]
            + (places[0] == cpu.span ? [] : [Label(cpu.span, "the CPU units are used here")]),
          help: "with \(units) CPU units go \(taken.memoriesInWords) MiB",
          when: condition, evidence: resource.logicalID))
    }
  }
  return problems
}

extension Value {
  fileprivate var isSymbol: Bool { if case .symbol = form { true } else { false } }

  /// The declaration of an input, or where the value itself stands.
  fileprivate var origin: Span {
    if case .symbol(let symbol) = form, let declaration = symbol.declaration { return declaration }
    return span
  }
}

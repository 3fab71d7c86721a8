import ProtonLint

extension Rule {
  public static let refusedTaskSize = Rule(
    id: "refused-task-size",
    category: .inputs,
    severity: .warning,
    finds: "a CPU and a memory that the schema permits together and Fargate does not",
    why: """
      Each CPU size of Fargate goes with certain sizes of memory. Where two inputs decide them \
      apart, a developer can pick a pair that ECS refuses, long after Proton has accepted it.
      """,
    fix: """
      Let one input choose the pair, through a mapping, or permit only sizes that go together.
      """,
    source:
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "sizes that are chosen apart",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                cpu: {type: string, enum: ['256', '1024'], default: '256'}
                memory: {type: string, enum: [«'512'», '2048'], default: '512'}
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
              Cpu: '{{ service_instance.inputs.cpu }}'
              Memory: '{{ service_instance.inputs.memory }}'
        """),
      .clean(
        "sizes that all go together, and a container host that has none",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                memory: {type: string, enum: ['1024', '2048'], default: '1024'}
                cpu: {type: string, enum: ['256', '1024'], default: '256'}
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
              Cpu: '512'
              Memory: '{{ service_instance.inputs.memory }}'
          HostTask:
            Type: AWS::ECS::TaskDefinition
            Properties:
              RequiresCompatibilities: [EC2]
              Cpu: '{{ service_instance.inputs.cpu }}'
              Memory: '{{ service_instance.inputs.memory }}'
        """),
    ],
    check: .graph { model in
      model.graph.resources(ofType: "AWS::ECS::TaskDefinition").compactMap {
        refusedPair(of: $0, in: model)
      }
    }
  )
}

/// The first pair of a task that an input leads to and Fargate does not have.
private func refusedPair(of task: Resource, in model: Model) -> Problem? {
  guard let cpu = task["Cpu"], let memory = task["Memory"],
    task["RequiresCompatibilities"]?.elements.contains(where: { $0.value.string == "FARGATE" })
      == true
  else { return nil }
  for first in cpu.outcomes {
    guard let size = first.text, let range = memorySizes[size] else { continue }
    for second in memory.outcomes {
      guard let text = second.text, let amount = Int(text), !range.contains(amount) else {
        continue
      }
      let condition = first.condition.and(second.condition).and(task.condition)
      guard !condition.isNever, let (symbol, chosen) = chooser(second) ?? chooser(first),
        let place = model.place(of: chosen, permittedBy: symbol, for: task)
      else { continue }
      return Problem(
        "the schema permits a memory of `\(text)` with a CPU of `\(size)`, and Fargate does not",
        at: Label(place),
        related: [Label(second.value.span, "the memory"), Label(first.value.span, "the CPU")],
        help: "with a CPU of \(size) goes a memory of \(range.lowerBound) to "
          + "\(range.upperBound)",
        when: condition, evidence: task.logicalID)
    }
  }
  return nil
}

/// The input that chose a value, with its choice.
private func chooser(_ outcome: Value.Outcome) -> (Symbol, String)? {
  guard case .symbol(let symbol) = outcome.value.form, symbol.inputName != nil,
    let text = outcome.text
  else { return nil }
  return (symbol, text)
}

/// Memory in MiB by CPU units; within these ranges ECS has steps, which are not looked at.
private let memorySizes: [String: ClosedRange<Int>] = [
  "256": 512...2_048, "512": 1_024...4_096, "1024": 2_048...8_192, "2048": 4_096...16_384,
  "4096": 8_192...30_720, "8192": 16_384...61_440, "16384": 32_768...122_880,
]

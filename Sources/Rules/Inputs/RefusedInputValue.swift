import ProtonLint

extension Rule {
  public static let refusedInputValue = Rule(
    id: "refused-input-value",
    category: .inputs,
    severity: .warning,
    finds: "a value that the schema permits and the property which it is for does not take",
    why: """
      The form lets a developer enter the value, Proton accepts the spec, and the deployment fails \
      minutes later with an error of another service. The schema is the place where such a value \
      is refused at once, in words that the developer understands.
      """,
    fix: """
      Narrow the input in the schema: `enum`, `minimum` and `maximum`, or `pattern`.
      """,
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a port beyond the last one",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «port»: {type: integer, minimum: 1, maximum: 70000, default: 80}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Listener:
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties: {Port: {{ service_instance.inputs.port }}, Protocol: HTTP}
        """),
      .flagged(
        "a class that is none, among others that are",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                class: {type: string, enum: [db.t3.micro, «t3.small»], default: db.t3.micro}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties:
              DBInstanceClass: '{{ service_instance.inputs.class }}'
        """),
      .clean(
        "as the service has it",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                port: {type: integer, minimum: 1, maximum: 65535, default: 80}
                days: {type: integer, enum: [7, 30], default: 7}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Listener:
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties: {Port: {{ service_instance.inputs.port }}, Protocol: HTTP}
          Logs:
            Type: AWS::Logs::LogGroup
            Properties: {RetentionInDays: {{ service_instance.inputs.days }}}
        """),
    ],
    check: .graph { model in
      var problems = ProblemsByInput()
      for (row, use) in domainUses(of: model) {
        let takes = "`\(row.property)` takes \(row.takes.words)"
        func add(_ text: String, at place: Span?) {
          guard let place else { return }
          problems.add(
            "input `\(use.input)` permits `\(text)`, and \(takes)", at: place, use: use,
            "used here", help: "let the schema permit what the property takes")
        }
        guard use.symbol.allowed != nil else {
          if use.symbol.pattern == nil, case .value(let text)? = row.takes.refused(of: use.symbol) {
            add(text, at: use.symbol.declaration)
          }
          continue
        }
        for outcome in use.value.outcomes {
          guard let text = outcome.text, row.takes.takes(text) == false,
            !outcome.condition.and(use.condition).isNever
          else { continue }
          add(text, at: model.place(of: text, permittedBy: use.symbol, for: use.resource))
        }
      }
      return problems.problems
    }
  )
}

/// Every use of an input by a property whose domain is known.
func domainUses(of model: Model) -> [(row: PropertyDomain, use: InputUse)] {
  model.graph.resources.flatMap { resource in
    (PropertyDomain.byType[resource.type] ?? []).flatMap { row in
      resource.inputs(at: row.path).map { (row, $0) }
    }
  }
}

import ProtonLint

extension Rule {
  public static let unboundedInput = Rule(
    id: "unbounded-input",
    category: .inputs,
    severity: .warning,
    finds: "an input of any value for a property that takes only some",
    why: """
      Whatever is typed into the form reaches AWS: a port of 0, a misspelt engine, a number of \
      days that CloudWatch does not know. The deployment fails minutes later, in words that the \
      developer cannot connect with the form.
      """,
    fix: """
      Say in the schema what the property takes: `enum`, `minimum` and `maximum`, or `pattern`.
      """,
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a port without bounds",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «port»: {type: integer, default: 80}
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
        "any text for a closed set",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «launch_type»: {type: string, default: FARGATE}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Service:
            Type: AWS::ECS::Service
            Properties: {LaunchType: '{{ service_instance.inputs.launch_type }}'}
        """),
      .clean(
        "bounds, and a list",
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
                launch_type: {type: string, enum: [EC2, FARGATE], default: FARGATE}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Listener:
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties: {Port: {{ service_instance.inputs.port }}, Protocol: HTTP}
          Service:
            Type: AWS::ECS::Service
            Properties: {LaunchType: '{{ service_instance.inputs.launch_type }}'}
        """),
    ],
    check: .graph { model in
      var problems = ProblemsByInput()
      for (row, use) in domainUses(of: model) {
        guard case .anything? = row.takes.refused(of: use.symbol),
          let place = use.symbol.declaration
        else { continue }
        problems.add(
          "input `\(use.input)` may be any \(use.symbol.type == .string ? "text" : "number"), and "
            + "`\(row.property)` takes \(row.takes.words)",
          at: place, use: use, "used here", help: "bound `\(use.input)` in the schema")
      }
      return problems.problems
    }
  )
}

import ProtonLint

extension Rule {
  public static let jinjaFailure = Rule(
    id: "jinja-failure",
    category: .rendering,
    severity: .error,
    finds: "an expression that Jinja cannot evaluate",
    why: """
      A division by zero, operands of types that do not go together, a loop over a number: Jinja \
      stops there, and every deployment on that path fails.
      """,
    fix: "Correct the expression, or convert its operands.",
    source: "https://jinja.palletsprojects.com/en/stable/templates/#expressions",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a division by zero",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: "{{ «8 / 0» }}"}
        """),
      .flagged(
        "text added to a number",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: "{{ «service_instance.inputs.port + 'px'» }}"}
        """),
      .clean(
        "text joined to a number",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: "{{ service_instance.inputs.port ~ 'px' }} {{ 8 / 2 }}"}
        """),
    ],
    check: .rendering { problem, _ in
      guard case .failure = problem.kind else { return nil }
      return Problem(problem.message, at: Label(problem.span), when: problem.condition)
    }
  )
}

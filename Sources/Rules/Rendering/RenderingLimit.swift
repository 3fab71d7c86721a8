import ProtonLint

extension Rule {
  public static let renderingLimit = Rule(
    id: "rendering-limit",
    category: .rendering,
    severity: .warning,
    finds: "a template that takes more work to render than this program spends on it",
    why: """
      Rendering was stopped, so what follows was not checked. A template that needs this much work \
      or text is most likely a mistake, and Proton will not wait for it either.
      """,
    fix: "Make the loop or the number smaller.",
    source: "https://jinja.palletsprojects.com/en/stable/sandbox/#security-considerations",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an endless range",
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
            Properties: {Type: String, Value: "{% for n in «range(1000000000)» %}{{ n }}{% endfor %}"}
        """),
      .clean(
        "a short range",
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
            Properties: {Type: String, Value: "{% for n in range(3) %}{{ n }}{% endfor %}"}
        """),
    ],
    check: .rendering { problem, _ in
      guard case .limit = problem.kind else { return nil }
      return Problem(
        problem.message, at: Label(problem.span), help: "what depends on it was not checked",
        when: problem.condition)
    }
  )
}

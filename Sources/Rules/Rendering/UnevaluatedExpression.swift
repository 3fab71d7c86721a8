import ProtonLint

extension Rule {
  public static let unevaluatedExpression = Rule(
    id: "unevaluated-expression",
    category: .rendering,
    severity: .note,
    finds: "an expression that this program does not evaluate",
    why: """
      A few filters and functions give something else each time (`random`), and some rare methods are \
      known by name alone. So nothing that depends on what they give is checked.
      """,
    fix: "Nothing is wrong; look at what depends on the expression yourself.",
    source: "https://jinja.palletsprojects.com/en/stable/templates/#list-of-builtin-filters",
    presets: [.all, .proton],
    examples: [
      .flagged(
        "a filter that gives something else each time",
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
            Properties: {Type: String, Value: "{{ «[1, 2] | random» }}"}
        """),
      .clean(
        "a common filter",
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
            Properties: {Type: String, Value: "{{ 'a b' | upper }}"}
        """),
    ],
    check: .rendering { problem, _ in
      guard case .unsupported = problem.kind else { return nil }
      return Problem(
        problem.message, at: Label(problem.span), help: "what depends on it was not checked",
        when: problem.condition)
    }
  )
}

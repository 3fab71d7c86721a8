import ProtonLint

extension Rule {
  public static let unknownTest = Rule(
    id: "unknown-test",
    category: .rendering,
    severity: .error,
    finds: "a test that Jinja does not have",
    why: """
      What stands behind `is` must be one of Jinja's tests. Jinja stops at any other name, so every \
      deployment that comes to it fails.
      """,
    fix: "Use a built-in test of Jinja.",
    source: "https://jinja.palletsprojects.com/en/stable/templates/#list-of-builtin-tests",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a misspelt test",
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
            Properties: {Type: String, Value: "{{ 'a' if service_instance.inputs.port is «definde» else 'b' }}"}
        """),
      .clean(
        "a test of Jinja",
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
            Properties: {Type: String, Value: "{{ 'a' if service_instance.inputs.port is defined else 'b' }}"}
        """),
    ],
    check: .rendering { problem, _ in
      guard case .unknownTest(let name) = problem.kind else { return nil }
      return Problem(
        "there is no test `\(name)`", at: Label(problem.span),
        help: closestName(to: name, among: JinjaTests.all.sorted()).map { "did you mean `\($0)`?" },
        when: problem.condition, evidence: name)
    }
  )
}

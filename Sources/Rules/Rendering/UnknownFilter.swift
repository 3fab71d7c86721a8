import ProtonLint

extension Rule {
  public static let unknownFilter = Rule(
    id: "unknown-filter",
    category: .rendering,
    severity: .error,
    finds: "a filter that Jinja does not have",
    why: """
      Jinja stops at a filter that it does not know, so every deployment that comes to it fails. \
      Filters of Ansible, Helm or Liquid are not there.
      """,
    fix: "Use a built-in filter of Jinja, or one that Proton adds.",
    source: "https://jinja.palletsprojects.com/en/stable/templates/#list-of-builtin-filters",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a filter of another program",
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
            Properties: {Type: String, Value: "{{ service_instance.inputs.port | «to_yaml» }}"}
        """),
      .clean(
        "a filter of Jinja, and one of Proton's",
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
            Properties: {Type: String, Value: "{{ service_instance.inputs.port | string | proton_cfn_sanitize }}"}
        """),
    ],
    check: .rendering { problem, _ in
      guard case .unknownFilter(let name) = problem.kind else { return nil }
      return Problem(
        "there is no filter `\(name)`", at: Label(problem.span),
        help: closestName(to: name, among: JinjaFilters.all).map { "did you mean `\($0)`?" },
        when: problem.condition, evidence: name)
    }
  )
}

import ProtonLint

extension Rule {
  public static let hyphenatedName = Rule(
    id: "hyphenated-name",
    category: .rendering,
    severity: .error,
    finds: "a name with a hyphen behind a dot, which Jinja reads as a subtraction",
    why: """
      To Jinja a hyphen is a minus: `outputs.my-output` is `outputs.my` less a variable `output`. \
      There is no such variable, and the template cannot be rendered.
      """,
    fix: "Write the name as a subscript, `outputs['my-output']`, or without a hyphen.",
    source: "https://jinja.palletsprojects.com/en/stable/templates/#variables",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an input with a hyphen",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {task-size: {type: string, default: small}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ «service_instance.inputs.task-size» }}'}
        """),
      .clean(
        "a subscript, and a subtraction",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                task-size: {type: string, default: small}
                count: {type: integer, default: 2}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        {% set one = 1 %}
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: "{{ service_instance.inputs['task-size'] }}"
              Description: '{{ service_instance.inputs.count-one }} to {{ service_instance.inputs.count-1 }}'
        """),
    ],
    check: .rendering { problem, scope in
      guard case .hyphenatedName(let name) = problem.kind else { return nil }
      let text = String(
        decoding: scope.template.renderings.template.bytes[problem.span.range], as: UTF8.self)
      let base = text.hasSuffix(".\(name)") ? String(text.dropLast(name.count + 1)) : ""
      return Problem(
        "Jinja reads this as a subtraction, not as the name `\(name)`", at: Label(problem.span),
        help: base.isEmpty ? nil : "write `\(base)['\(name)']`", when: problem.condition,
        evidence: name)
    }
  )
}

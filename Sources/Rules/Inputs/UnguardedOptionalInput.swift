import ProtonLint

extension Rule {
  public static let unguardedOptionalInput = Rule(
    id: "unguarded-optional-input",
    category: .inputs,
    severity: .warning,
    finds: "an input that need not be given, has no default, and is read as if it were there",
    why: """
      Where a developer leaves the input out it has no value, and Jinja stops at the first place \
      that prints or compares it: the deployment fails with a message that does not name the input.
      """,
    fix: "Give the input a default, list it under `required`, or guard each place that reads it.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an optional input without a guard",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ «service_instance.inputs.port» }}'}
        """),
      .clean(
        "an optional input with guards",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: '{{ service_instance.inputs.port | default(80) }}'
              {%- if service_instance.inputs.port is defined %}
              Description: '{{ service_instance.inputs.port }}'
              {%- endif %}
        """),
      .clean(
        "a required input",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, required: [port], properties: {port: {type: integer}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ service_instance.inputs.port }}'}
        """),
    ],
    check: .bundle { bundle, model in
      // In a template that cannot be read, the guard may be what is not read.
      model.renderedFiles(of: bundle.id).filter(\.renderings.template.problems.isEmpty)
        .flatMap { unguarded(in: $0.renderings.problems) }
    }
  )
}

/// One problem for each input of a template, at the first place that reads it.
private func unguarded(in problems: [RenderProblem]) -> [Problem] {
  var order: [String] = []
  var places: [String: [RenderProblem]] = [:]
  for problem in problems.sorted(by: { $0.span < $1.span }) {
    guard case .unguardedOptional(let input, _) = problem.kind else { continue }
    if places[input] == nil { order.append(input) }
    places[input, default: []].append(problem)
  }
  return order.compactMap { input in
    guard let all = places[input], let first = all.first,
      case .unguardedOptional(_, let declaration) = first.kind
    else { return nil }
    let declared = declaration.map { Label($0, "it is neither required nor has a default") }
    let others = all.dropFirst().prefix(3).map { Label($0.span, "it is read here as well") }
    return Problem(
      "optional input `\(input)` is read without a guard", at: Label(first.span),
      related: [declared].compactMap { $0 } + others,
      help: "give it a default in the schema, or one here: `| default(…)`",
      when: all.reduce(.never) { $0.or($1.condition) }, evidence: input)
  }
}

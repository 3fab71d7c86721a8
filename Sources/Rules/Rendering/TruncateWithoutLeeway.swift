import ProtonLint

extension Rule {
  public static let truncateWithoutLeeway = Rule(
    id: "truncate-without-leeway",
    category: .rendering,
    severity: .warning,
    finds: "a `truncate` that may leave five characters more than it says",
    why: """
      By default the filter leaves a text alone that is at most five characters longer than the \
      length, its leeway. A name that must not exceed a limit, such as the 32 characters of a target \
      group, then does: only with long names of a service, and only when it is deployed.
      """,
    fix: "Give the leeway as fourth argument: `truncate(29, true, '', 0)`.",
    source: "https://jinja.palletsprojects.com/en/stable/templates/#jinja-filters.truncate",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a length without leeway",
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
            Properties: {Type: String, Value: "{{ service.name | «truncate(29, true, 'zzz')» }}"}
        """),
      .clean(
        "no leeway",
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
            Properties: {Type: String, Value: "{{ service.name | truncate(29, true, 'zzz', 0) }}"}
        """),
      .clean(
        "no leeway, by name",
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
            Properties: {Type: String, Value: "{{ service.name | truncate(29, killwords=true, leeway=0) }}"}
        """),
    ],
    check: .file { file in
      guard let template = file.renderings?.template else { return [] }
      var problems: [Problem] = []
      template.walkExpressions { expression in
        guard case .filter(_, let filter) = expression.kind, filter.name == "truncate",
          let length = filter.arguments.truncationLength
        else { return }
        problems.append(tooLong(filter, length, in: expression))
      }
      return problems
    }
  )
}

private func tooLong(
  _ filter: JinjaFilterCall, _ length: Int, in expression: JinjaExpression
) -> Problem {
  let call = Span(
    file: expression.span.file, start: filter.nameSpan.start, end: expression.span.end)
  return Problem(
    "up to \(length + 5) characters are left, not \(length): `truncate` has a leeway of 5",
    at: Label(call), help: "give it no leeway: the fourth argument, or `leeway=0`")
}

extension JinjaArguments {
  /// The length, where it is a reasonable number and no leeway is given.
  fileprivate var truncationLength: Int? {
    guard positional.count < 4, spread == nil, spreadNamed == nil,
      !named.contains(where: { $0.name == "leeway" }),
      let length = positional.first ?? named.first(where: { $0.name == "length" })?.value,
      case .integer(let number) = length.kind, (1...10_000).contains(number)
    else { return nil }
    return number
  }
}

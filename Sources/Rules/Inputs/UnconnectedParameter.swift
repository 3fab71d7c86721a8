import ProtonLint

extension Rule {
  public static let unconnectedParameter = Rule(
    id: "unconnected-parameter",
    category: .inputs,
    severity: .warning,
    finds: "a parameter with the name of an input that does not reach it",
    why: """
      Proton renders the template and deploys it without any parameters, so a parameter always has \
      its default. A developer fills in the input of the same name, and nothing happens.
      """,
    fix: "Read the input in the parameter's default, or in place of the parameter.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-infrastructure-tmp-files.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an input and a parameter that only share their name",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {desired_count: {type: integer, default: 1}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Parameters:
          «DesiredCount»: {Type: Number, Default: 3}
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: !Ref DesiredCount}
        """),
      .clean(
        "a parameter whose default is the input",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {desired_count: {type: integer, default: 1}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Parameters:
          DesiredCount: {Type: Number, Default: '{{ service_instance.inputs.desired_count }}'}
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: !Ref DesiredCount}
        """),
    ],
    check: .bundle { bundle, model in
      // One without a default has an error of its own: `unfillable-parameter`.
      matchedParameters(of: bundle, in: model).filter { $0.parameter.defaultValue != nil }
        .map(unconnected)
    }
  )
}

private func unconnected(_ match: MatchedParameter) -> Problem {
  Problem(
    "parameter `\(match.parameter.name)` always has its default: "
      + "input `\(match.input.name)` does not reach it",
    at: Label(match.parameter.key.contentSpan),
    related: [Label(match.input.nameSpan, "the input is declared here, and no template reads it")],
    help: "Proton passes no parameters to a stack: write `Default: '\(match.expression)'`",
    evidence: match.parameter.name)
}

import ProtonLint

extension Rule {
  public static let unfillableParameter = Rule(
    id: "unfillable-parameter",
    category: .cloudFormation,
    severity: .error,
    finds: "a parameter without a default in a template that Proton deploys",
    why: """
      Proton renders inputs into the template and passes no parameters to the stack. A parameter \
      without a default never has a value, and CloudFormation refuses to make the stack.
      """,
    fix: "Give the parameter a default that reads the input, or read the input in its place.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-infrastructure-tmp-files.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a parameter that nobody can fill in",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, required: [image], properties: {image: {type: string}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Parameters:
          «Image»: {Type: String}
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: !Ref Image}
        """),
      .clean(
        "a parameter whose default is the input",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, required: [image], properties: {image: {type: string}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Parameters:
          Image: {Type: String, Default: '{{ service_instance.inputs.image }}'}
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: !Ref Image}
        """),
      .clean(
        "a template of no bundle, whose stack is given its parameters",
        """
        Parameters:
          Image: {Type: String}
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: !Ref Image}
        """),
    ],
    check: .template { template, model in
      guard let bundle = template.bundle.map({ model.workspace[$0] }) else { return [] }
      return template.parameters.filter { $0.defaultValue == nil && $0.node.isMapping }.map {
        unfillable($0, in: template, of: bundle)
      }
    }
  )
}

private func unfillable(
  _ parameter: CloudFormationTemplate.Parameter, in template: CloudFormationTemplate,
  of bundle: TemplateBundle
) -> Problem {
  let value = renderedName(like: parameter.name, for: template.role, in: bundle)
  let input = value.flatMap { bundle.input(named: $0) }
  return Problem(
    "parameter `\(parameter.name)` has no default, and Proton passes no parameters",
    at: Label(parameter.key.contentSpan),
    related: input.map { [Label($0.nameSpan, "this input does not reach it")] } ?? [],
    help: value.map { "write `Default: '{{ \($0) }}'`" }, evidence: parameter.name)
}

extension TemplateBundle {
  /// The declaration behind a name such as `environment.inputs.cidr`.
  fileprivate func input(named name: String) -> InputProperty? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    return schema?.inputs(of: String(name[..<dot]))?.property(
      String(name[name.index(after: dot)...]))
  }
}

import ProtonLint

extension Rule {
  public static let fixedInstanceIndex = Rule(
    id: "fixed-instance-index",
    category: .contracts,
    severity: .note,
    finds: "a pipeline that takes a value of one instance for all of them",
    why: """
      A pipeline builds and deploys for every instance of a service, in an order that is not the \
      author's. What it takes of `service_instances[0]` is right for one instance, and for the \
      others only where their inputs are the same.
      """,
    fix: "Loop over the instances, or make the value an input of the pipeline.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/parameters.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "the first instance's output for each instance",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          pipeline_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- pipeline_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- pipeline_infrastructure/cloudformation.yaml
        Resources:
          {%- for instance in service_instances %}
          Parameter{{ loop.index }}:
            Type: AWS::SSM::Parameter
            Properties:
              Name: '/{{ instance.name }}/{{ pipeline.inputs.port }}'
              Type: String
              Value: '{{ «service_instances[0]».outputs.QueueUrl }}'
          {%- endfor %}
        """),
      .clean(
        "each instance's own output",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          pipeline_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- pipeline_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- pipeline_infrastructure/cloudformation.yaml
        Resources:
          {%- for instance in service_instances %}
          Parameter{{ loop.index }}:
            Type: AWS::SSM::Parameter
            Properties:
              Name: '/{{ instance.name }}/{{ pipeline.inputs.port }}'
              Type: String
              Value: '{{ instance.outputs.QueueUrl }}'
          {%- endfor %}
        """),
    ],
    check: .bundle { bundle, model in
      model.templates(of: bundle.id).filter { $0.role == .pipeline }.flatMap {
        fixedIndices(in: $0.renderings.template)
      }
    }
  )
}

/// The first use of each instance that is named by its number.
private func fixedIndices(in template: JinjaTemplate) -> [Problem] {
  var problems: [Problem] = []
  var known: Set<Int> = []
  template.walkExpressions { expression in
    guard case .attribute(let instance, let field, _) = expression.kind,
      field == "inputs" || field == "outputs",
      case .item(let list, let index) = instance.kind, case .name("service_instances") = list.kind,
      case .integer(let number) = index.kind, known.insert(number).inserted
    else { return }
    problems.append(
      Problem(
        "the value of one instance is taken for all of them", at: Label(instance.span),
        help: "read it of each instance, in a loop over `service_instances`",
        evidence: "service_instances[\(number)]"))
  }
  return problems
}

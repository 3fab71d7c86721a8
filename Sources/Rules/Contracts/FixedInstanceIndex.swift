import ProtonLint

extension Rule {
  public static let fixedInstanceIndex = Rule(
    id: "fixed-instance-index",
    category: .contracts,
    severity: .note,
    finds: "a pipeline that loops over all instances and takes one instance's outputs for all",
    why: """
      Each instance has outputs of its own, and the order of the instances is not the author's. \
      What is taken from `service_instances[0]` inside of a loop is deployed to every instance, \
      with the values of the first.
      """,
    fix: "Read the output of the instance that the loop is at.",
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
        "each instance's own output, and one for what there is only one of",
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
          Shared:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ service_instances[0].outputs.Repository }}'}
        """),
    ],
    check: .bundle { bundle, model in
      model.templates(of: bundle.id).filter { $0.role == .pipeline }.flatMap { template in
        fixedIndices(in: template.renderings.template.body, loopsOverInstances: false)
      }
    }
  )
}

private func fixedIndices(
  in body: [JinjaStatement], loopsOverInstances: Bool
) -> [Problem] {
  var problems: [Problem] = []
  for statement in body {
    if case .for(let loop) = statement.kind {
      let isOverInstances = loop.iterable.isNamed("service_instances")
      problems += fixedIndices(
        in: loop.body, loopsOverInstances: loopsOverInstances || isOverInstances)
      continue
    }
    if loopsOverInstances, case .output(let expression) = statement.kind {
      expression.walk { part in
        guard case .item(let list, let index) = part.kind, list.isNamed("service_instances"),
          case .integer(let number) = index.kind
        else { return }
        problems.append(
          Problem(
            "each round of this loop takes the value of the same instance", at: Label(part.span),
            help: "read it of the instance that the loop is at",
            evidence: "service_instances[\(number)]"))
      }
    }
    for inner in statement.bodies {
      problems += fixedIndices(in: inner, loopsOverInstances: loopsOverInstances)
    }
  }
  return problems
}

extension JinjaExpression {
  fileprivate func isNamed(_ name: String) -> Bool {
    if case .name(name) = kind { true } else { false }
  }
}

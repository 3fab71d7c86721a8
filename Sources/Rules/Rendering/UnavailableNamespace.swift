import ProtonLint

extension Rule {
  public static let unavailableNamespace = Rule(
    id: "unavailable-namespace",
    category: .rendering,
    severity: .error,
    finds: "a template that reads a namespace which its kind of template does not have",
    why: """
      What a template can see depends on what it is for: nothing but its inputs for an environment, \
      the environment's outputs for an instance, the list of instances for a pipeline. Any other \
      namespace is undefined, so the template registers and cannot be rendered.
      """,
    fix: "Read the value from a namespace that this kind of template has.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/parameters.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an instance in a pipeline, outside of any loop",
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
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ «service_instance».name }}'}
        """),
      .flagged(
        "an environment's own outputs",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string, default: 10.0.0.0/16}}}}
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ «environment.outputs».VpcId }}'}
        """),
      .clean(
        "an instance that a loop gives",
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
          {%- for service_instance in service_instances %}
          Parameter{{ loop.index }}:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ service_instance.name }}'}
          {%- endfor %}
        """),
    ],
    check: .rendering { problem, scope in
      guard case .unknownNamespace(let name) = problem.kind, let role = scope.template.role else {
        return nil
      }
      return Problem(
        "\(role.template) has no `\(name)`", at: Label(problem.span),
        help: advice(on: name, in: role),
        when: problem.condition, evidence: name)
    }
  )
}

private func advice(on name: String, in role: Infrastructure.Role) -> String? {
  switch (role, name) {
  case (.environment, "environment.outputs"):
    "an environment cannot read its own outputs: refer to the resource itself"
  case (.environment, _): "an environment sees its own inputs and nothing of any service"
  case (.pipeline, "service_instance"):
    "loop over `service_instances`, or read one of them: `service_instances[0]`"
  case (.pipeline, "environment"):
    "each instance has an environment of its own: `service_instances[0].environment`"
  case (.instance, "environment.inputs"), (.component, "environment.inputs"):
    "a service sees the environment's outputs, not its inputs: make an output of it"
  case (.instance, "service_instance.outputs"), (.component, "service_instance.outputs"):
    "an instance's outputs are there for its pipeline: refer to the resource itself"
  case (.instance, "pipeline"), (.instance, "service_instances"):
    "these are there for the service's pipeline template alone"
  default: nil
  }
}

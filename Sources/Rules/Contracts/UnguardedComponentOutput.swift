import ProtonLint

extension Rule {
  public static let unguardedComponentOutput = Rule(
    id: "unguarded-component-output",
    category: .contracts,
    severity: .error,
    finds: "an output of a component that is read as if a component were always attached",
    why: """
      An instance is first deployed without a component, and a component can be detached again. \
      Its outputs are then undefined, and the instance cannot be deployed.
      """,
    fix: "Give the value a `default`, or put it behind `{% if … is defined %}`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-components.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an output of a component that may not be there",
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
            Properties:
              Type: String
              Value: '{{ «service_instance.components.default.outputs.Table» }}'
        """),
      .clean(
        "outputs with guards, and all of them at once",
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
            Properties:
              Type: String
              Value: '{{ service_instance.components.default.outputs.Table | default("-") }}'
              {%- if service_instance.components.default.outputs.Queue is defined %}
              Description: '{{ service_instance.components.default.outputs.Queue }}'
              {%- endif %}
          {%- if service_instance.components.default.outputs %}
          Second:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: '{{ service_instance.components.default.outputs.Table }}'
          {%- endif %}
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement:
                  - {Effect: Allow, Action: 'sts:AssumeRole', Principal: {Service: ecs.amazonaws.com}}
              PermissionsBoundary: arn:aws:iam::111122223333:policy/boundary
              ManagedPolicyArns:
                {{ service_instance.components.default.outputs | proton_cfn_iam_policy_arns }}
        """),
    ],
    check: .rendering { problem, _ in
      guard case .unguardedComponent(let name) = problem.kind else { return nil }
      return Problem(
        "`\(name)` has no value while no component is attached", at: Label(problem.span),
        help: "write `\(name) | default('…')`", when: problem.condition, evidence: name)
    }
  )
}

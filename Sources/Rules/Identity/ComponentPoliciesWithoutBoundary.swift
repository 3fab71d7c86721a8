import ProtonLint

extension Rule {
  public static let componentPoliciesWithoutBoundary = Rule(
    id: "component-policies-without-boundary",
    category: .identity,
    severity: .warning,
    securitySeverity: 5.5,
    finds: "a role that takes any policy a component brings, without a permissions boundary",
    why: """
      Components are written by developers, and `proton_cfn_iam_policy_arns` attaches each policy \
      that one has among its outputs. Without a boundary a component gives the service every right \
      that it likes, administration included.
      """,
    fix: "Set `PermissionsBoundary` to a policy that says how far such rights may go.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-components.html",
    presets: [.recommended, .all, .security, .proton],
    examples: [
      .flagged(
        "a task's role without a boundary",
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
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement:
                  - {Effect: Allow, Action: 'sts:AssumeRole', Principal: {Service: ecs-tasks.amazonaws.com}}
              ManagedPolicyArns:
                «{{ service_instance.components.default.outputs | proton_cfn_iam_policy_arns }}»
        """),
      .clean(
        "a role with a boundary",
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
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement:
                  - {Effect: Allow, Action: 'sts:AssumeRole', Principal: {Service: ecs-tasks.amazonaws.com}}
              PermissionsBoundary: '{{ environment.outputs.ComponentBoundary }}'
              ManagedPolicyArns:
                {{ service_instance.components.default.outputs | proton_cfn_iam_policy_arns }}
        """),
    ],
    check: .resource(.cloudFormation("AWS::IAM::Role", "AWS::IAM::User")) { holder, _ in
      guard holder["PermissionsBoundary"]?.isNull ?? true,
        let policies = holder["ManagedPolicyArns"]
      else { return [] }
      return policies.elements.filter { isOfComponent($0.value) }.prefix(1).map { policy in
        Problem(
          "`\(holder.logicalID)` takes any policy that a component brings",
          at: Label(policy.value.span), help: "set a `PermissionsBoundary`", when: policy.condition,
          evidence: holder.logicalID)
      }
    }
  )
}

private func isOfComponent(_ value: Value) -> Bool {
  guard case .symbol(let symbol) = value.form else { return false }
  return symbol.expression.hasSuffix("proton_cfn_iam_policy_arns")
}

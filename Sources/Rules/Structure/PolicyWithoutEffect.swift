import ProtonLint

extension Rule {
  public static let policyWithoutEffect = Rule(
    id: "policy-without-effect",
    category: .structure,
    severity: .warning,
    finds: "a `CreationPolicy` or `UpdatePolicy` on a resource whose type has none",
    why: """
      Only a few types of resources are waited for or updated step by step. On any other the policy \
      does nothing, or the template is refused for it.
      """,
    fix: "Remove the policy, or move it to the resource that it is meant for.",
    source: userGuide + "aws-attribute-updatepolicy.html",
    aliases: ["E3016", "E3055"],
    examples: [
      .flagged(
        "a rolling update of a launch template",
        """
        Resources:
          Launch:
            Type: AWS::EC2::LaunchTemplate
            «UpdatePolicy»:
              AutoScalingRollingUpdate: {MaxBatchSize: 1}
            Properties: {LaunchTemplateData: {InstanceType: t3.micro}}
          Widget:
            Type: Custom::Widget
            «CreationPolicy»: {ResourceSignal: {Count: 1}}
            Properties: {ServiceToken: arn}
        """),
      .clean(
        "types that have one",
        """
        Resources:
          Instance:
            Type: AWS::EC2::Instance
            CreationPolicy: {ResourceSignal: {Count: 1}}
          Alias:
            Type: AWS::Lambda::Alias
            UpdatePolicy:
              CodeDeployLambdaAliasUpdate: {ApplicationName: a, DeploymentGroupName: b}
        """),
    ],
    check: .template { template, _ in
      ResourcePolicies.tables.flatMap { name, table in
        ResourcePolicies.entries(name, of: template).compactMap { policy in
          guard table[policy.type] == nil, !policy.entry.value.isNull,
            !policy.type.hasPrefix("AWS::Serverless::")
          else { return nil }
          return Problem(
            "`\(policy.type)` has no `\(name)`", at: Label(policy.entry.key.contentSpan),
            evidence: policy.resource)
        }
      }
    }
  )
}

import ProtonLint

extension Rule {
  public static let malformedUpdatePolicy = Rule(
    id: "malformed-update-policy",
    category: .structure,
    severity: .error,
    finds: "a `CreationPolicy` or `UpdatePolicy` with what the type of the resource does not have",
    why: """
      Each type of resource that can be waited for, or updated step by step, has policies of its own. \
      CloudFormation refuses one with a key or a value that is not for it; a misspelt one would let \
      an update replace every instance at once.
      """,
    fix: "Correct the key or the value.",
    source: userGuide + "aws-attribute-updatepolicy.html",
    aliases: ["E3016", "E3055"],
    examples: [
      .flagged(
        "misspelt keys, and values of the wrong kind",
        """
        Resources:
          Group:
            Type: AWS::AutoScaling::AutoScalingGroup
            CreationPolicy:
              ResourceSignal: {«Counts»: 2, Timeout: PT5M}
            UpdatePolicy:
              «AutoScalingRollingUpdates»: {}
              AutoScalingRollingUpdate:
                MaxBatchSize: «all»
                SuspendProcesses: [«Everything»]
              AutoScalingReplacingUpdate: «true»
        """),
      .clean(
        "numbers in quotes, and functions",
        """
        Parameters:
          Size: {Type: Number}
        Resources:
          Group:
            Type: AWS::AutoScaling::AutoScalingGroup
            CreationPolicy:
              ResourceSignal: {Count: !Ref Size, Timeout: PT5M}
            UpdatePolicy:
              AutoScalingRollingUpdate: {MaxBatchSize: '2', WaitOnResourceSignals: 'true'}
        """),
    ],
    check: .template { template, _ in
      let tables = [
        ("CreationPolicy", ResourcePolicies.creation), ("UpdatePolicy", ResourcePolicies.update),
      ]
      return tables.flatMap { name, table in
        ResourcePolicies.entries(name, of: template).flatMap { policy -> [Problem] in
          guard let shape = table[policy.type] else { return [] }
          return template.faults(
            of: policy.entry.value, under: policy.entry.key, as: shape, functions: .evaluated
          ).map { $0.problem(of: "`\(name)`") }
        }
      }
    }
  )

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
      let tables = [
        ("CreationPolicy", ResourcePolicies.creation), ("UpdatePolicy", ResourcePolicies.update),
      ]
      return tables.flatMap { name, table in
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

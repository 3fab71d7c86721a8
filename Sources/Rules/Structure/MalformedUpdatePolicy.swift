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
      ResourcePolicies.tables.flatMap { name, table in
        ResourcePolicies.entries(name, of: template).flatMap { policy -> [Problem] in
          let shape = table[policy.type] ?? .map(of: .anything)
          return template.faults(
            of: policy.entry.value, under: policy.entry.key, as: shape, functions: .evaluated
          ).map { $0.problem(of: "`\(name)`") }
        }
      }
    }
  )
}

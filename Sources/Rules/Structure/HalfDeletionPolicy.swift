import ProtonLint

extension Rule {
  public static let halfDeletionPolicy = Rule(
    id: "half-deletion-policy",
    category: .structure,
    severity: .warning,
    finds: "a resource that is kept when it is deleted and not when it is replaced, or the reverse",
    why: """
      `DeletionPolicy` speaks of a resource that leaves the template, `UpdateReplacePolicy` of one \
      that a change replaces. A resource with one of them alone is lost in the other case.
      """,
    fix: "Set both.",
    source: userGuide + "aws-attribute-updatereplacepolicy.html",
    aliases: ["W3011"],
    examples: [
      .flagged(
        "a role that is kept half",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            «DeletionPolicy»: Retain
        """),
      .clean(
        "both, or the default",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            DeletionPolicy: Retain
            UpdateReplacePolicy: Retain
          Queue:
            Type: AWS::SQS::Queue
            DeletionPolicy: Delete
          Layer:
            Type: AWS::Lambda::LayerVersion
            DeletionPolicy: Retain
        """),
    ],
    check: .template { template, _ in
      let policies = DeletionPolicies.entries(of: template)
      return policies.compactMap { policy in
        let resource = policy.resource.value
        let other = policy.name == "DeletionPolicy" ? "UpdateReplacePolicy" : "DeletionPolicy"
        guard resource[other] == nil, policy.value.isScalar, policy.value.text != "Delete",
          let type = template.writtenType(of: resource), !replacedByDesign.contains(type),
          storeTypes[type] == nil
        else { return nil }
        return Problem(
          "`\(policy.resource.key.text)` has no `\(other)` beside it",
          at: Label(policy.key.contentSpan), evidence: policy.resource.key.text)
      }
    }
  )
}

/// A new version replaces the last one: what is kept on deletion is the point of the policy.
private let replacedByDesign: Set<String> = [
  "AWS::Lambda::LayerVersion", "AWS::Lambda::Version",
]

import ProtonLint

extension Rule {
  public static let fullAccessPolicyAttached = Rule(
    id: "full-access-policy-attached",
    category: .identity,
    severity: .warning,
    securitySeverity: 6.5,
    finds: "a managed policy of AWS that allows all of a service on every resource",
    why: """
      Policies such as `AmazonS3FullAccess` are for people who administer a service. A workload \
      that holds one can read, change and delete what belongs to every other workload of the \
      account. The rule `administrator-policy-attached` is about the widest of them.
      """,
    fix: "Attach a policy that lists what the workload does, on its own resources.",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    aliases: ["W44"],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "all of a service",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: {Statement: []}
              ManagedPolicyArns: [«'arn:aws:iam::aws:policy/AmazonS3FullAccess'»]
        """),
      .clean(
        "reading alone",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: {Statement: []}
              ManagedPolicyArns: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]
        """),
      .clean(
        "a policy of one's own",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: {Statement: []}
              ManagedPolicyArns: [!Sub 'arn:aws:iam::${AWS::AccountId}:policy/BucketFullAccess']
        """),
    ],
    check: .resource(.withManagedPolicies) { resource, _ in
      resource.managedPolicies.filter { isFullAccess($0.name) }.map { policy in
        Problem(
          "`\(resource.logicalID)` has `\(policy.name)`, on every resource of the account",
          at: Label(policy.span),
          help: "attach a policy that lists what it does, on its own resources",
          when: policy.condition, evidence: "\(resource.logicalID) \(policy.name)")
      }
    }
  )
}

private func isFullAccess(_ name: String) -> Bool {
  !administratorPolicies.contains(name)
    && (name.hasSuffix("FullAccess") || name == "PowerUserAccess")
}

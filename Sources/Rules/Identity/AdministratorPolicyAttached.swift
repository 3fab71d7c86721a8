import ProtonLint

extension Rule {
  public static let administratorPolicyAttached = Rule(
    id: "administrator-policy-attached",
    category: .identity,
    severity: .error,
    securitySeverity: 9.0,
    finds: "a managed policy of AWS that makes its holder an administrator",
    why: """
      With `AdministratorAccess`, or with `IAMFullAccess` in one more step, whoever gets hold of \
      the role owns the account. A template copies the role into each of its stacks.
      """,
    fix: "Attach a policy that lists what the workload does.",
    source:
      "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html",
    aliases: ["CKV_AWS_274", "CKV2_AWS_56", "W43", "IAM.1"],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "a role with all permissions",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: {Statement: []}
              ManagedPolicyArns:
                - !Sub «arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess»
        """),
      .flagged(
        "a function of the serverless application model",
        """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Function:
            Type: AWS::Serverless::Function
            Properties:
              Handler: index.handler
              Policies: [AWSLambdaBasicExecutionRole, «IAMFullAccess»]
        """),
      .clean(
        "a permissions boundary, which grants nothing",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: {Statement: []}
              PermissionsBoundary: arn:aws:iam::aws:policy/AdministratorAccess
        """),
      .clean(
        "a narrow policy",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: {Statement: []}
              ManagedPolicyArns: [arn:aws:iam::aws:policy/ReadOnlyAccess]
        """),
    ],
    check: .resource(.withManagedPolicies) { resource, _ in
      resource.managedPolicies.filter { administratorPolicies.contains($0.name) }.map { policy in
        Problem(
          "`\(resource.logicalID)` has `\(policy.name)`, with which it can do everything",
          at: Label(policy.span), help: "attach a policy that lists what it does",
          when: policy.condition, evidence: "\(resource.logicalID) \(policy.name)")
      }
    }
  )
}

/// Those that allow everything, or to allow oneself everything.
///
/// Source: the AWS managed policy reference guide.
let administratorPolicies: Set<String> = ["AdministratorAccess", "IAMFullAccess"]

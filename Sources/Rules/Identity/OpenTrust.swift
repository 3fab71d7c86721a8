import ProtonLint

extension Rule {
  public static let openTrust = Rule(
    id: "open-trust",
    category: .identity,
    severity: .error,
    securitySeverity: 9.0,
    finds: "a role that anyone may assume",
    why: """
      With `*` as the principal of a trust policy, every user and role of every AWS account in the \
      world may assume the role and act with its permissions.
      """,
    fix: "Name the services, roles or accounts that assume the role.",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    aliases: ["CKV_AWS_60"],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "anyone",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement: {Effect: Allow, Principal: {AWS: «'*'»}, Action: 'sts:AssumeRole'}
        """),
      .clean(
        "anyone in the organization",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement:
                  Effect: Allow
                  Principal: {AWS: '*'}
                  Action: 'sts:AssumeRole'
                  Condition: {StringEquals: {aws:PrincipalOrgID: o-a1b2c3d4e5}}
        """),
      .clean(
        "whom an input names",
        """
        Parameters:
          Caller: {Type: String}
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement: {Effect: Allow, Principal: {AWS: !Ref Caller}, Action: 'sts:AssumeRole'}
        """),
    ],
    check: .resource(.withPolicies) { resource, _ in
      resource.policyStatements.filter { $0.kind == .trust }.flatMap { statement in
        statement.everyone.map { trustInAnyone($0, statement, of: resource) }
      }
    }
  )
}

private func trustInAnyone(
  _ principal: PolicyStatement.Text, _ statement: PolicyStatement, of resource: Resource
) -> Problem {
  Problem(
    "`\(resource.logicalID)` can be assumed by anyone with an AWS account",
    at: Label(principal.span), help: "name the services, roles or accounts that assume it",
    when: statement.allows.and(statement.isUnnarrowed).and(principal.condition),
    evidence: "\(resource.logicalID) \(statement.name)")
}

import ProtonLint

extension Rule {
  public static let passRoleOnAnyRole = Rule(
    id: "pass-role-on-any-role",
    category: .identity,
    severity: .error,
    securitySeverity: 8.0,
    finds: "a statement that allows to pass any role to any service",
    why: """
      Who may pass a role to a service can act with it: a build or a task that is given the \
      account's strongest role does what that role may. The permission to pass any role is the \
      permission of all of them.
      """,
    fix: """
      Name the roles that are passed, or at least the services that they may be passed to, in a \
      condition on `iam:PassedToService`.
      """,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    aliases: ["AVD-AWS-0342", "F38", "F39", "F40"],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "any role is passed",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: {Statement: []}
              Policies:
                - PolicyName: Deploy
                  PolicyDocument:
                    Statement: {Effect: Allow, Action: ['iam:PassRole'], Resource: «'*'»}
        """),
      .flagged(
        "any role of the account, by a pattern",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  Effect: Allow
                  Action: 'iam:Pass*'
                  Resource: !Sub «'arn:aws:iam::${AWS::AccountId}:role/*'»
        """),
      .clean(
        "any role, to one service",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  Effect: Allow
                  Action: 'iam:PassRole'
                  Resource: '*'
                  Condition: {StringEquals: {iam:PassedToService: ecs-tasks.amazonaws.com}}
        """),
      .clean(
        "one role",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement: {Effect: Allow, Action: 'iam:PassRole', Resource: !GetAtt Task.Arn}
          Task:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: {Statement: []}
        """),
    ],
    check: .resource(.withPolicies) { resource, graph in
      graph.grants(of: resource).flatMap { anyPassedRole($0, of: resource) }
    }
  )
}

private func anyPassedRole(_ statement: PolicyStatement, of resource: Resource) -> [Problem] {
  // Other rules are about `*` and about `iam:*`.
  let passing = statement.actionTexts.filter {
    !$0.isEveryAction && $0.wholeService == nil
      && iamActionPattern($0.text, matches: "iam:PassRole")
  }
  guard let action = passing.first else { return [] }
  return statement.resources.filter { isAnyRole($0.value) }.prefix(1).map { roles in
    Problem(
      "`\(resource.logicalID)` may pass any role to any service", at: Label(roles.value.span),
      related: [Label(action.span, "the permission to pass roles")],
      help: "name the roles, or the services in a condition on `iam:PassedToService`",
      when: statement.allows.and(statement.isUnnarrowed).and(passing.condition)
        .and(roles.condition),
      evidence: "\(resource.logicalID) \(statement.name)")
  }
}

/// `*`, or all roles of an account.
private func isAnyRole(_ value: Value) -> Bool {
  guard let end = value.knownEnd else { return false }
  return value.string == "*" || end == "role/*" || end.hasSuffix(":role/*")
}

import ProtonLint

extension Rule {
  public static let privilegeEscalation = Rule(
    id: "privilege-escalation",
    category: .identity,
    severity: .error,
    securitySeverity: 9.0,
    finds: "a statement by which its holder can give itself every permission",
    why: """
      Who may change any policy, any role's trust or any user's keys may do everything, one call \
      later: it attaches `AdministratorAccess` to itself, or takes over somebody who has it.
      """,
    fix: """
      Name the policies, roles or users that are changed. Where new ones are made, demand a \
      permissions boundary by a condition on `iam:PermissionsBoundary`.
      """,
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    aliases: ["CKV_AWS_110", "CKV_AWS_286"],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "any role's policies",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: ['iam:CreateRole', «'iam:PutRolePolicy'»]
                    Resource: !Sub 'arn:aws:iam::${AWS::AccountId}:role/*'
        """),
      .flagged(
        "all of identity and access management",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - {Effect: Allow, Action: «'iam:*'», Resource: 'arn:aws:iam::*:role/*'}
        """),
      .clean(
        "within a permissions boundary",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: 'iam:PutRolePolicy'
                    Resource: '*'
                    Condition: {StringEquals: {iam:PermissionsBoundary: !Ref Limits}}
          Limits:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument: {Statement: {Effect: Allow, Action: 's3:GetObject', Resource: '*'}}
        """),
      .clean(
        "one role's policies",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement: {Effect: Allow, Action: 'iam:PutRolePolicy', Resource: !GetAtt Task.Arn}
          Task:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: {Statement: []}
        """),
    ],
    check: .resource(.withPolicies) { resource, graph in
      graph.grants(of: resource).compactMap { escalation(by: $0, of: resource) }
    }
  )
}

private func escalation(by statement: PolicyStatement, of resource: Resource) -> Problem? {
  let actions = statement.actionTexts.compactMap {
    text -> (text: PolicyStatement.Text, places: Condition)? in
    let kinds = text.escalatedKinds
    let places = statement.resources.filter { place in
      kinds.contains { isEvery($0, place.value) }
    }
    return places.isEmpty ? nil : (text, places.reduce(.never) { $0.or($1.condition) })
  }
  guard let first = actions.first else { return nil }
  let names = actions.map(\.text.text)
  let condition = actions.reduce(Condition.never) { $0.or($1.text.condition.and($1.places)) }
  return Problem(
    "with \(actionList(names)) on any resource, `\(resource.logicalID)` can give itself every "
      + "permission",
    at: Label(first.text.span),
    related: actions.dropFirst().prefix(3).map { Label($0.text.span, "and by this") },
    help: "name what is changed, or demand a boundary by a condition on `iam:PermissionsBoundary`",
    when: statement.allows.and(statement.isUnnarrowed).and(condition),
    evidence: "\(resource.logicalID) \(statement.name)")
}

/// `*`, or all roles, users… of an account.
private func isEvery(_ kind: String, _ value: Value) -> Bool {
  guard let end = value.knownEnd else { return false }
  return value.string == "*" || end == "\(kind)/*" || end.hasSuffix(":\(kind)/*")
}

extension PolicyStatement.Text {
  /// Of an action: the kinds of resource that lead to more permissions if any of them may be
  /// changed so. `*` is left to other rules.
  var escalatedKinds: Set<String> {
    // Most actions are of another service, and no pattern is made of them.
    guard !isEveryAction, let first = text.utf8.first, "iI*?".utf8.contains(first) else {
      return []
    }
    return Set(escalations.filter { iamActionPattern(text, matches: $0.action) }.map(\.kind))
  }
}

/// Single actions that lead to every permission, with the kind of resource that they are limited to.
/// Those that need a second action are left out.
///
/// Source: "AWS IAM privilege escalation – methods and mitigation", Rhino Security Labs.
private let escalations: [(action: String, kind: String)] = [
  ("iam:AddUserToGroup", "group"),
  ("iam:AttachGroupPolicy", "group"),
  ("iam:AttachRolePolicy", "role"),
  ("iam:AttachUserPolicy", "user"),
  ("iam:CreateAccessKey", "user"),
  ("iam:CreateLoginProfile", "user"),
  ("iam:CreatePolicyVersion", "policy"),
  ("iam:PutGroupPolicy", "group"),
  ("iam:PutRolePolicy", "role"),
  ("iam:PutUserPolicy", "user"),
  ("iam:SetDefaultPolicyVersion", "policy"),
  ("iam:UpdateAssumeRolePolicy", "role"),
  ("iam:UpdateLoginProfile", "user"),
]

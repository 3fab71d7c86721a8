import ProtonLint

extension Rule {
  public static let wildcardAction = Rule(
    id: "wildcard-action",
    category: .identity,
    severity: .error,
    securitySeverity: 8.5,
    finds: "a statement that allows every action of every service on some resources",
    why: """
      Deleting, opening to others and changing permissions are actions too. Nothing that a \
      workload does needs them all, and those that AWS adds later are allowed unseen. The rule \
      `full-administrator-policy` is about the same on every resource.
      """,
    fix: "List the actions that the workload calls.",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    aliases: ["CKV_AWS_63", "CKV_AWS_49", "AVD-AWS-0057", "F3", "F4", "F5"],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "every action on a bucket",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement: {Effect: Allow, Action: «'*'», Resource: !Sub '${Bucket.Arn}/*'}
          Bucket:
            Type: AWS::S3::Bucket
        """),
      .flagged(
        "every action in one region",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  Effect: Allow
                  Action: [«'*:*'»]
                  Resource: '*'
                  Condition: {StringEquals: {aws:RequestedRegion: eu-west-1}}
        """),
      .clean(
        "every object is deleted in one action",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement: {Effect: Allow, Action: 's3:DeleteObject', Resource: !Sub '${Bucket.Arn}/*'}
          Bucket:
            Type: AWS::S3::Bucket
        """),
    ],
    check: .resource(.withPolicies) { resource, graph in
      graph.grants(of: resource).flatMap { statement in
        let condition = statement.allows.and(statement.coversEverything.negated)
        return statement.actionTexts.filter(\.isEveryAction).map { action in
          everyAction(action, resource, statement, when: condition)
        }
      }
    }
  )
}

private func everyAction(
  _ action: PolicyStatement.Text, _ resource: Resource, _ statement: PolicyStatement,
  when condition: Condition
) -> Problem {
  Problem(
    "`\(resource.logicalID)` allows every action of every service", at: Label(action.span),
    help: "list the actions that the workload calls",
    when: condition.and(action.condition), evidence: "\(resource.logicalID) \(statement.name)")
}

import ProtonLint

extension Rule {
  public static let fullAdministratorPolicy = Rule(
    id: "full-administrator-policy",
    category: .identity,
    severity: .error,
    securitySeverity: 9.8,
    finds: "a statement that allows every action on every resource",
    why: """
      Whoever gets hold of the role, by a flaw in the service or in its pipeline, owns the account: \
      it can read all data, delete everything and make further administrators. A template copies \
      the role into each of its stacks.
      """,
    fix: "List the actions that the workload calls, and the resources that it calls them on.",
    source:
      "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
    aliases: ["CKV_AWS_62", "CKV_AWS_1", "AVD-AWS-0057", "F3", "F4", "F5", "IAM.1"],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "an administrator",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement: {Effect: Allow, Action: «'*'», Resource: '*'}
        """),
      .flagged(
        "an administrator in one environment",
        """
        Parameters:
          Stage: {Type: String, AllowedValues: [test, production]}
        Conditions:
          IsTest: !Equals [!Ref Stage, test]
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: !If [IsTest, «'*'», 'sqs:SendMessage']
                    Resource: '*'
        """),
      .clean(
        "a permissions boundary, which grants nothing",
        """
        Resources:
          Limits:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement: {Effect: Allow, Action: '*', Resource: '*'}
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: {Statement: []}
              PermissionsBoundary: !Ref Limits
        """),
      .clean(
        "everything is denied",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement: {Effect: Deny, Action: '*', Resource: '*'}
        """),
    ],
    check: .resource(.withPolicies) { resource, graph in
      graph.grants(of: resource).flatMap { statement in
        let condition = statement.allows.and(statement.coversEverything)
        return statement.actionTexts.filter(\.isEveryAction).map { action in
          everyActionOnEveryResource(action, resource, statement, when: condition)
        }
      }
    }
  )
}

extension PolicyStatement {
  /// When the statement is about all resources, without any restriction.
  var coversEverything: Condition { everyResource.condition.and(isUnnarrowed) }
}

private func everyActionOnEveryResource(
  _ action: PolicyStatement.Text, _ resource: Resource, _ statement: PolicyStatement,
  when condition: Condition
) -> Problem {
  Problem(
    "`\(resource.logicalID)` allows every action on every resource", at: Label(action.span),
    related: statement.everyResource.prefix(1).map { Label($0.span, "every resource") },
    help: "list the actions that the workload calls, and the resources that it calls them on",
    when: condition.and(action.condition), evidence: "\(resource.logicalID) \(statement.name)")
}

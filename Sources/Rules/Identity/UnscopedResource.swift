import ProtonLint

extension Rule {
  public static let unscopedResource = Rule(
    id: "unscoped-resource",
    category: .identity,
    severity: .warning,
    securitySeverity: 6.5,
    finds: "a statement that allows to change or read every resource, and could name some",
    why: """
      On `*`, a workload may change what belongs to all others in the account: send to every queue, \
      read every secret. In an account with hundreds of stacks of one template, one flaw reaches \
      them all.
      """,
    fix: "Name the resources in `Resource`, by reference or by a pattern on their names.",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    aliases: [
      "CKV_AWS_107", "CKV_AWS_108", "CKV_AWS_109", "CKV_AWS_111", "CKV_AWS_287", "CKV_AWS_288",
      "CKV_AWS_289", "CKV_AWS_290", "CKV_AWS_355", "CKV_AWS_356", "AVD-AWS-0057", "W11", "W12",
      "W13",
    ],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "every queue",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: ['sqs:SendMessage', 'sqs:ListQueues']
                    Resource: «'*'»
        """),
      .flagged(
        "every object, by a pattern",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement: {Effect: Allow, Action: 's3:Get*', Resource: [«'*'»]}
        """),
      .clean(
        "what cannot be limited, and what only describes",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: ['ecr:GetAuthorizationToken', 'cloudwatch:PutMetricData', 'ecs:Describe*']
                    Resource: '*'
        """),
      .clean(
        "a condition limits it",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: 'ecs:RunTask'
                    Resource: '*'
                    Condition: {ArnEquals: {ecs:cluster: !GetAtt Cluster.Arn}}
          Cluster:
            Type: AWS::ECS::Cluster
        """),
      .clean(
        "an input names the queue",
        """
        Parameters:
          Queue: {Type: String}
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement: {Effect: Allow, Action: 'sqs:SendMessage', Resource: !Ref Queue}
        """),
    ],
    check: .resource(.withPolicies) { resource, graph in
      graph.grants(of: resource).flatMap { unscoped($0, of: resource) }
    }
  )
}

private func unscoped(_ statement: PolicyStatement, of resource: Resource) -> [Problem] {
  let places = statement.everyResource
  guard !places.isEmpty else { return [] }
  // Each text with an action that it stands for, and which should be limited.
  let actions = statement.actionTexts.compactMap { text in
    actionToLimit(text).map { (text: text, action: $0) }
  }
  guard let first = actions.first else { return [] }
  let names = actions.map(\.text.text)
  let condition = statement.allows.and(statement.isUnnarrowed)
    .and(actions.map(\.text).condition)
  return places.map { place in
    Problem(
      "\(actionList(names)) \(names.count == 1 ? "is" : "are") allowed on every resource",
      at: Label(place.span), related: [Label(first.text.span, "allowed here")],
      help: help(for: first.action), when: condition.and(place.condition),
      evidence: "\(resource.logicalID) \(statement.name)")
  }
}

private func help(for action: IAMAction) -> String {
  // Some actions take forty kinds of resource: of those the reader knows which are meant.
  guard (1...2).contains(action.resourceARNs.count) else { return "name the resources" }
  let formats = action.resourceARNs.map { "`\($0)`" }.joined(separator: " or ")
  return "name the resources: `\(action.name)` takes \(formats)"
}

/// The first action that a text stands for and that should be limited. Other rules are about all
/// actions of a service, passing roles, and the ways to more permissions.
private func actionToLimit(_ text: PolicyStatement.Text) -> IAMAction? {
  guard !text.isEveryAction, text.wholeService == nil,
    !iamActionPattern(text.text, matches: "iam:PassRole"), text.escalatedKinds.isEmpty
  else { return nil }
  return IAMActionTable.embedded.firstAction(matching: text.text) {
    $0.canBeScoped && !customarilyOnEveryResource.contains($0.name) && $0.reachesOthers
  }
}

extension IAMAction {
  /// Whether it changes something, or reads what is stored and not only how it is configured.
  fileprivate var reachesOthers: Bool {
    switch accessLevel {
    case .write, .permissionsManagement, .tagging: true
    case .read: dataReads.contains(name)
    case .list: false
    }
  }
}

/// Actions that return what others have stored: objects, items, messages, secrets, source code.
///
/// Source: the actions' pages in the API references of the services.
private let dataReads: Set<String> = [
  "codecommit:GetFile", "codecommit:GitPull", "dynamodb:BatchGetItem", "dynamodb:GetItem",
  "dynamodb:GetRecords", "dynamodb:PartiQLSelect", "dynamodb:Query", "dynamodb:Scan",
  "kinesis:GetRecords", "lambda:GetFunction", "logs:FilterLogEvents", "logs:GetLogEvents",
  "s3:GetObject", "s3:GetObjectVersion", "secretsmanager:BatchGetSecretValue",
  "secretsmanager:GetSecretValue", "sqs:ReceiveMessage", "ssm:GetParameter",
  "ssm:GetParameterHistory", "ssm:GetParameters", "ssm:GetParametersByPath",
]

/// Actions that AWS's own policies for the roles of functions, tasks and managed hosts allow on `*`.
///
/// Source: `AWSLambdaBasicExecutionRole`, `AWSLambdaVPCAccessExecutionRole`,
/// `AmazonECSTaskExecutionRolePolicy` and `AmazonSSMManagedInstanceCore` in the AWS managed policy
/// reference guide.
private let customarilyOnEveryResource: Set<String> = [
  "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
  "ec2:UnassignPrivateIpAddresses", "logs:CreateLogGroup", "logs:CreateLogStream",
  "logs:PutLogEvents", "ssm:UpdateInstanceInformation",
]

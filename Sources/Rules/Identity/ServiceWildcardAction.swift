import ProtonLint

extension Rule {
  public static let serviceWildcardAction = Rule(
    id: "service-wildcard-action",
    category: .identity,
    severity: .warning,
    securitySeverity: 6.5,
    finds: "a statement that allows every action of a service",
    why: """
      `s3:*` reads objects, and also deletes buckets and opens them to the world. A workload \
      calls a few actions of a service; with all of them, a flaw in it does what it was never \
      meant to do, and so does each action that AWS adds later.
      """,
    fix: "List the actions that the workload calls.",
    source:
      "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21",
    aliases: ["AVD-AWS-0345", "CKV_AWS_72", "F2", "F15", "F20", "IAM.21"],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "all of a service for a role",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: {Statement: []}
              Policies:
                - PolicyName: Messages
                  PolicyDocument:
                    Statement: {Effect: Allow, Action: [«'sqs:*'», 'sns:Publish'], Resource: '*'}
        """),
      .flagged(
        "all actions on a bucket for another account",
        """
        Resources:
          Policy:
            Type: AWS::S3::BucketPolicy
            Properties:
              Bucket: shared
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Principal: {AWS: 'arn:aws:iam::111122223333:role/Reader'}
                    Action: «'s3:*'»
                    Resource: 'arn:aws:s3:::shared/*'
        """),
      .flagged(
        "one of the values that an input permits",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                access: {type: string, enum: ['s3:GetObject', 's3:*'], default: 's3:GetObject'}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: «'{{ service_instance.inputs.access }}'»
                    Resource: 'arn:aws:s3:::data/*'
        """),
      .clean(
        "the default key policy, by which the account's own policies decide",
        """
        Resources:
          Key:
            Type: AWS::KMS::Key
            Properties:
              KeyPolicy:
                Statement:
                  - Effect: Allow
                    Principal: {AWS: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'}
                    Action: 'kms:*'
                    Resource: '*'
        """),
      .clean(
        "actions with a common beginning",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument: {Statement: []}
              Policies:
                - PolicyName: Messages
                  PolicyDocument:
                    Statement: {Effect: Allow, Action: 'sqs:Get*', Resource: '*'}
        """),
    ],
    check: .resource(.withPolicies) { resource, graph in
      let others = resource.policyStatements.filter { $0.kind != .identity && !$0.delegates }
      return graph.grants(of: resource).compactMap { wholeServices($0, of: resource) }
        + others.compactMap { wholeServices($0, of: resource) }
    }
  )
}

extension PolicyStatement {
  /// Whether it only leaves the decision to the policies of an account, as the default policy of a
  /// key does. What is not known may be an account.
  fileprivate var delegates: Bool {
    kind == .resource
      && principals.allSatisfy { kind, principal in
        switch principal.value.form {
        case .string, .text: kind == "AWS" && principal.value.knownEnd?.hasSuffix(":root") == true
        case .number: true  // The number of an account.
        case .reference: false
        default: true
        }
      }
  }
}

private func wholeServices(_ statement: PolicyStatement, of resource: Resource) -> Problem? {
  // To a resource's own policy, `*` is every action of the one service.
  let actions = statement.actionTexts.filter {
    $0.wholeService.map { !agentServices.contains($0) }
      ?? (statement.kind != .identity && $0.isEveryAction)
  }
  guard let first = actions.first else { return nil }
  let isEverywhere =
    statement.kind == .identity && statement.everyResource.contains { $0.condition.isAlways }
  let services = actions.count == 1 ? "the service" : "their services"
  return Problem(
    "\(actionList(actions.map(\.text))) \(actions.count == 1 ? "allows" : "allow") every action of "
      + services + (isEverywhere ? " on every resource" : ""),
    at: Label(first.span),
    related: actions.dropFirst().prefix(3).map { Label($0.span, "and every action here") },
    help: "list the actions that are called",
    when: statement.allows.and(actions.condition),
    evidence: "\(resource.logicalID) \(statement.name)")
}

/// Services with the few actions by which an agent talks to Systems Manager, and no others.
///
/// Source: `AmazonSSMManagedInstanceCore` in the AWS managed policy reference guide, which allows
/// them all.
private let agentServices: Set<String> = ["ec2messages", "ssmmessages"]

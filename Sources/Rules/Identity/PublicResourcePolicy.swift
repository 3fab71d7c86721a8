import ProtonLint

extension Rule {
  public static let publicResourcePolicy = Rule(
    id: "public-resource-policy",
    category: .identity,
    severity: .error,
    securitySeverity: 8.5,
    finds: "a resource that its own policy opens to anyone",
    why: """
      With `*` as the principal, everyone in the world may do what the statement allows: put \
      messages into the queue, use the key, read the secret. Nothing else has to go wrong.
      """,
    fix: """
      Name the services, roles or accounts that use the resource, or narrow the statement by a \
      condition on `aws:SourceArn`, `aws:SourceAccount` or `aws:PrincipalOrgID`.
      """,
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    aliases: [
      "CKV_AWS_32", "CKV_AWS_70", "CKV_AWS_168", "CKV_AWS_169", "CKV_AWS_301", "CKV_AWS_385",
      "CKV_AWS_387", "AVD-AWS-0032", "AVD-AWS-0097", "F13", "F16", "F18", "F21", "SNS.4",
    ],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "a queue that anyone may write to",
        """
        Resources:
          Policy:
            Type: AWS::SQS::QueuePolicy
            Properties:
              Queues: [!Ref Queue]
              PolicyDocument:
                Statement: {Effect: Allow, Principal: «'*'», Action: 'sqs:SendMessage', Resource: '*'}
          Queue:
            Type: AWS::SQS::Queue
        """),
      .flagged(
        "a condition that anyone meets",
        """
        Resources:
          Policy:
            Type: AWS::S3::BucketPolicy
            Properties:
              Bucket: data
              PolicyDocument:
                Statement:
                  Effect: Allow
                  Principal: {AWS: [«'*'»]}
                  Action: 's3:PutObject'
                  Resource: 'arn:aws:s3:::data/*'
                  Condition: {Bool: {aws:SecureTransport: 'true'}}
        """),
      .flagged(
        "a function that anyone may call",
        """
        Resources:
          Permission:
            Type: AWS::Lambda::Permission
            Properties: {FunctionName: orders, Action: 'lambda:InvokeFunction', Principal: «'*'»}
        """),
      .clean(
        "a topic may write to the queue",
        """
        Resources:
          Policy:
            Type: AWS::SQS::QueuePolicy
            Properties:
              Queues: [!Ref Queue]
              PolicyDocument:
                Statement:
                  Effect: Allow
                  Principal: '*'
                  Action: 'sqs:SendMessage'
                  Resource: '*'
                  Condition: {ArnEquals: {aws:SourceArn: !Ref Topic}}
          Queue:
            Type: AWS::SQS::Queue
          Topic:
            Type: AWS::SNS::Topic
        """),
      .clean(
        "plain HTTP is denied to anyone",
        """
        Resources:
          Policy:
            Type: AWS::S3::BucketPolicy
            Properties:
              Bucket: data
              PolicyDocument:
                Statement:
                  Effect: Deny
                  Principal: '*'
                  Action: 's3:*'
                  Resource: 'arn:aws:s3:::data/*'
                  Condition: {Bool: {aws:SecureTransport: 'false'}}
        """),
      .clean(
        "the public address of a function",
        """
        Resources:
          Permission:
            Type: AWS::Lambda::Permission
            Properties:
              FunctionName: site
              Action: 'lambda:InvokeFunctionUrl'
              Principal: '*'
              FunctionUrlAuthType: NONE
        """),
    ],
    check: .resource(.withResourcePolicies) { resource, _ in
      guard resource.type != "AWS::Lambda::Permission" else { return publicPermission(resource) }
      // In a network of one's own, its security groups decide who reaches a domain.
      guard resource["VPCOptions"] == nil else { return [] }
      return resource.policyStatements.filter { $0.kind == .resource && !$0.isPublicReading }
        .flatMap { statement in
          statement.everyone.map { opening(to: $0, statement, of: resource) }
        }
    }
  )
}

extension ResourceTypes {
  fileprivate static let withResourcePolicies = ResourceTypes(
    cloudFormation: (ResourceTypes.withPolicies.cloudFormation ?? []) + ["AWS::Lambda::Permission"])
}

private func opening(
  to principal: PolicyStatement.Text, _ statement: PolicyStatement, of resource: Resource
) -> Problem {
  let actions = statement.actionTexts.map(\.text)
  return Problem(
    "anyone is allowed " + (actions.isEmpty ? "to use this" : actionList(actions)),
    at: Label(principal.span),
    help: "name who uses it, or add a condition on `aws:SourceArn` or `aws:SourceAccount`",
    when: statement.allows.and(statement.isUnnarrowed).and(principal.condition),
    evidence: "\(resource.logicalID) \(statement.name)")
}

private func publicPermission(_ permission: Resource) -> [Problem] {
  let limits = ["EventSourceToken", "FunctionUrlAuthType", "PrincipalOrgID", "SourceAccount"]
  guard !(limits + ["SourceArn"]).contains(where: { permission[$0] != nil }),
    let principal = permission["Principal"]
  else { return [] }
  return principal.alternatives.filter { $0.value.string == "*" }.map {
    Problem(
      "anyone is allowed to call the function", at: Label($0.value.span),
      help: "name who calls it, or limit it by `SourceArn` or `SourceAccount`",
      when: $0.condition, evidence: permission.logicalID)
  }
}

import ProtonLint

extension Rule {
  public static let unknownIAMAction = Rule(
    id: "unknown-iam-action",
    category: .identity,
    severity: .warning,
    securitySeverity: 3.0,
    finds: "an action in a policy that is a misspelling of another one",
    why: """
      IAM takes any name for an action of a service. What is misspelt in an `Allow` is missing at \
      run time; in a `Deny` it stays allowed, and nothing says so.
      """,
    fix: "Correct the name.",
    source:
      "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "a misspelt action",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement: {Effect: Deny, Action: [«'s3:DeleteObjects'», 's3:PutObject'], Resource: '*'}
        """),
      .clean(
        "another case, a pattern, and a name that resembles none",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  Effect: Allow
                  Action: ['S3:getobject', 's3:Put*Acl', 's3:UnwrapPresent', 'nowhere:GetObject']
                  Resource: '*'
        """),
    ],
    check: .resource(.withPolicies) { resource, _ in
      resource.policyStatements.flatMap { statement in
        statement.actionTexts.compactMap { misspelling($0, statement, of: resource) }
      }
    }
  )
}

private func misspelling(
  _ action: PolicyStatement.Text, _ statement: PolicyStatement, of resource: Resource
) -> Problem? {
  let table = IAMActionTable.embedded
  guard let colon = action.text.firstIndex(of: ":"),
    !action.text.contains(where: { $0 == "*" || $0 == "?" }), table.action(action.text) == nil
  else { return nil }
  let service = String(action.text[..<colon])
  let names = table.actions(matching: "\(service):*").map(\.name)
  guard let closest = closestName(to: action.text, among: names) else { return nil }
  return Problem(
    "there is no action `\(action.text)`", at: Label(action.span),
    help: "did you mean `\(closest)`?", when: statement.condition.and(action.condition),
    evidence: "\(resource.logicalID) \(action.text)")
}

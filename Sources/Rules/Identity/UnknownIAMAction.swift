import ProtonLint

extension Rule {
  public static let unknownIAMAction = Rule(
    id: "unknown-iam-action",
    category: .identity,
    severity: .warning,
    securitySeverity: 3.0,
    finds: "an action in a policy that does not exist, in place of one that does",
    why: """
      IAM takes any name for an action of a service. What is misspelt in an `Allow` is missing at \
      run time; in a `Deny` it stays allowed, and nothing says so. Names that resemble no other are \
      left alone: they may be newer than this program.
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
                Statement: {Effect: Deny, Action: [«'s3:DeletObject'», 's3:PutObject'], Resource: '*'}
        """),
      .flagged(
        "the name of an operation",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement: {Effect: Allow, Action: «'s3:HeadObject'», Resource: 'arn:aws:s3:::data/*'}
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
  let service = action.text[..<colon].lowercased()
  let name = String(action.text[action.text.index(after: colon)...])
  let help: String
  if let allowing = actionOfOperation["\(service):\(name)"] {
    help = "the operation of that name is allowed by `\(allowing)`"
  } else {
    // To compare a name with all of a service is slow, and nobody mistakes the first letter.
    let names = table.actions(matching: "\(service):\(name.prefix(1))*").map {
      String($0.name.dropFirst(service.count + 1))
    }.filter { abs($0.utf8.count - name.utf8.count) <= name.utf8.count / 5 }
    // Names of a service have long words in common: what differs in more is another action.
    guard let closest = closestName(to: name, among: names, differingInOneOf: 5) else { return nil }
    help = "did you mean `\(service):\(closest)`?"
  }
  return Problem(
    "there is no action `\(action.text)`", at: Label(action.span), help: help,
    when: statement.condition.and(action.condition),
    evidence: "\(resource.logicalID) \(statement.name) \(action.text)")
}

/// Operations that an action of another name allows, and that are often taken for actions.
///
/// Source: "Required permissions for Amazon S3 API operations" in the Amazon S3 user guide, and
/// "Actions, resources, and condition keys for AWS Lambda" in the service authorization reference.
private let actionOfOperation: [String: String] = [
  "lambda:Invoke": "lambda:InvokeFunction",
  "s3:CompleteMultipartUpload": "s3:PutObject",
  "s3:CopyObject": "s3:PutObject",
  "s3:CreateMultipartUpload": "s3:PutObject",
  "s3:DeleteObjects": "s3:DeleteObject",
  "s3:HeadBucket": "s3:ListBucket",
  "s3:HeadObject": "s3:GetObject",
  "s3:ListBuckets": "s3:ListAllMyBuckets",
  "s3:ListObjects": "s3:ListBucket",
  "s3:ListObjectsV2": "s3:ListBucket",
  "s3:ListParts": "s3:ListMultipartUploadParts",
  "s3:UploadPart": "s3:PutObject",
]

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
    aliases: ["W3037"],
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
    check: .graph { model in misspellings(in: model.graph) }
  )
}

/// Each name is looked up once, and no more than a thousand that do not exist: to compare a name
/// with all others of a service is slow.
private func misspellings(in graph: ResourceGraph) -> [Problem] {
  var problems: [Problem] = []
  var corrections: [String: String?] = [:]
  for resource in graph.resources where ResourceTypes.withPolicies.include(resource.type) {
    for statement in resource.policyStatements {
      for action in statement.actionTexts where isUnknown(action.text) {
        if corrections[action.text] == nil {
          guard corrections.count < 1000 else { continue }
          corrections.updateValue(correction(of: action.text), forKey: action.text)
        }
        guard let help = corrections[action.text] ?? nil else { continue }
        problems.append(
          Problem(
            "there is no action `\(action.text)`", at: Label(action.span), help: help,
            when: resource.condition.and(statement.condition).and(action.condition),
            evidence: "\(resource.logicalID) \(statement.name) \(action.text)"))
      }
    }
  }
  return problems
}

private func isUnknown(_ action: String) -> Bool {
  action.contains(":") && !action.contains { $0 == "*" || $0 == "?" }
    && IAMActionTable.embedded.action(action) == nil
}

/// What to write in place of a name that does not exist; nil where it resembles no other.
private func correction(of action: String) -> String? {
  guard let colon = action.firstIndex(of: ":") else { return nil }
  let service = action[..<colon].lowercased()
  let name = String(action[action.index(after: colon)...])
  if let allowing = actionOfOperation["\(service):\(name)"] {
    return "the operation of that name is allowed by `\(allowing)`"
  }
  // Nobody mistakes the first letter. Names of a service have long words in common: what differs in
  // more than a few letters is another action.
  let names = IAMActionTable.embedded.actions(matching: "\(service):\(name.prefix(1))*")
    .map { String($0.name.dropFirst(service.count + 1)) }
  return closestName(to: name, among: names, differingInOneOf: 5).map {
    "did you mean `\(service):\($0)`?"
  }
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

/// Where policies stand, by resource type: the path to the document, and whether it is in a list.
private struct PolicyPlace {
  let kind: PolicyStatement.Kind
  let path: [String]
  /// The document is this key of each element of the list that the path leads to.
  var key: String?
}

/// Source: the CloudFormation template reference, one page a type; for `AWS::Serverless`, the
/// specification of the serverless application model.
private let policyPlaces: [String: [PolicyPlace]] = [
  "AWS::ECR::Repository": [PolicyPlace(kind: .resource, path: ["RepositoryPolicyText"])],
  "AWS::Elasticsearch::Domain": [PolicyPlace(kind: .resource, path: ["AccessPolicies"])],
  "AWS::IAM::Group": [PolicyPlace(kind: .identity, path: ["Policies"], key: "PolicyDocument")],
  "AWS::IAM::GroupPolicy": [PolicyPlace(kind: .identity, path: ["PolicyDocument"])],
  "AWS::IAM::ManagedPolicy": [PolicyPlace(kind: .identity, path: ["PolicyDocument"])],
  "AWS::IAM::Policy": [PolicyPlace(kind: .identity, path: ["PolicyDocument"])],
  "AWS::IAM::Role": [
    PolicyPlace(kind: .trust, path: ["AssumeRolePolicyDocument"]),
    PolicyPlace(kind: .identity, path: ["Policies"], key: "PolicyDocument"),
  ],
  "AWS::IAM::RolePolicy": [PolicyPlace(kind: .identity, path: ["PolicyDocument"])],
  "AWS::IAM::User": [PolicyPlace(kind: .identity, path: ["Policies"], key: "PolicyDocument")],
  "AWS::IAM::UserPolicy": [PolicyPlace(kind: .identity, path: ["PolicyDocument"])],
  "AWS::KMS::Key": [PolicyPlace(kind: .resource, path: ["KeyPolicy"])],
  "AWS::OpenSearchService::Domain": [PolicyPlace(kind: .resource, path: ["AccessPolicies"])],
  "AWS::S3::BucketPolicy": [PolicyPlace(kind: .resource, path: ["PolicyDocument"])],
  "AWS::SNS::TopicInlinePolicy": [PolicyPlace(kind: .resource, path: ["PolicyDocument"])],
  "AWS::SNS::TopicPolicy": [PolicyPlace(kind: .resource, path: ["PolicyDocument"])],
  "AWS::SQS::QueueInlinePolicy": [PolicyPlace(kind: .resource, path: ["PolicyDocument"])],
  "AWS::SQS::QueuePolicy": [PolicyPlace(kind: .resource, path: ["PolicyDocument"])],
  "AWS::SecretsManager::ResourcePolicy": [PolicyPlace(kind: .resource, path: ["ResourcePolicy"])],
  "AWS::Serverless::Function": [
    PolicyPlace(kind: .trust, path: ["AssumeRolePolicyDocument"]),
    PolicyPlace(kind: .identity, path: ["Policies"]),
  ],
  "AWS::Serverless::StateMachine": [PolicyPlace(kind: .identity, path: ["Policies"])],
]

extension ResourceTypes {
  /// The types that carry policies.
  public static let withPolicies = ResourceTypes(cloudFormation: policyPlaces.keys.sorted())
}

extension PolicyStatement {
  /// All policy statements of a resource, in the order of the text within each kind.
  ///
  /// Elements without `Statement` are passed over: names of managed policies and templates of the
  /// serverless application model stand in the same lists.
  static func all(ofType type: String, properties: Value) -> [PolicyStatement] {
    guard let places = policyPlaces[type] else { return [] }
    var statements: [PolicyStatement] = []
    for place in places {
      var value: Value? = properties
      for key in place.path { value = value?[key] }
      var number = 0
      for element in value?.elements ?? [] {
        guard let document = place.key.map({ element.value[$0] }) ?? element.value else { continue }
        for statement in document["Statement"]?.elements ?? [] {
          number += 1
          statements.append(
            PolicyStatement(
              kind: place.kind, name: statement.value["Sid"]?.string ?? "statement \(number)",
              value: statement.value, condition: element.condition.and(statement.condition)))
        }
      }
    }
    return statements
  }
}

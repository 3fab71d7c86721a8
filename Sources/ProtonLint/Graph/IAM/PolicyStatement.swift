/// A statement of an IAM policy, wherever it stands.
///
/// See "IAM JSON policy elements reference" in the IAM user guide:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html>.
public struct PolicyStatement: Sendable {
  public enum Kind: Sendable {
    /// What its holder may do.
    case identity
    /// Who may assume a role.
    case trust
    /// Who may use a resource.
    case resource
  }

  public let kind: Kind
  public let value: Value
  /// Of the statement, beyond the condition of the resource.
  public let condition: Condition

  /// Nil where the effect is not known.
  public var allows: Bool? { value["Effect"]?.string.map { $0 == "Allow" } }
  /// Known and unknown values of `Action`, each with when it is there.
  public var actions: [Value.Alternative] { value["Action"]?.elements ?? [] }
  public var resources: [Value.Alternative] { value["Resource"]?.elements ?? [] }
  public var conditions: Value? { value["Condition"].flatMap { $0.isNull ? nil : $0 } }
  public var usesNotAction: Bool { value["NotAction"] != nil }
  public var usesNotResource: Bool { value["NotResource"] != nil }
  /// The principals by kind: `AWS`, `Service`, `Federated`; a bare `*` counts as `AWS`.
  public var principals: [(kind: String, principal: Value.Alternative)] {
    guard let principal = value["Principal"] else { return [] }
    return principal.alternatives.flatMap { alternative -> [(String, Value.Alternative)] in
      guard case .map(let entries) = alternative.value.form else {
        return [("AWS", alternative)]
      }
      return entries.flatMap { entry in
        entry.value.elements.map { inner in
          (
            entry.key,
            Value.Alternative(
              condition: alternative.condition.and(inner.condition), value: inner.value)
          )
        }
      }
    }
  }
}

/// Where policies stand, by resource type: the path to the document, and whether it is in a list.
private struct PolicyPlace {
  let kind: PolicyStatement.Kind
  let path: [String]
  /// The document is this key of each element of the list that the path leads to.
  var key: String?
}

/// Source: the CloudFormation template reference, one page a type.
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
  "AWS::SNS::TopicPolicy": [PolicyPlace(kind: .resource, path: ["PolicyDocument"])],
  "AWS::SQS::QueuePolicy": [PolicyPlace(kind: .resource, path: ["PolicyDocument"])],
  "AWS::SecretsManager::ResourcePolicy": [PolicyPlace(kind: .resource, path: ["ResourcePolicy"])],
  "AWS::Serverless::Function": [PolicyPlace(kind: .identity, path: ["Policies"])],
]

extension Resource {
  /// The types that carry policies, in alphabetical order.
  public static let typesWithPolicies: [String] = policyPlaces.keys.sorted()

  /// All policy statements of the resource.
  public var policyStatements: [PolicyStatement] {
    (policyPlaces[type] ?? []).flatMap { place -> [PolicyStatement] in
      var value: Value? = properties
      for key in place.path { value = value?[key] }
      guard let value else { return [] }
      return value.elements.flatMap { element -> [PolicyStatement] in
        guard let document = place.key.map({ element.value[$0] }) ?? element.value,
          let statements = document["Statement"]
        else { return [] }
        return statements.elements.map { statement in
          PolicyStatement(
            kind: place.kind, value: statement.value,
            condition: element.condition.and(statement.condition))
        }
      }
    }
  }
}

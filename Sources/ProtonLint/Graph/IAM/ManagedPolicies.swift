/// A managed policy of AWS's own that a resource holds.
public struct ManagedPolicy: Sendable {
  /// Without its path: `AWSLambdaBasicExecutionRole`.
  public let name: String
  public let span: Span
  public let condition: Condition
}

extension ResourceTypes {
  /// The types that hold managed policies.
  public static let withManagedPolicies = ResourceTypes.cloudFormation(
    "AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::User", "AWS::Serverless::Function",
    "AWS::Serverless::StateMachine")
}

extension Resource {
  /// The managed policies of AWS's own, in any partition. Those of the account are not among them.
  public var managedPolicies: [ManagedPolicy] {
    let isServerless = type.hasPrefix("AWS::Serverless::")
    let policies = properties[isServerless ? "Policies" : "ManagedPolicyArns"]?.elements ?? []
    return policies.compactMap { policy in
      guard let end = policy.value.knownEnd, let name = end.split(separator: "/").last,
        // The serverless application model takes bare names too.
        end.contains(":iam::aws:policy/") || (isServerless && name.count == end.count)
      else { return nil }
      return ManagedPolicy(
        name: String(name), span: policy.value.span, condition: policy.condition)
    }
  }
}

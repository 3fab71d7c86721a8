/// An action that an IAM policy can allow or deny.
public struct IAMAction: Sendable, Hashable {
  /// What an action does to the account, by AWS's classification with the corrections of the
  /// table's source: `iam:PassRole` is permissions management there.
  public enum AccessLevel: UInt8, Sendable, Hashable, CaseIterable {
    // The raw values stand in the table.
    case read, list, write, permissionsManagement, tagging
  }

  /// Service prefix and name, in AWS's spelling: `s3:GetObject`.
  public let name: String
  public let accessLevel: AccessLevel
  /// Whether a statement can name resources for it. Where it cannot, `Resource` must be `*` for the
  /// action to be allowed at all.
  public let canBeScoped: Bool
  /// The formats of the ARNs that it can be scoped to, sorted, each once:
  /// `arn:${Partition}:s3:::${BucketName}/${ObjectName}`.
  public let resourceARNs: [String]

  public init(
    name: String, accessLevel: AccessLevel, canBeScoped: Bool, resourceARNs: [String]
  ) {
    self.name = name
    self.accessLevel = accessLevel
    self.canBeScoped = canBeScoped
    self.resourceARNs = resourceARNs
  }
}

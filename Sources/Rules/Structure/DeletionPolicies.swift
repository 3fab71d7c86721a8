import ProtonLint

/// What becomes of a resource: the attributes that say it, and what they may say.
enum DeletionPolicies {
  /// By attribute. Source: "DeletionPolicy attribute" and "UpdateReplacePolicy attribute" in the
  /// CloudFormation user guide.
  static let options: KeyValuePairs<String, [String]> = [
    "DeletionPolicy": ["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"],
    "UpdateReplacePolicy": ["Delete", "Retain", "Snapshot"],
  ]

  /// The types that can be kept as a snapshot. Source: the same pages.
  static let snapshotTypes: Set<String> = [
    "AWS::DocDB::DBCluster", "AWS::EC2::Volume", "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup", "AWS::Neptune::DBCluster", "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance", "AWS::Redshift::Cluster",
  ]

  /// Functions that no policy takes, with or without the extensions.
  static let refusedFunctions: Set<String> = [
    "Condition", "Fn::And", "Fn::Base64", "Fn::Cidr", "Fn::Equals", "Fn::GetAZs", "Fn::GetAtt",
    "Fn::ImportValue", "Fn::Length", "Fn::Not", "Fn::Or", "Fn::Split", "Fn::ToJsonString",
  ]

  /// A policy of a resource.
  struct Entry {
    let name: String
    let key: SyntaxNode
    let value: SyntaxNode
    let options: [String]
    let resource: SyntaxNode.Entry
  }

  static func entries(of template: CloudFormationTemplate) -> [Entry] {
    template.writtenEntries(of: "Resources").flatMap { resource in
      options.compactMap { name, options in
        resource.value.entry(name).map {
          Entry(name: name, key: $0.key, value: $0.value, options: options, resource: resource)
        }
      }
    }
  }
}

import ProtonLint

extension Rule {
  public static let dataWithoutDeletionPolicy = Rule(
    id: "data-without-deletion-policy",
    category: .cloudFormation,
    severity: .warning,
    finds: "a store of data that does not say what becomes of the data",
    why: """
      CloudFormation deletes what leaves the template, and what a change of its name replaces, with \
      all data in it; a bucket that is not empty stops the deletion of the stack halfway.
      """,
    fix: "Set `DeletionPolicy` and `UpdateReplacePolicy`: `Retain`, `Snapshot` or `Delete`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html",
    aliases: ["I3011"],
    examples: [
      .flagged(
        "a table, and a database that is kept when deleted and not when replaced",
        """
        Resources:
          «Table»:
            Type: AWS::DynamoDB::Table
            Properties: {KeySchema: [{AttributeName: id, KeyType: HASH}]}
          «Database»:
            Type: AWS::RDS::DBInstance
            DeletionPolicy: Snapshot
            Properties: {Engine: postgres, DBInstanceClass: db.t4g.micro}
        """),
      .clean(
        "both are said",
        """
        Resources:
          Table:
            Type: AWS::DynamoDB::Table
            DeletionPolicy: Retain
            UpdateReplacePolicy: Retain
            Properties: {KeySchema: [{AttributeName: id, KeyType: HASH}]}
          Scratch:
            Type: AWS::S3::Bucket
            DeletionPolicy: Delete
        """),
    ],
    check: .resource(ResourceTypes(cloudFormation: storeTypes.keys.sorted())) { store, _ in
      // Who says that it may be deleted has thought of it.
      let deletion = store.attributes["DeletionPolicy"]
      guard deletion?.string != "Delete" else { return [] }
      var missing: [String] = []
      if deletion == nil, storeTypes[store.type] == .delete { missing.append("DeletionPolicy") }
      if store.attributes["UpdateReplacePolicy"] == nil { missing.append("UpdateReplacePolicy") }
      guard !missing.isEmpty else { return [] }
      return [
        Problem(
          "`\(store.logicalID)` holds data and has no \(missing.map { "`\($0)`" }.joined(separator: " or "))",
          at: Label(store.nameSpan), help: "say what becomes of the data: `Retain` keeps it",
          evidence: store.logicalID)
      ]
    }
  )
}

/// What CloudFormation does with the data where nothing is said.
enum Unsaid { case delete, snapshot }

/// Source: "DeletionPolicy attribute" in the CloudFormation user guide, which says of databases and
/// clusters that a snapshot is taken of them.
let storeTypes: [String: Unsaid] = [
  "AWS::Cognito::UserPool": .delete,
  "AWS::DocDB::DBCluster": .snapshot,
  "AWS::DynamoDB::GlobalTable": .delete,
  "AWS::DynamoDB::Table": .delete,
  "AWS::EFS::FileSystem": .delete,
  "AWS::ElastiCache::ReplicationGroup": .delete,
  "AWS::Elasticsearch::Domain": .delete,
  "AWS::Neptune::DBCluster": .snapshot,
  "AWS::OpenSearchService::Domain": .delete,
  "AWS::RDS::DBCluster": .snapshot,
  "AWS::RDS::DBInstance": .snapshot,
  "AWS::Redshift::Cluster": .delete,
  "AWS::S3::Bucket": .delete,
]

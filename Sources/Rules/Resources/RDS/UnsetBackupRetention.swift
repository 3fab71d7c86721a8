import ProtonLint

extension Rule {
  public static let unsetBackupRetention = Rule(
    id: "unset-backup-retention",
    category: .properties,
    severity: .note,
    finds: "a store of data that does not say for how long it keeps messages, records or backups",
    why: """
      The service then takes its own default, such as a day for the backups of a database or four \
      days for the messages of a queue, and what is older is gone.
      """,
    fix: "Set the property that the message names, be it to the default.",
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html",
    aliases: ["I3013"],
    presets: [.all],
    examples: [
      .flagged(
        "backups and messages of a service's choice",
        """
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            «Properties»:
              DBInstanceClass: db.t4g.small
              Engine: postgres
              AllocatedStorage: 20
          «Queue»:
            Type: AWS::SQS::Queue
        """),
      .clean(
        "of the author's choice; a member of a cluster has its backups there",
        """
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties:
              DBInstanceClass: db.t4g.small
              Engine: postgres
              AllocatedStorage: 20
              BackupRetentionPeriod: 7
          Member:
            Type: AWS::RDS::DBInstance
            Properties:
              DBInstanceClass: db.r6g.large
              Engine: aurora-postgresql
              DBClusterIdentifier: payments
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              MessageRetentionPeriod: 345600
        """),
    ],
    check: .template { template, _ in
      template.resources.flatMap { resource -> [Problem] in
        guard let type = resource.node["Type"], let names = retentionProperties[type.text] else {
          return []
        }
        let properties = resource.node.entry("Properties")
        if type.text == "AWS::RDS::DBInstance", !keepsOwnBackups(properties?.value) { return [] }
        let map = properties?.value
        guard map.map({ $0.isMapping && $0["Fn::Transform"] == nil }) ?? true else { return [] }
        return names.filter { map?.entry($0) == nil }.map { name in
          Problem(
            "`\(name)` is not set", at: Label((properties?.key ?? resource.key).contentSpan),
            when: template.condition(of: resource), evidence: "\(resource.name) \(name)")
        }
      }
    }
  )
}

/// The properties that say for how long data is kept, by resource type.
///
/// Source: the CloudFormation template reference, one page a type.
private let retentionProperties: [String: [String]] = [
  "AWS::DocDB::DBCluster": ["BackupRetentionPeriod"],
  "AWS::Kinesis::Stream": ["RetentionPeriodHours"],
  "AWS::RDS::DBCluster": ["BackupRetentionPeriod"],
  "AWS::RDS::DBInstance": ["BackupRetentionPeriod"],
  "AWS::Redshift::Cluster": ["AutomatedSnapshotRetentionPeriod"],
  "AWS::SQS::Queue": ["MessageRetentionPeriod"],
  "AWS::Synthetics::Canary": ["FailureRetentionPeriod", "SuccessRetentionPeriod"],
]

/// Instances of a cluster have no backups of their own, and replicas may be without.
private func keepsOwnBackups(_ properties: SyntaxNode?) -> Bool {
  guard let properties, let engine = properties["Engine"], engine.isScalar, engine.tag == nil
  else { return false }
  return !engine.text.hasPrefix("aurora") && properties["DBClusterIdentifier"] == nil
    && properties["SourceDBInstanceIdentifier"] == nil
}

import ProtonLint

extension Rule {
  public static let clusterSettingOnAuroraInstance = Rule(
    id: "cluster-setting-on-aurora-instance",
    category: .properties,
    severity: .warning,
    finds: "a setting on an instance of Aurora that belongs to its cluster",
    why: """
      Storage, the password, protection against deletion and tags of snapshots are managed by an \
      Aurora cluster. On an instance some of them are refused, and the others have no effect.
      """,
    fix: "Set it on the `AWS::RDS::DBCluster`, and leave it out here.",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
    aliases: ["E3682"],
    examples: [
      .flagged(
        "storage and protection",
        """
        Resources:
          Instance:
            Type: AWS::RDS::DBInstance
            Properties:
              DBClusterIdentifier: payments
              DBInstanceClass: db.r6g.large
              Engine: aurora-mysql
              «AllocatedStorage»: 20
              DeletionProtection: true
        """),
      .clean(
        "the same on an instance of MySQL",
        """
        Resources:
          Instance:
            Type: AWS::RDS::DBInstance
            Properties:
              DBInstanceClass: db.r6g.large
              Engine: mysql
              AllocatedStorage: 20
              DeletionProtection: true
        """),
    ],
    check: .schema(.ruled)
  )
}

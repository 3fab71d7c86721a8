import ProtonLint

extension Rule {
  public static let backupRetentionMismatch = Rule(
    id: "backup-retention-mismatch",
    category: .properties,
    severity: .error,
    finds: "a number of days for backups that an instance does not take",
    why: """
      Backups of an instance in a cluster are the cluster's affair, and RDS refuses a retention \
      of the instance's own. Other instances keep backups for 35 days at most.
      """,
    fix: "Set `BackupRetentionPeriod` on the cluster, or to 35 or less.",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
    aliases: ["E3719"],
    examples: [
      .flagged(
        "an instance in a cluster",
        """
        Resources:
          Instance:
            Type: AWS::RDS::DBInstance
            Properties:
              DBClusterIdentifier: !Ref Cluster
              DBInstanceClass: db.r6g.large
              Engine: aurora-postgresql
              «BackupRetentionPeriod»: 7
          Cluster:
            Type: AWS::RDS::DBCluster
            Properties: {Engine: aurora-postgresql}
        """),
      .flagged(
        "too many days",
        """
        Resources:
          Instance:
            Type: AWS::RDS::DBInstance
            Properties:
              DBInstanceClass: db.t4g.small
              Engine: mysql
              AllocatedStorage: 20
              BackupRetentionPeriod: «90»
        """),
      .clean(
        "days on the cluster, and on an instance that stands alone",
        """
        Resources:
          Cluster:
            Type: AWS::RDS::DBCluster
            Properties: {Engine: aurora-postgresql, BackupRetentionPeriod: 7}
          Instance:
            Type: AWS::RDS::DBInstance
            Properties:
              DBInstanceClass: db.t4g.small
              Engine: mysql
              AllocatedStorage: 20
              BackupRetentionPeriod: 35
        """),
    ],
    check: .schema(.ruled)
  )
}

import ProtonLint

extension Rule {
  public static let ignoredRestoreSetting = Rule(
    id: "ignored-restore-setting",
    category: .properties,
    severity: .warning,
    finds: "a setting of a new cluster on one that is restored from another",
    why: """
      A cluster that is restored takes the name and the password of its master user, and its \
      encryption, from what it is restored from. What the template says of them is ignored.
      """,
    fix: "Leave the property out, so that nobody relies on it.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html",
    aliases: ["W3688", "W3689"],
    examples: [
      .flagged(
        "a name for the user of a snapshot, and one for that of another cluster",
        """
        Resources:
          Restored:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-mysql
              SnapshotIdentifier: before-the-migration
              «MasterUsername»: admin
          Copy:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-mysql
              SourceDBClusterIdentifier: payments
              «MasterUsername»: admin
        """),
      .clean(
        "a new cluster, and a restored one without a name",
        """
        Resources:
          New:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-mysql
              MasterUsername: admin
          Restored:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-mysql
              SnapshotIdentifier: before-the-migration
        """),
    ],
    check: .schema(.ruled)
  )
}

import ProtonLint

extension Rule {
  public static let auroraClusterMismatch = Rule(
    id: "aurora-cluster-mismatch",
    category: .properties,
    severity: .error,
    finds: "a setting of a Multi-AZ cluster on an Aurora cluster",
    why: """
      An Aurora cluster has no storage of a fixed size and no instances of its own: its volume \
      grows by itself, and each instance is a resource. RDS refuses what only a Multi-AZ cluster \
      has.
      """,
    fix: "Leave the property out; set the class of each instance in its `AWS::RDS::DBInstance`.",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html",
    aliases: ["E3693"],
    examples: [
      .flagged(
        "storage and a class",
        """
        Resources:
          Cluster:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              «AllocatedStorage»: 100
              «DBClusterInstanceClass»: db.r6gd.large
        """),
      .clean(
        "the same on a Multi-AZ cluster",
        """
        Resources:
          Cluster:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: postgres
              AllocatedStorage: 100
              DBClusterInstanceClass: db.r6gd.large
              Iops: 1000
              StorageType: io1
        """),
    ],
    check: .schema(.ruled)
  )
}

import ProtonLint

extension Rule {
  public static let multiAZClusterMismatch = Rule(
    id: "multi-az-cluster-mismatch",
    category: .properties,
    severity: .warning,
    finds: "a Multi-AZ cluster that lacks what such a cluster needs, or has what only Aurora has",
    why: """
      A cluster of MySQL or PostgreSQL that is not Aurora is made of three instances with \
      storage of their own, so it needs a class, a size, a type of storage and its operations \
      per second. RDS refuses the settings that only Aurora knows.
      """,
    fix: "Set what is missing; leave out what belongs to Aurora.",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html",
    aliases: ["E3692"],
    examples: [
      .flagged(
        "no storage, and a backtrack",
        """
        Resources:
          Cluster:
            Type: AWS::RDS::DBCluster
            «Properties»:
              Engine: mysql
              DBClusterInstanceClass: db.r6gd.large
              Iops: 1000
              StorageType: io1
              «BacktrackWindow»: 3600
        """),
      .clean(
        "all that it needs, and Aurora with a backtrack",
        """
        Resources:
          Cluster:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: mysql
              AllocatedStorage: 100
              DBClusterInstanceClass: db.r6gd.large
              Iops: 1000
              StorageType: io1
          Aurora:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-mysql
              BacktrackWindow: 3600
        """),
    ],
    check: .schema(.ruled)
  )
}

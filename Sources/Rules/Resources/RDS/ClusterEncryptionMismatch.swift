import ProtonLint

extension Rule {
  public static let clusterEncryptionMismatch = Rule(
    id: "cluster-encryption-mismatch",
    category: .properties,
    severity: .error,
    finds:
      "a database instance that is to be encrypted although its cluster is not, or the other way around",
    why: """
      The storage belongs to the cluster, and so does its encryption. RDS refuses an instance \
      that asks for something else.
      """,
    fix: "Leave `StorageEncrypted` of the instance out, and set it for the cluster.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rds-dbinstance.html",
    aliases: ["E3709"],
    examples: [
      .flagged(
        "an encrypted cluster with an instance that is not",
        """
        Resources:
          Cluster:
            Type: AWS::RDS::DBCluster
            Properties: {Engine: aurora-mysql, StorageEncrypted: true}
          Instance:
            Type: AWS::RDS::DBInstance
            Properties:
              DBClusterIdentifier: !Ref Cluster
              Engine: aurora-mysql
              StorageEncrypted: «false»
        """),
      .clean(
        "the instance says nothing",
        """
        Resources:
          Cluster:
            Type: AWS::RDS::DBCluster
            Properties: {Engine: aurora-mysql, StorageEncrypted: true}
          Instance:
            Type: AWS::RDS::DBInstance
            Properties: {DBClusterIdentifier: !Ref Cluster, Engine: aurora-mysql}
        """),
    ],
    check: .agreement(
      of: "AWS::RDS::DBInstance",
      Agreement(
        of: .own("StorageEncrypted"),
        // A cluster that does not say may take it from a snapshot or a source cluster.
        with: .of("AWS::RDS::DBCluster", namedBy: ["DBClusterIdentifier"], key: "StorageEncrypted")
      ) { instance, cluster in
        "`StorageEncrypted` is \(instance.words) for `\(instance.owner.logicalID)`, but "
          + "\(cluster.words) for its cluster `\(cluster.owner.logicalID)`"
      })
  )
}

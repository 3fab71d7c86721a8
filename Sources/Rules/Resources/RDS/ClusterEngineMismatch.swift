import ProtonLint

extension Rule {
  public static let clusterEngineMismatch = Rule(
    id: "cluster-engine-mismatch",
    category: .properties,
    severity: .error,
    finds: "a database instance whose engine is not that of its cluster",
    why: """
      All instances of a cluster run its engine. RDS refuses an instance that asks for another \
      one.
      """,
    fix: "Give the instance the `Engine` of its cluster.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-rds-dbinstance.html",
    aliases: ["E3707"],
    examples: [
      .flagged(
        "PostgreSQL in a cluster of MySQL",
        """
        Resources:
          Cluster: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql}}
          Instance:
            Type: AWS::RDS::DBInstance
            Properties:
              DBClusterIdentifier: !Ref Cluster
              DBInstanceClass: db.r6g.large
              Engine: «aurora-postgresql»
        """),
      .clean(
        "one engine, from one parameter",
        """
        Parameters:
          Engine: {Type: String, AllowedValues: [aurora-mysql, aurora-postgresql]}
        Resources:
          Cluster: {Type: AWS::RDS::DBCluster, Properties: {Engine: !Ref Engine}}
          Instance:
            Type: AWS::RDS::DBInstance
            Properties:
              DBClusterIdentifier: !Ref Cluster
              DBInstanceClass: db.r6g.large
              Engine: !Ref Engine
        """),
    ],
    check: .agreement(
      of: "AWS::RDS::DBInstance",
      Agreement(
        of: .own("Engine"),
        with: .of("AWS::RDS::DBCluster", namedBy: ["DBClusterIdentifier"], key: "Engine")
      ) { instance, cluster in
        "instance `\(instance.owner.logicalID)` has the engine `\(instance.words)`, but its cluster "
          + "`\(cluster.owner.logicalID)` has `\(cluster.words)`"
      })
  )
}

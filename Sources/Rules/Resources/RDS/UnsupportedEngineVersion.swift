import ProtonLint

extension Rule {
  public static let unsupportedEngineVersion = Rule(
    id: "unsupported-engine-version",
    category: .properties,
    severity: .error,
    finds: "a version of a database or cache engine that the service does not offer",
    why: """
      RDS and ElastiCache make databases and caches of the versions that they offer, and of no \
      others. A version that there never was, or that is withdrawn, fails the deployment. Versions \
      that may have come out after this program are left alone.
      """,
    fix: """
      Take a version that the service offers: `aws rds describe-db-engine-versions` and `aws \
      elasticache describe-cache-engine-versions` list them.
      """,
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBEngineVersions.html",
    aliases: ["E3690", "E3691", "E3695"],
    examples: [
      .flagged(
        "versions that there are not",
        """
        Resources:
          Cluster:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              EngineVersion: "«9.6»"
          Instance:
            Type: AWS::RDS::DBInstance
            Properties:
              DBInstanceClass: db.t4g.small
              AllocatedStorage: 20
              Engine: postgres
              EngineVersion: "«1.0»"
          Cache:
            Type: AWS::ElastiCache::CacheCluster
            Properties:
              CacheNodeType: cache.t4g.small
              NumCacheNodes: 1
              Engine: redis
              EngineVersion: «2.8.24»
        """),
      .clean(
        "versions that there are",
        """
        Resources:
          Cluster:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              EngineVersion: "16.8"
          Cache:
            Type: AWS::ElastiCache::CacheCluster
            Properties:
              CacheNodeType: cache.t4g.small
              NumCacheNodes: 1
              Engine: redis
              EngineVersion: 7.1
        """),
    ],
    check: .schema(.ruled)
  )
}

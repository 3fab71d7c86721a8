import ProtonLint

extension Rule {
  public static let unavailableInstanceType = Rule(
    id: "unavailable-instance-type",
    category: .properties,
    severity: .error,
    finds: "an instance type that the service does not offer in the region",
    why: """
      Which types of instances there are differs from service to service and from region to \
      region. The deployment fails with one that is not offered where it goes, or that there is \
      not at all.
      """,
    fix: """
      Take a type that the service offers there. Without `--region`, only types that no region \
      has are reported.
      """,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-discovery.html",
    aliases: [
      "E3025", "E3062", "E3617", "E3620", "E3621", "E3628", "E3635", "E3641", "E3647", "E3652",
      "E3667", "E3670", "E3672", "E3675", "E3694",
    ],
    examples: [
      .flagged(
        "types that there are not",
        """
        Resources:
          Server:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-0123456789abcdef0
              InstanceType: «t3.smol»
          Cache:
            Type: AWS::ElastiCache::CacheCluster
            Properties:
              CacheNodeType: «t4g.small»
              NumCacheNodes: 1
              Engine: redis
        """),
      .clean(
        "types that there are",
        """
        Resources:
          Server:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-0123456789abcdef0
              InstanceType: t3.small
          Cache:
            Type: AWS::ElastiCache::CacheCluster
            Properties:
              CacheNodeType: cache.t4g.small
              NumCacheNodes: 1
              Engine: redis
        """),
    ],
    check: .schema(.ruled)
  )
}

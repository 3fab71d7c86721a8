import ProtonLint

extension Rule {
  public static let valkeyWithoutTransitEncryption = Rule(
    id: "valkey-without-transit-encryption",
    category: .properties,
    severity: .error,
    finds: "a replication group of Valkey that does not say whether connections are encrypted",
    why: """
      ElastiCache has no default for it with this engine, and refuses a group that leaves it \
      open.
      """,
    fix: "Set `TransitEncryptionEnabled: true`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html",
    aliases: ["E3704"],
    examples: [
      .flagged(
        "left open",
        """
        Resources:
          Cache:
            Type: AWS::ElastiCache::ReplicationGroup
            «Properties»:
              ReplicationGroupDescription: sessions
              Engine: valkey
              CacheNodeType: cache.t4g.small
        """),
      .clean(
        "encrypted",
        """
        Resources:
          Cache:
            Type: AWS::ElastiCache::ReplicationGroup
            Properties:
              ReplicationGroupDescription: sessions
              Engine: valkey
              CacheNodeType: cache.t4g.small
              TransitEncryptionEnabled: true
        """),
    ],
    check: .schema(.ruled)
  )
}

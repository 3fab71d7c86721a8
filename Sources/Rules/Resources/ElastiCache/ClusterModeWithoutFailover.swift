import ProtonLint

extension Rule {
  public static let clusterModeWithoutFailover = Rule(
    id: "cluster-mode-without-failover",
    category: .properties,
    severity: .error,
    finds: "a replication group in cluster mode that cannot fail over",
    why: """
      With `cluster-enabled: yes` in its parameter group a replication group is in cluster mode, \
      which needs automatic failover, and so more than one node. ElastiCache refuses the group \
      otherwise.
      """,
    fix:
      "Set `AutomaticFailoverEnabled: true` and `NumNodeGroups`, or more than one of `NumCacheClusters`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticache-replicationgroup.html",
    aliases: ["E3026"],
    examples: [
      .flagged(
        "no failover",
        """
        Resources:
          Parameters:
            Type: AWS::ElastiCache::ParameterGroup
            Properties:
              CacheParameterGroupFamily: redis7
              Description: cluster
              Properties: {cluster-enabled: 'yes'}
          Cache:
            Type: AWS::ElastiCache::ReplicationGroup
            Properties:
              CacheParameterGroupName: !Ref Parameters
              AutomaticFailoverEnabled: «false»
              NumNodeGroups: 2
        """),
      .flagged(
        "one node",
        """
        Resources:
          Parameters:
            Type: AWS::ElastiCache::ParameterGroup
            Properties:
              CacheParameterGroupFamily: redis7
              Description: cluster
              Properties: {cluster-enabled: 'yes'}
          Cache:
            Type: AWS::ElastiCache::ReplicationGroup
            Properties: {CacheParameterGroupName: !Ref «Parameters», NumCacheClusters: 1}
        """),
      .clean(
        "failover, and another mode",
        """
        Resources:
          Parameters:
            Type: AWS::ElastiCache::ParameterGroup
            Properties:
              CacheParameterGroupFamily: redis7
              Description: cluster
              Properties: {cluster-enabled: 'yes'}
          Single: {Type: AWS::ElastiCache::ParameterGroup, Properties: {Description: none}}
          Cache:
            Type: AWS::ElastiCache::ReplicationGroup
            Properties:
              CacheParameterGroupName: !Ref Parameters
              AutomaticFailoverEnabled: true
              NumNodeGroups: 2
          Other:
            Type: AWS::ElastiCache::ReplicationGroup
            Properties: {CacheParameterGroupName: !Ref Single, AutomaticFailoverEnabled: false}
        """),
    ],
    check: .resource(.cloudFormation("AWS::ElastiCache::ReplicationGroup")) { group, graph in
      let keys = [
        "CacheParameterGroupName", "AutomaticFailoverEnabled", "NumNodeGroups",
        "NodeGroupConfiguration", "NumCacheClusters",
      ]
      return group.properties.readings(of: keys).flatMap { reading -> [Problem] in
        guard let parameters = reading["CacheParameterGroupName"] else { return [] }
        let inClusterMode = graph.named(
          by: parameters, of: group, types: ["AWS::ElastiCache::ParameterGroup"]
        ).reduce(Condition.never) { sum, named in
          sum.or(clusterMode(of: named.target).and(named.condition))
        }
        let condition = inClusterMode.and(reading.condition)
        guard !condition.isNever else { return [] }
        var problems: [Problem] = []
        if let failover = reading["AutomaticFailoverEnabled"], failover.bool == false {
          problems.append(
            Problem(
              "cluster mode needs automatic failover", at: Label(failover.span),
              related: [Label(parameters.span, "the parameter group turns cluster mode on")],
              when: condition, evidence: group.logicalID))
        }
        if reading["NumNodeGroups"] == nil, reading["NodeGroupConfiguration"] == nil,
          reading["NumCacheClusters"].map({ ($0.number ?? 2) <= 1 }) ?? true
        {
          problems.append(
            Problem(
              "cluster mode needs `NumNodeGroups`, or more than one of `NumCacheClusters`",
              at: Label(parameters.span), when: condition, evidence: group.logicalID))
        }
        return problems
      }
    }
  )
}

private func clusterMode(of parameters: Resource) -> Condition {
  parameters.properties.values(at: ["Properties", "cluster-enabled"])
    .filter { $0.value.string == "yes" }.reduce(Condition.never) { $0.or($1.condition) }
}

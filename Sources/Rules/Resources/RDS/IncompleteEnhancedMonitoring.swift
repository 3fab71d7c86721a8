import ProtonLint

extension Rule {
  public static let incompleteEnhancedMonitoring = Rule(
    id: "incomplete-enhanced-monitoring",
    category: .properties,
    severity: .error,
    finds: """
      enhanced monitoring of a cluster with a role and no interval, or an interval and no role
      """,
    why: """
      RDS writes the metrics in an interval that must be set, with a role that must be given. It \
      refuses one without the other.
      """,
    fix: "Set both `MonitoringInterval`, to more than 0, and `MonitoringRoleArn`, or neither.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html",
    aliases: ["E3689"],
    examples: [
      .flagged(
        "a role that does nothing",
        """
        Resources:
          Cluster:
            Type: AWS::RDS::DBCluster
            «Properties»:
              Engine: aurora-mysql
              MonitoringRoleArn: arn:aws:iam::123456789012:role/monitoring
        """),
      .flagged(
        "an interval of nobody",
        """
        Resources:
          Cluster:
            Type: AWS::RDS::DBCluster
            «Properties»:
              Engine: aurora-mysql
              MonitoringInterval: 60
        """),
      .clean(
        "both, and neither",
        """
        Resources:
          Cluster:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-mysql
              MonitoringInterval: 60
              MonitoringRoleArn: arn:aws:iam::123456789012:role/monitoring
          Other:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-mysql
              MonitoringInterval: 0
        """),
    ],
    check: .schema(.ruled)
  )
}

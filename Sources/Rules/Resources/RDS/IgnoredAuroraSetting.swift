import ProtonLint

extension Rule {
  public static let ignoredAuroraSetting = Rule(
    id: "ignored-aurora-setting",
    category: .properties,
    severity: .warning,
    finds: "Performance Insights on an Aurora cluster that is serverless",
    why: """
      A cluster of Aurora Serverless v1 has no Performance Insights: the setting is ignored, and \
      the metrics that somebody counts on are not there.
      """,
    fix: "Leave the setting out, or move to Serverless v2, which has them.",
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.Overview.Engines.html",
    aliases: ["W3693"],
    examples: [
      .flagged(
        "insights that there are not",
        """
        Resources:
          Cluster:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              EngineMode: serverless
              «PerformanceInsightsEnabled»: true
        """),
      .clean(
        "insights of a provisioned cluster",
        """
        Resources:
          Cluster:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              EngineMode: provisioned
              PerformanceInsightsEnabled: true
        """),
    ],
    check: .schema(.ruled)
  )
}

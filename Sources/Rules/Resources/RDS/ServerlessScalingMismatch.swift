import ProtonLint

extension Rule {
  public static let serverlessScalingMismatch = Rule(
    id: "serverless-scaling-mismatch",
    category: .properties,
    severity: .error,
    finds: "the scaling of one kind of serverless cluster on a cluster of another kind",
    why: """
      `ScalingConfiguration` belongs to Aurora Serverless v1, whose `EngineMode` is \
      `serverless`; `ServerlessV2ScalingConfiguration` belongs to v2, whose mode is \
      `provisioned`. RDS refuses either on the other.
      """,
    fix: "Take the scaling of the mode that the cluster has.",
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html",
    aliases: ["E3686"],
    examples: [
      .flagged(
        "the old scaling without the old mode, and the new one with it",
        """
        Resources:
          Cluster:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              «ScalingConfiguration»: {MinCapacity: 2, MaxCapacity: 8}
          Old:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              EngineMode: serverless
              «ServerlessV2ScalingConfiguration»: {MinCapacity: 2, MaxCapacity: 8}
        """),
      .clean(
        "each with its own",
        """
        Resources:
          Cluster:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              ServerlessV2ScalingConfiguration: {MinCapacity: 2, MaxCapacity: 8}
          Old:
            Type: AWS::RDS::DBCluster
            Properties:
              Engine: aurora-postgresql
              EngineMode: serverless
              ScalingConfiguration: {MinCapacity: 2, MaxCapacity: 8}
        """),
    ],
    check: .schema(.ruled)
  )
}

import ProtonLint

extension Rule {
  public static let unsupportedSchedulingStrategy = Rule(
    id: "unsupported-scheduling-strategy",
    category: .properties,
    severity: .error,
    finds: "a daemon on Fargate, or one that another controller deploys",
    why: """
      A daemon is a task on each instance of the cluster. Fargate has no instances, and \
      CodeDeploy and external controllers deploy replicas alone; ECS refuses \
      `SchedulingStrategy: DAEMON` for them.
      """,
    fix: "Write `REPLICA`, or leave `SchedulingStrategy` out.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html",
    aliases: ["E3044"],
    examples: [
      .flagged(
        "a daemon on Fargate",
        """
        Resources:
          Service:
            Type: AWS::ECS::Service
            Properties:
              TaskDefinition: worker
              LaunchType: FARGATE
              SchedulingStrategy: «DAEMON»
        """),
      .clean(
        "a daemon on instances",
        """
        Resources:
          Service:
            Type: AWS::ECS::Service
            Properties:
              TaskDefinition: worker
              LaunchType: EC2
              SchedulingStrategy: DAEMON
        """),
    ],
    check: .schema(.ruled)
  )
}

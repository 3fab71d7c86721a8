import ProtonLint

extension Rule {
  public static let combinedHealthCheck = Rule(
    id: "combined-health-check",
    category: .properties,
    severity: .error,
    finds: "a health check of an Auto Scaling group that names `EC2` beside others",
    why: """
      The checks of EC2 are always made. `EC2` alone says that there are no others, and EC2 Auto \
      Scaling does not take it together with them.
      """,
    fix: "Name the others alone: `ELB`, `EBS`, `VPC_LATTICE`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-autoscaling-autoscalinggroup.html",
    aliases: ["E3056"],
    examples: [
      .flagged(
        "both",
        """
        Resources:
          Group:
            Type: AWS::AutoScaling::AutoScalingGroup
            Properties: {MinSize: "1", MaxSize: "2", HealthCheckType: «"EC2,ELB"»}
        """),
      .clean(
        "others, and EC2 alone",
        """
        Resources:
          Group:
            Type: AWS::AutoScaling::AutoScalingGroup
            Properties: {MinSize: "1", MaxSize: "2", HealthCheckType: "ELB,EBS"}
          Other:
            Type: AWS::AutoScaling::AutoScalingGroup
            Properties: {MinSize: "1", MaxSize: "2", HealthCheckType: EC2}
        """),
    ],
    check: .resource(.cloudFormation("AWS::AutoScaling::AutoScalingGroup")) { group, _ in
      (group["HealthCheckType"]?.alternatives ?? []).compactMap { type in
        let names = (type.value.string ?? "").split(separator: ",").map {
          $0.filter { $0 != " " }
        }
        guard names.count > 1, names.contains("EC2") else { return nil }
        return Problem(
          "`EC2` cannot be combined with other health checks", at: Label(type.value.span),
          when: type.condition, evidence: group.logicalID)
      }
    }
  )
}

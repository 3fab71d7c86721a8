import ProtonLint

extension Rule {
  public static let groupCannotScale = Rule(
    id: "group-cannot-scale",
    category: .properties,
    severity: .error,
    finds: "a target tracking policy for an Auto Scaling group of a fixed size",
    why: """
      A target tracking policy needs room to scale: EC2 Auto Scaling refuses one for a group \
      whose `MaxSize` is not above its `MinSize`.
      """,
    fix: "Raise `MaxSize` of the group, or leave the policy out.",
    source:
      "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html",
    aliases: ["E3712"],
    examples: [
      .flagged(
        "two instances, always",
        """
        Resources:
          Group:
            Type: AWS::AutoScaling::AutoScalingGroup
            Properties: {MinSize: "2", MaxSize: «"2"», AvailabilityZones: !GetAZs ""}
          Policy:
            Type: AWS::AutoScaling::ScalingPolicy
            Properties:
              AutoScalingGroupName: !Ref Group
              PolicyType: TargetTrackingScaling
        """),
      .clean(
        "room to scale, and another kind of policy",
        """
        Resources:
          Group:
            Type: AWS::AutoScaling::AutoScalingGroup
            Properties: {MinSize: "2", MaxSize: "3", AvailabilityZones: !GetAZs ""}
          Policy:
            Type: AWS::AutoScaling::ScalingPolicy
            Properties: {AutoScalingGroupName: !Ref Group, PolicyType: TargetTrackingScaling}
          Fixed:
            Type: AWS::AutoScaling::AutoScalingGroup
            Properties: {MinSize: "2", MaxSize: "2", AvailabilityZones: !GetAZs ""}
          Steps:
            Type: AWS::AutoScaling::ScalingPolicy
            Properties: {AutoScalingGroupName: !Ref Fixed, PolicyType: StepScaling}
        """),
    ],
    check: .agreement(
      of: "AWS::AutoScaling::ScalingPolicy",
      Agreement(
        of: .of(
          "AWS::AutoScaling::AutoScalingGroup", namedBy: ["AutoScalingGroupName"], key: "MaxSize"),
        with: .of(
          "AWS::AutoScaling::AutoScalingGroup", namedBy: ["AutoScalingGroupName"], key: "MinSize"),
        where: [.init(.own("PolicyType"), isOneOf: ["TargetTrackingScaling"])],
        isBroken: { largest, smallest in
          guard let largest = largest.number, let smallest = smallest.number else { return false }
          return largest <= smallest
        }
      ) { largest, smallest in
        "group `\(largest.owner.logicalID)` has a `MaxSize` of \(largest.words), not above its "
          + "`MinSize`, but a target tracking policy is to scale it"
      })
  )
}

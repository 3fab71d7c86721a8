import ProtonLint

extension Rule {
  public static let sizesOutOfOrder = Rule(
    id: "sizes-out-of-order",
    category: .properties,
    severity: .error,
    finds: "an Auto Scaling group whose largest size is below its smallest",
    why: """
      EC2 Auto Scaling refuses a group with `MaxSize` below `MinSize`.
      """,
    fix: "Set `MaxSize` to at least `MinSize`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-autoscaling-autoscalinggroup.html",
    aliases: ["E3706"],
    examples: [
      .flagged(
        "four at least, two at most",
        """
        Resources:
          Group:
            Type: AWS::AutoScaling::AutoScalingGroup
            Properties: {MinSize: "4", MaxSize: «"2"», AvailabilityZones: !GetAZs ""}
        """),
      .clean(
        "one size, and sizes that parameters give",
        """
        Parameters:
          Size: {Type: Number}
        Resources:
          Group:
            Type: AWS::AutoScaling::AutoScalingGroup
            Properties: {MinSize: "2", MaxSize: "2", AvailabilityZones: !GetAZs ""}
          Other:
            Type: AWS::AutoScaling::AutoScalingGroup
            Properties: {MinSize: !Ref Size, MaxSize: "2", AvailabilityZones: !GetAZs ""}
        """),
    ],
    check: .agreement(
      of: "AWS::AutoScaling::AutoScalingGroup",
      Agreement(
        of: .own("MaxSize"), with: .own("MinSize"),
        isBroken: { largest, smallest in
          guard let largest = largest.number, let smallest = smallest.number else { return false }
          return largest < smallest
        }
      ) { largest, smallest in
        "`MaxSize` of `\(largest.owner.logicalID)` is \(largest.words), below its `MinSize` of "
          + "\(smallest.words)"
      })
  )
}

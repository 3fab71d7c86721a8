import ProtonLint

extension Rule {
  public static let targetTypeMismatch = Rule(
    id: "target-type-mismatch",
    category: .properties,
    severity: .error,
    finds: "a target group that lacks what its type of targets needs, or has what it does not take",
    why: """
      Instances and addresses are reached in a VPC, at a port, by a protocol. A function is \
      called and has none of them. Elastic Load Balancing refuses the one without, and the other \
      with them.
      """,
    fix: """
      Set `Port`, `Protocol` and `VpcId` for instances, addresses and load balancers; leave them \
      out for a function.
      """,
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-targetgroup.html",
    aliases: ["E3681"],
    examples: [
      .flagged(
        "a port of a function, and addresses without a port",
        """
        Resources:
          Functions:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties:
              TargetType: lambda
              «Port»: 80
          Addresses:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            «Properties»:
              TargetType: ip
              Protocol: HTTP
              VpcId: vpc-0123456789abcdef0
        """),
      .clean(
        "each as it should be",
        """
        Resources:
          Functions:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties:
              TargetType: lambda
          Addresses:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties:
              TargetType: ip
              Port: 80
              Protocol: HTTP
              VpcId: vpc-0123456789abcdef0
        """),
    ],
    check: .schema(.ruled)
  )
}

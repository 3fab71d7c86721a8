import ProtonLint

extension Rule {
  public static let loadBalancerInOneSubnet = Rule(
    id: "load-balancer-in-one-subnet",
    category: .properties,
    severity: .error,
    finds: "an application load balancer in a single subnet",
    why: """
      An application load balancer stands in at least two availability zones, so it needs a \
      subnet in each. Elastic Load Balancing refuses one subnet.
      """,
    fix: "Name subnets of two zones or more.",
    source:
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
    aliases: ["E3680"],
    examples: [
      .flagged(
        "one subnet",
        """
        Resources:
          Balancer:
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties:
              «Subnets»:
                - subnet-0123456789abcdef0
        """),
      .clean(
        "two subnets; a network load balancer needs one",
        """
        Resources:
          Balancer:
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties:
              Subnets:
                - subnet-0123456789abcdef0
                - subnet-0123456789abcdef1
          Network:
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties:
              Type: network
              Subnets:
                - subnet-0123456789abcdef0
        """),
    ],
    check: .schema(.ruled)
  )
}

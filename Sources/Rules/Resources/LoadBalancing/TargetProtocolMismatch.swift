import ProtonLint

extension Rule {
  public static let targetProtocolMismatch = Rule(
    id: "target-protocol-mismatch",
    category: .properties,
    severity: .error,
    finds: """
      a setting of a target group that its protocol or that of its health checks does not have
      """,
    why: """
      Codes to expect and a version of the protocol belong to health checks over HTTP and HTTPS, \
      and traffic of GENEVE goes to port 6081. Elastic Load Balancing refuses anything else.
      """,
    fix: "Leave the setting out, or choose the protocol that has it.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-targetgroup.html",
    aliases: ["E3683", "E3684"],
    examples: [
      .flagged(
        "a code to expect over TCP",
        """
        Resources:
          Group:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties:
              Port: 5432
              Protocol: TCP
              VpcId: vpc-0123456789abcdef0
              HealthCheckProtocol: TCP
              «Matcher»: {HttpCode: "200"}
        """),
      .clean(
        "a code to expect over HTTP",
        """
        Resources:
          Group:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties:
              Port: 5432
              Protocol: TCP
              VpcId: vpc-0123456789abcdef0
              HealthCheckProtocol: HTTP
              Matcher: {HttpCode: "200"}
        """),
    ],
    check: .schema(.ruled)
  )
}

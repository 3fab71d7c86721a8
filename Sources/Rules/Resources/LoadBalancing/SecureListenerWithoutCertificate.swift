import ProtonLint

extension Rule {
  public static let secureListenerWithoutCertificate = Rule(
    id: "secure-listener-without-certificate",
    category: .properties,
    severity: .error,
    finds: "a listener for HTTPS, TLS or SSL without a certificate",
    why: """
      A load balancer that ends encrypted connections proves who it is with a certificate. A \
      listener without one is refused.
      """,
    fix: "Name a certificate of AWS Certificate Manager.",
    source:
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
    aliases: ["E3676", "E3679"],
    examples: [
      .flagged(
        "HTTPS without proof, in either generation",
        """
        Resources:
          Listener:
            Type: AWS::ElasticLoadBalancingV2::Listener
            «Properties»:
              LoadBalancerArn: !Ref Balancer
              Port: 443
              Protocol: HTTPS
              DefaultActions:
                - Type: fixed-response
                  FixedResponseConfig: {StatusCode: "404"}
          Balancer:
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties:
              Subnets: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]
          Classic:
            Type: AWS::ElasticLoadBalancing::LoadBalancer
            Properties:
              AvailabilityZones: !GetAZs ""
              Listeners:
                - «LoadBalancerPort»: "443"
                  InstancePort: "80"
                  Protocol: HTTPS
        """),
      .clean(
        "with a certificate, and unencrypted",
        """
        Resources:
          Classic:
            Type: AWS::ElasticLoadBalancing::LoadBalancer
            Properties:
              AvailabilityZones: !GetAZs ""
              Listeners:
                - LoadBalancerPort: "443"
                  InstancePort: "80"
                  Protocol: HTTPS
                  SSLCertificateId: arn:aws:acm:eu-west-1:123456789012:certificate/one
                - LoadBalancerPort: "80"
                  InstancePort: "80"
                  Protocol: HTTP
        """),
    ],
    check: .schema(.ruled)
  )
}

import ProtonLint

extension Rule {
  public static let openIngressEveryPort = Rule(
    id: "open-ingress-every-port",
    category: .network,
    severity: .error,
    securitySeverity: 9.0,
    finds: "a security group that lets the whole internet in on every port",
    why: """
      Whatever listens behind the group can be reached by anyone, now and when something is added \
      later. With protocol `-1` EC2 ignores the ports of the rule.
      """,
    fix: "Name the protocol and the port that are meant, or the security group that may come in.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ec2-securitygroup-ingress.html",
    aliases: ["CKV_AWS_277", "AVD-AWS-0107", "W2", "W42"],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "every protocol, whatever the ports say",
        """
        Resources:
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Load balancer
              SecurityGroupIngress:
                - {CidrIp: «0.0.0.0/0», IpProtocol: -1, FromPort: 80, ToPort: 80}
        """),
      .flagged(
        "every port of TCP, in a rule of its own",
        """
        Resources:
          Ingress:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: sg-0123456789abcdef0
              IpProtocol: tcp
              FromPort: 0
              ToPort: 65535
              CidrIpv6: «'::/0'»
        """),
      .flagged(
        "on one path through the template",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                scope: {type: string, enum: [public, private], default: private}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Load balancer
              SecurityGroupIngress:
                {% if service_instance.inputs.scope == 'public' %}
                - CidrIp: «0.0.0.0/0»
                  IpProtocol: -1
                {% else %}
                - CidrIp: 10.0.0.0/8
                  IpProtocol: -1
                {% endif %}
        """),
      .clean(
        "every port, for another security group",
        """
        Resources:
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Tasks
              SecurityGroupIngress:
                - {SourceSecurityGroupId: sg-0123456789abcdef0, IpProtocol: -1}
                - {CidrIp: 0.0.0.0/0, IpProtocol: icmp, FromPort: -1, ToPort: -1}
        """),
    ],
    check: .resource(ResourceTypes(cloudFormation: Resource.typesWithIngress)) { resource, _ in
      resource.internetOpenings.filter(\.reach.isEveryPort).map { open($0, in: resource) }
    }
  )
}

private func open(_ opening: InternetOpening, in resource: Resource) -> Problem {
  let related =
    opening.reach == .everything
    ? opening.rule.protocolValue.map { [Label($0.span, "every protocol, and so every port")] } ?? []
    : opening.portLabels
  return Problem(
    "`\(resource.logicalID)` opens \(opening.reach.words) to the internet",
    at: Label(opening.source.span), related: related,
    help: "name the protocol and port that are meant, or the security group that may come in",
    when: opening.condition, evidence: "\(resource.logicalID) \(opening.source.words)")
}

import ProtonLint

extension Rule {
  public static let openIngressPort = Rule(
    id: "open-ingress-port",
    category: .network,
    severity: .warning,
    securitySeverity: 5.5,
    finds: "a security group that lets the whole internet in on a port other than 80 and 443",
    why: """
      HTTP and HTTPS are there for everyone; most other ports are for a load balancer, another \
      service or a team. Open to the internet, they are reached around all of these.
      """,
    fix: "Let in the security group of what needs the port, or a known address range.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
    aliases: ["AVD-AWS-0107", "W2", "W27"],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "an application's port for everyone",
        """
        Resources:
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Tasks
              SecurityGroupIngress:
                - {IpProtocol: tcp, FromPort: 3000, ToPort: 3000, CidrIp: «0.0.0.0/0»}
        """),
      .flagged(
        "where one condition holds",
        """
        Parameters:
          IsPublic: {Type: String, AllowedValues: ['yes', 'no']}
        Conditions:
          Public: !Equals [!Ref IsPublic, 'yes']
        Resources:
          Ingress:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: sg-0123456789abcdef0
              IpProtocol: udp
              FromPort: 27015
              ToPort: 27020
              CidrIp: !If [Public, «0.0.0.0/0», 10.0.0.0/8]
        """),
      .clean(
        "a web server",
        """
        Resources:
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Web server
              SecurityGroupIngress:
                - {IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}
                - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIpv6: '::/0'}
                - {IpProtocol: tcp, FromPort: 3000, ToPort: 3000, CidrIp: 10.0.0.0/8}
              SecurityGroupEgress:
                - {IpProtocol: tcp, FromPort: 3000, ToPort: 3000, CidrIp: 0.0.0.0/0}
        """),
      .clean(
        "a port that nobody knows yet",
        """
        Parameters:
          Port: {Type: Number}
        Resources:
          Ingress:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              {GroupId: sg-1, IpProtocol: tcp, FromPort: !Ref Port, ToPort: !Ref Port, CidrIp: 0.0.0.0/0}
        """),
    ],
    check: .resource(ResourceTypes(cloudFormation: Resource.typesWithIngress)) { resource, _ in
      resource.internetOpenings.compactMap { open($0, in: resource) }
    }
  )
}

private func open(_ opening: InternetOpening, in resource: Resource) -> Problem? {
  // Other rules report every port, and ports that are worse.
  guard case .ports = opening.reach, !opening.reach.isWeb, !opening.reach.isEveryPort,
    opening.reach.sensitivePorts.isEmpty
  else { return nil }
  return Problem(
    "`\(resource.logicalID)` opens \(opening.reach.words) to the internet",
    at: Label(opening.source.span), related: opening.portLabels,
    help: "let in the security group of the load balancer or client instead",
    when: opening.condition,
    evidence: "\(resource.logicalID) \(opening.reach.words) \(opening.source.words)")
}

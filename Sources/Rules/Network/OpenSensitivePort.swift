import ProtonLint

extension Rule {
  public static let openSensitivePort = Rule(
    id: "open-sensitive-port",
    category: .network,
    severity: .error,
    securitySeverity: 8.6,
    finds: "a port for administrators or servers (SSH, RDP, MySQL…) that is open to the internet",
    why: """
      Such ports are scanned and attacked within minutes of being opened. A range counts as all the \
      ports in it: `80` to `443` opens LDAP and NetBIOS, too.
      """,
    fix: """
      Let in the security group of what needs the port, or a known address range. To administer \
      hosts, AWS Systems Manager Session Manager needs no open port.
      """,
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
    aliases: ["CKV_AWS_24", "CKV_AWS_25", "AVD-AWS-0107", "W2"],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "SSH for everyone",
        """
        Resources:
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Host
              SecurityGroupIngress:
                - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: «0.0.0.0/0»}
        """),
      .flagged(
        "a range with databases in it, as JSON",
        """
        #- template.json
        {"Resources": {"Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {
          "GroupDescription": "Host",
          "SecurityGroupIngress": {
            "IpProtocol": "6", "FromPort": "1024", "ToPort": "60000", "CidrIp": «"0.0.0.0/0"»}}}}}
        """),
      .flagged(
        "one of the ports that an input permits",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                port: {type: integer, enum: [443, 5432], default: 443}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Ingress:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: '{{ environment.outputs.GroupId }}'
              IpProtocol: tcp
              FromPort: '{{ service_instance.inputs.port }}'
              ToPort: '{{ service_instance.inputs.port }}'
              CidrIp: «0.0.0.0/0»
        """),
      .clean(
        "SSH for one network, and HTTPS for everyone",
        """
        Resources:
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Host
              SecurityGroupIngress:
                - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/8}
                - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}
        """),
      .clean(
        "an ICMP type that looks like a port",
        """
        Resources:
          Ingress:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              {GroupId: sg-1, IpProtocol: icmp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0}
        """),
    ],
    check: .resource(ResourceTypes(cloudFormation: Resource.typesWithIngress)) { resource, _ in
      resource.internetOpenings.compactMap { open($0, in: resource) }
    }
  )
}

private func open(_ opening: InternetOpening, in resource: Resource) -> Problem? {
  // `open-ingress-every-port` reports all of them.
  guard !opening.reach.isEveryPort else { return nil }
  let ports = opening.reach.sensitivePorts
  guard let first = ports.first, case .ports(_, let range) = opening.reach else { return nil }
  let what =
    range.count == 1
    ? "\(opening.reach.words) (\(first.service)) to the internet"
    : "\(opening.reach.words) to the internet, among them \(ports.words)"
  return Problem(
    "`\(resource.logicalID)` opens \(what)", at: Label(opening.source.span),
    related: opening.portLabels,
    help: "let in a security group or a known address range instead", when: opening.condition,
    evidence: "\(resource.logicalID) \(opening.reach.words) \(opening.source.words)")
}

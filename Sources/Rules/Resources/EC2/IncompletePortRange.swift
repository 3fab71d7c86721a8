import ProtonLint

extension Rule {
  public static let incompletePortRange = Rule(
    id: "incomplete-port-range",
    category: .properties,
    severity: .error,
    finds: "a rule of a security group whose protocol has ports, and that does not say which",
    why: """
      For TCP, UDP and ICMP a rule needs `FromPort` and `ToPort` (for ICMP they are type and \
      code), and -1 stands for all of both, never of one. EC2 refuses the rule otherwise.
      """,
    fix: "Set both `FromPort` and `ToPort`.",
    source:
      "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html",
    aliases: ["E3687", "E3688"],
    examples: [
      .flagged(
        "no ports, one port, and half of all",
        """
        Resources:
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: web
              SecurityGroupIngress:
                - {IpProtocol: «tcp», CidrIp: 10.0.0.0/8}
                - {IpProtocol: «udp», FromPort: 53, CidrIp: 10.0.0.0/8}
              SecurityGroupEgress:
                - {IpProtocol: tcp, FromPort: «-1», ToPort: 443, CidrIp: 10.0.0.0/8}
        """),
      .clean(
        "ports, all of ICMP, and all protocols",
        """
        Resources:
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: web
              SecurityGroupIngress:
                - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8}
                - {IpProtocol: icmp, FromPort: 8, ToPort: -1, CidrIp: 10.0.0.0/8}
                - {IpProtocol: "-1", CidrIp: 10.0.0.0/8}
        """),
    ],
    check: .resource(
      .cloudFormation(
        "AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress",
        "AWS::EC2::SecurityGroupEgress")
    ) { resource, _ in
      resource.trafficRules.flatMap { rule in
        rule.value.readings(of: "IpProtocol", "FromPort", "ToPort").compactMap { reading in
          guard let protocolValue = reading["IpProtocol"], let name = protocolValue.string else {
            return nil
          }
          let condition = rule.condition.and(reading.condition)
          return incomplete(reading, protocolValue, name, when: condition)
            ?? half(reading, name, when: condition)
        }
      }
    }
  )
}

private let icmp: Set<String> = ["1", "icmp"]
private let withPorts: Set<String> = ["1", "icmp", "6", "tcp", "17", "udp"]

private func incomplete(
  _ reading: MapReading, _ value: Value, _ name: String, when condition: Condition
) -> Problem? {
  guard withPorts.contains(name.lowercased()) else { return nil }
  let missing = ["FromPort", "ToPort"].filter { reading[$0] == nil }
  guard !missing.isEmpty else { return nil }
  return Problem(
    "a rule for `\(name)` needs \(quotedList(missing))", at: Label(value.span), when: condition,
    evidence: name)
}

/// A port of -1 next to one that is not. Of ICMP a type goes with all of its codes; for other
/// protocols EC2 does not look at ports.
private func half(_ reading: MapReading, _ name: String, when condition: Condition) -> Problem? {
  guard withPorts.contains(name.lowercased()), let from = reading["FromPort"],
    let to = reading["ToPort"], let first = from.string, let last = to.string,
    (first == "-1") != (last == "-1"), first == "-1" || !icmp.contains(name.lowercased())
  else { return nil }
  let key = first == "-1" ? "FromPort" : "ToPort"
  return Problem(
    "`\(key)` is -1, which stands for all ports, but the other end of the range is not",
    at: Label(first == "-1" ? from.span : to.span), when: condition, evidence: key)
}

/// One permission to reach what is behind a security group, however it was declared.
///
/// See "AWS::EC2::SecurityGroup Ingress" in the CloudFormation template reference:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ec2-securitygroup-ingress.html>.
public struct IngressRule: Sendable {
  /// The rule as the author wrote it.
  public let value: Value
  public let condition: Condition

  /// What a rule lets in.
  public enum Reach: Hashable, Sendable {
    /// All protocols, and so all ports.
    case everything
    case ports(Transport, ClosedRange<Int>)
    /// ICMP and other protocols that have no ports, whatever their "ports" say.
    case withoutPorts
    case unknown
  }

  public enum Transport: String, Hashable, Sendable {
    case tcp = "TCP"
    case udp = "UDP"
  }

  public struct Opening: Sendable {
    public let reach: Reach
    public let condition: Condition
  }

  /// The `CidrIp` and `CidrIpv6` that it opens to.
  public var sources: [Value] {
    [value["CidrIp"], value["CidrIpv6"]].compactMap { $0 }.filter { !$0.isNull }
  }

  public var protocolValue: Value? { value["IpProtocol"] }
  public var fromPort: Value? { value["FromPort"] }
  public var toPort: Value? { value["ToPort"] }

  /// What it lets in, for each of the values that protocol and ports can have.
  public var openings: [Opening] {
    (protocolValue?.outcomes ?? []).flatMap { outcome -> [Opening] in
      let reach: Reach
      switch outcome.text?.lowercased() {
      case "-1", "all": reach = .everything
      case "tcp", "6": return openings(of: .tcp, when: outcome.condition)
      case "udp", "17": return openings(of: .udp, when: outcome.condition)
      case nil: reach = .unknown
      default: reach = .withoutPorts
      }
      return [Opening(reach: reach, condition: outcome.condition)]
    }
  }

  private func openings(of transport: Transport, when condition: Condition) -> [Opening] {
    let starts = fromPort?.outcomes ?? []
    if let fromPort, let toPort, case .symbol(let start) = fromPort.form,
      case .symbol(let end) = toPort.form, start == end
    {
      return starts.map {
        Opening(
          reach: reach(transport, $0.text, $0.text), condition: condition.and($0.condition))
      }
    }
    let ends = toPort?.outcomes ?? []
    guard !starts.isEmpty, !ends.isEmpty, starts.count * ends.count <= 64 else {
      return [Opening(reach: .unknown, condition: condition)]
    }
    return starts.flatMap { start in
      ends.compactMap { end in
        let both = condition.and(start.condition).and(end.condition)
        guard !both.isNever else { return nil }
        return Opening(reach: reach(transport, start.text, end.text), condition: both)
      }
    }
  }

  private func reach(_ transport: Transport, _ start: String?, _ end: String?) -> Reach {
    guard let start = start.flatMap({ Int($0) }), let end = end.flatMap({ Int($0) }),
      0 <= start, start <= end, end <= 65_535
    else { return .unknown }
    return .ports(transport, start...end)
  }
}

extension IngressRule.Reach {
  /// Every port of every protocol, or of TCP, or of UDP. Port 0 is none that anything listens on.
  public var isEveryPort: Bool {
    switch self {
    case .everything: true
    case .ports(_, let range): range.lowerBound <= 1 && range.upperBound == 65_535
    case .withoutPorts, .unknown: false
    }
  }

  /// HTTP or HTTPS, which are there to be open.
  public var isWeb: Bool {
    if case .ports(_, let range) = self { range == 80...80 || range == 443...443 } else { false }
  }
}

extension Resource {
  /// The types that declare ingress rules.
  public static let typesWithIngress = [
    "AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress",
  ]

  /// The ingress rules that a security group or a rule of its own declares.
  public var ingressRules: [IngressRule] {
    switch type {
    case "AWS::EC2::SecurityGroup":
      properties["SecurityGroupIngress"]?.elements.map {
        IngressRule(value: $0.value, condition: $0.condition)
      } ?? []
    case "AWS::EC2::SecurityGroupIngress": [IngressRule(value: properties, condition: .always)]
    default: []
    }
  }

  /// The rules of a security group in both directions, or a rule that stands for itself.
  public var trafficRules: [Value.Alternative] {
    switch type {
    case "AWS::EC2::SecurityGroup":
      (properties["SecurityGroupIngress"]?.elements ?? [])
        + (properties["SecurityGroupEgress"]?.elements ?? [])
    case "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress":
      [Value.Alternative(condition: .always, value: properties)]
    default: []
    }
  }

  /// What its ingress rules let in from anywhere on the internet.
  public var internetOpenings: [InternetOpening] {
    ingressRules.flatMap { rule in
      rule.sources.flatMap(\.outcomes).filter { $0.text.map(isInternet) ?? false }.flatMap {
        source in
        rule.openings.compactMap { opening in
          let condition = rule.condition.and(source.condition).and(opening.condition)
          return condition.isNever
            ? nil
            : InternetOpening(
              rule: rule, source: source.value, reach: opening.reach, condition: condition)
        }
      }
    }
  }
}

/// An ingress rule whose source is the internet.
public struct InternetOpening: Sendable {
  public let rule: IngressRule
  /// The CIDR.
  public let source: Value
  public let reach: IngressRule.Reach
  public let condition: Condition
}

/// Whether a CIDR is the whole of IPv4 or IPv6, or a half: two halves are a way to write the whole.
/// EC2 ignores the address before `/0`.
public func isInternet(_ cidr: String) -> Bool {
  guard let slash = cidr.lastIndex(of: "/"), slash > cidr.startIndex,
    let length = Int(cidr[cidr.index(after: slash)...])
  else { return false }
  return length == 0 || length == 1
}

/// Whether a CIDR is the whole of IPv4 or IPv6: `0.0.0.0/0`, `::/0` in any spelling.
public func isEveryAddress(_ cidr: String) -> Bool {
  guard let slash = cidr.lastIndex(of: "/"), Int(cidr[cidr.index(after: slash)...]) == 0 else {
    return false
  }
  let address = cidr[..<slash]
  return !address.isEmpty
    && address.utf8.allSatisfy {
      $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":")
    }
}

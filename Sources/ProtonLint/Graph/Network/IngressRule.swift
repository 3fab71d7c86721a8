/// One permission to reach what is behind a security group, however it was declared.
public struct IngressRule: Sendable {
  /// The rule as the author wrote it.
  public let value: Value
  public let condition: Condition

  /// The `CidrIp` and `CidrIpv6` that it opens to.
  public var sources: [Value.Alternative] {
    [value["CidrIp"], value["CidrIpv6"]].compactMap { $0 }.flatMap(\.alternatives)
      .filter { !$0.value.isNull }
  }

  public var protocolValue: Value? { value["IpProtocol"] }

  /// `-1`: every protocol, and so every port.
  public var isEveryProtocol: Bool? { protocolValue?.string.map { $0 == "-1" || $0 == "all" } }

  /// The ports, if they are known. Protocol `-1` opens all of them whatever the ports say.
  public var ports: ClosedRange<Int>? {
    if isEveryProtocol == true { return 0...65_535 }
    guard let from = value["FromPort"]?.string.flatMap({ Int($0) }),
      let to = value["ToPort"]?.string.flatMap({ Int($0) })
    else { return nil }
    if from == -1 { return 0...65_535 }
    return from <= to ? from...to : nil
  }
}

extension Resource {
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

import ProtonLint

extension IngressRule.Reach {
  /// "port 22", "UDP ports 1000 to 2000", "every port".
  var words: String {
    switch self {
    case .everything: "every port"
    case .ports(let transport, let range):
      if isEveryPort {
        "every \(transport.rawValue) port"
      } else {
        (transport == .udp ? "UDP " : "")
          + (range.count == 1
            ? "port \(range.lowerBound)" : "ports \(range.lowerBound) to \(range.upperBound)")
      }
    case .withoutPorts: "no port"
    case .unknown: "a port"
    }
  }

  /// The services for administrators and servers behind the ports.
  var sensitivePorts: [SensitivePort] {
    guard case .ports(let transport, let range) = self else { return [] }
    return SensitivePort.all(transport, in: range)
  }
}

extension [SensitivePort] {
  /// "22 (SSH), 3306 (MySQL) and 3 more".
  var words: String {
    let shown = prefix(2).map { "\($0.port) (\($0.service))" }
    return count > 2
      ? shown.joined(separator: ", ") + " and \(count - 2) more" : shown.joined(separator: " and ")
  }
}

extension InternetOpening {
  /// Where the ports begin.
  var portLabels: [Label] {
    guard let ports = rule.fromPort else { return [] }
    if case .ports(_, let range) = reach, range.count > 1 {
      return [Label(ports.span, "the first port")]
    }
    return [Label(ports.span, "the port")]
  }
}

extension Symbol {
  /// The input's name as the schema has it; nil for all other symbols.
  var inputName: String? { if case .input(let name) = source { name } else { nil } }
}

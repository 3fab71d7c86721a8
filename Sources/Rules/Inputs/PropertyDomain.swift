import ProtonLint

/// What a property of CloudFormation takes, for properties that inputs are often given to.
struct PropertyDomain {
  enum Values {
    case integers(ClosedRange<Int>)
    case numbers([Int])
    case texts([String])
    /// A pattern, and what it stands for in words.
    case pattern(String, words: String)
  }

  let types: [String]
  let path: [String]
  let takes: Values

  /// The name of the property.
  var property: String { path.last { $0 != "[]" } ?? "" }

  /// Source: the pages of these types in the CloudFormation template reference, under
  /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/>.
  static let all: [PropertyDomain] = [
    PropertyDomain(
      types: ["AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::TargetGroup"],
      path: ["Port"], takes: .integers(1...65_535)),
    PropertyDomain(
      types: ["AWS::ECS::TaskDefinition"],
      path: ["ContainerDefinitions", "[]", "PortMappings", "[]", "ContainerPort"],
      takes: .integers(0...65_535)),
    PropertyDomain(
      types: ["AWS::ECS::TaskDefinition"],
      path: ["ContainerDefinitions", "[]", "PortMappings", "[]", "HostPort"],
      takes: .integers(0...65_535)),
    PropertyDomain(
      types: ["AWS::ECS::Service"], path: ["LoadBalancers", "[]", "ContainerPort"],
      takes: .integers(0...65_535)),
    PropertyDomain(
      types: ["AWS::ECS::Service"], path: ["DesiredCount"], takes: .integers(0...Int.max)),
    PropertyDomain(
      types: ["AWS::ApplicationAutoScaling::ScalableTarget"], path: ["MinCapacity"],
      takes: .integers(0...Int.max)),
    PropertyDomain(
      types: ["AWS::ApplicationAutoScaling::ScalableTarget"], path: ["MaxCapacity"],
      takes: .integers(0...Int.max)),
    PropertyDomain(
      types: ["AWS::Lambda::Function", "AWS::Serverless::Function"], path: ["MemorySize"],
      takes: .integers(128...10_240)),
    PropertyDomain(
      types: ["AWS::Lambda::Function", "AWS::Serverless::Function"], path: ["Timeout"],
      takes: .integers(1...900)),
    PropertyDomain(
      types: ["AWS::Logs::LogGroup"], path: ["RetentionInDays"],
      takes: .numbers([
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
        3288, 3653,
      ])),
    PropertyDomain(
      types: ["AWS::SQS::Queue"], path: ["VisibilityTimeout"], takes: .integers(0...43_200)),
    PropertyDomain(
      types: ["AWS::SQS::Queue"], path: ["MessageRetentionPeriod"],
      takes: .integers(60...1_209_600)),
    PropertyDomain(
      types: ["AWS::SQS::Queue"], path: ["DelaySeconds"], takes: .integers(0...900)),
    PropertyDomain(
      types: ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"], path: ["BackupRetentionPeriod"],
      takes: .integers(0...35)),
    PropertyDomain(
      types: ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"], path: ["Port"],
      takes: .integers(1_150...65_535)),
    PropertyDomain(
      types: ["AWS::RDS::DBInstance"], path: ["DBInstanceClass"],
      takes: .pattern("^db\\.[a-z0-9-]+\\.[a-z0-9-]+$", words: "a class such as `db.t3.micro`")),
    PropertyDomain(
      types: ["AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ReplicationGroup"],
      path: ["CacheNodeType"],
      takes: .pattern(
        "^cache\\.[a-z0-9-]+\\.[a-z0-9-]+$", words: "a type such as `cache.t3.micro`")),
    PropertyDomain(
      types: ["AWS::EC2::Instance", "AWS::AutoScaling::LaunchConfiguration"],
      path: ["InstanceType"],
      takes: .pattern("^[a-z0-9-]+\\.[a-z0-9-]+$", words: "a type such as `t3.micro`")),
    PropertyDomain(
      types: ["AWS::EC2::VPC", "AWS::EC2::Subnet"], path: ["CidrBlock"],
      takes: .pattern(cidr, words: "a block of addresses such as `10.0.0.0/16`")),
    PropertyDomain(
      types: ["AWS::ECS::Service"], path: ["LaunchType"],
      takes: .texts(["EC2", "EXTERNAL", "FARGATE"])),
    PropertyDomain(
      types: ["AWS::ECS::TaskDefinition"], path: ["NetworkMode"],
      takes: .texts(["awsvpc", "bridge", "host", "none"])),
    PropertyDomain(
      types: ["AWS::DynamoDB::Table"], path: ["BillingMode"],
      takes: .texts(["PAY_PER_REQUEST", "PROVISIONED"])),
    PropertyDomain(
      types: ["AWS::DynamoDB::Table"], path: ["AttributeDefinitions", "[]", "AttributeType"],
      takes: .texts(["B", "N", "S"])),
    PropertyDomain(
      types: ["AWS::ElasticLoadBalancingV2::LoadBalancer"], path: ["Scheme"],
      takes: .texts(["internal", "internet-facing"])),
    PropertyDomain(
      types: ["AWS::ElasticLoadBalancingV2::LoadBalancer"], path: ["Type"],
      takes: .texts(["application", "gateway", "network"])),
    PropertyDomain(
      types: ["AWS::ElasticLoadBalancingV2::TargetGroup"], path: ["Protocol"],
      takes: .texts(["GENEVE", "HTTP", "HTTPS", "QUIC", "TCP", "TCP_QUIC", "TCP_UDP", "TLS", "UDP"])
    ),
  ]

  static let byType: [String: [PropertyDomain]] = {
    var rows: [String: [PropertyDomain]] = [:]
    for row in all { for type in row.types { rows[type, default: []].append(row) } }
    return rows
  }()

  private static let cidr: String = {
    let octet = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
    return "^(\(octet)\\.){3}\(octet)/(3[0-2]|[12]?[0-9])$"
  }()
}

extension PropertyDomain.Values {
  /// What an input may be that a property does not take.
  enum Refused {
    /// A value that the schema permits.
    case value(String)
    /// Any: the schema says nothing but the type.
    case anything
  }

  /// Nil where every permitted value is taken, and where that is not known.
  func refused(of symbol: Symbol) -> Refused? {
    if let allowed = symbol.allowed {
      return allowed.first { takes($0) == false }.map { .value($0) }
    }
    switch symbol.type {
    case .integer?, .number?: return refusedNumber(of: symbol)
    case .string?, nil: return refusedText(of: symbol)
    case .boolean?, .list?, .map?: return nil
    }
  }

  /// Nil where that is not known.
  func takes(_ text: String) -> Bool? {
    switch self {
    case .integers(let range): Int(text).map(range.contains) ?? false
    case .numbers(let numbers): Int(text).map(numbers.contains) ?? false
    case .texts(let texts): texts.contains(text)
    case .pattern(let pattern, _): (try? Pattern(pattern))?.matches(text)
    }
  }

  private func refusedNumber(of symbol: Symbol) -> Refused? {
    let range: ClosedRange<Int>
    switch self {
    case .integers(let taken): range = taken
    case .numbers, .texts, .pattern: return symbol.minimum == nil ? .anything : nil
    }
    if symbol.minimum == nil, symbol.maximum == nil { return .anything }
    let least = symbol.minimum ?? -.infinity
    if least < Double(range.lowerBound) {
      return .value(number(symbol.minimum ?? Double(range.lowerBound) - 1))
    }
    guard range.upperBound < .max else { return nil }
    let most = symbol.maximum ?? .infinity
    return most > Double(range.upperBound)
      ? .value(number(symbol.maximum ?? Double(range.upperBound) + 1)) : nil
  }

  private func refusedText(of symbol: Symbol) -> Refused? {
    guard !symbol.isFreeText else { return .anything }
    guard let pattern else { return nil }
    guard case .text(let text) = symbol.permittedText(outside: pattern) else { return nil }
    return .value(text)
  }

  private var pattern: Pattern? {
    switch self {
    case .integers, .numbers: try? Pattern("^-?[0-9]+$")
    case .texts(let texts): try? Pattern("^(\(texts.joined(separator: "|")))$")
    case .pattern(let pattern, _): try? Pattern(pattern)
    }
  }

  private func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? String(value)
  }

  /// `1 to 65535`
  var words: String {
    switch self {
    case .integers(let range):
      range.upperBound == .max
        ? "\(range.lowerBound) and more" : "\(range.lowerBound) to \(range.upperBound)"
    case .numbers(let numbers):
      numbers.count > 8
        ? "certain numbers such as \(numbers[3]) and \(numbers[5])"
        : numbers.map(String.init).joined(separator: ", ")
    case .texts(let texts): texts.map { "`\($0)`" }.joined(separator: ", ")
    case .pattern(_, let words): words
    }
  }
}

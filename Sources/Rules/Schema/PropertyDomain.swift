import ProtonLint

/// What a property of a resource takes, as far as an input can be held against it.
struct PropertyDomain: Hashable {
  enum Accepted: Hashable {
    /// Whole numbers; nil where there is no end.
    case number(from: Int, to: Int?)
    case oneOf([String])
    /// Texts of a pattern.
    case form(String)
  }

  let type: String
  /// The keys that lead to it; `[]` stands for each element of a list.
  let path: [String]
  let accepted: Accepted
  /// What it is, for messages: "an instance class".
  let what: String
  /// What else must be known of the resource.
  let requirement: Requirement?

  struct Requirement: Hashable {
    let property: String
    /// A value of the property, or an element of its list.
    let value: String
  }

  init(
    _ type: String, _ path: String, _ accepted: Accepted, _ what: String,
    onlyWith requirement: Requirement? = nil
  ) {
    self.type = type
    self.requirement = requirement
    self.path = path.split(separator: ".").map(String.init)
    self.accepted = accepted
    self.what = what
  }

  /// The last key: "ContainerPort".
  var name: String { path.last { $0 != "[]" } ?? type }

  /// Whether the values can be listed, and not only described.
  var isClosedSet: Bool {
    switch accepted {
    case .number: false
    case .oneOf: true
    case .form: !what.hasPrefix("the name") && !what.hasPrefix("a block")
    }
  }

  /// What is taken, for messages.
  var acceptedWords: String {
    switch accepted {
    case .number(let low, let high?): "\(low) to \(high)"
    case .number(let low, nil): "\(low) or more"
    case .oneOf(let values) where values.count <= 8: quotedList(values)
    case .oneOf(let values): values.prefix(8).map { "`\($0)`, " }.joined() + "…"
    case .form: what
    }
  }
}

extension PropertyDomain {
  /// Source: the pages of the resource types in the CloudFormation template reference. A row is
  /// there if a deployment fails for any other value; forms are as wide as what AWS may add.
  static let all: [PropertyDomain] = numbers + closedSets + forms

  private static let port = Accepted.number(from: 0, to: 65_535)
  private static let count = Accepted.number(from: 0, to: nil)

  private static let numbers = [
    PropertyDomain(
      "AWS::ApplicationAutoScaling::ScalableTarget", "MinCapacity", count, "a number of tasks"),
    PropertyDomain(
      "AWS::ApplicationAutoScaling::ScalableTarget", "MaxCapacity", count, "a number of tasks"),
    PropertyDomain("AWS::AutoScaling::AutoScalingGroup", "MinSize", count, "a number of instances"),
    PropertyDomain("AWS::AutoScaling::AutoScalingGroup", "MaxSize", count, "a number of instances"),
    PropertyDomain(
      "AWS::AutoScaling::AutoScalingGroup", "DesiredCapacity", count, "a number of instances"),
    PropertyDomain(
      "AWS::CodeBuild::Project", "TimeoutInMinutes", .number(from: 5, to: 2_160),
      "a number of minutes"),
    PropertyDomain(
      "AWS::EC2::SecurityGroup", "SecurityGroupIngress.[].FromPort", .number(from: -1, to: 65_535),
      "a port"),
    PropertyDomain(
      "AWS::EC2::SecurityGroup", "SecurityGroupIngress.[].ToPort", .number(from: -1, to: 65_535),
      "a port"),
    PropertyDomain(
      "AWS::EC2::SecurityGroupIngress", "FromPort", .number(from: -1, to: 65_535), "a port"),
    PropertyDomain(
      "AWS::EC2::SecurityGroupIngress", "ToPort", .number(from: -1, to: 65_535), "a port"),
    PropertyDomain("AWS::ECS::Service", "DesiredCount", count, "a number of tasks"),
    PropertyDomain("AWS::ECS::Service", "LoadBalancers.[].ContainerPort", port, "a port"),
    PropertyDomain(
      "AWS::ECS::TaskDefinition", "ContainerDefinitions.[].PortMappings.[].ContainerPort", port,
      "a port"),
    PropertyDomain(
      "AWS::ECS::TaskDefinition", "ContainerDefinitions.[].PortMappings.[].HostPort", port, "a port"
    ),
    PropertyDomain(
      "AWS::ElastiCache::CacheCluster", "NumCacheNodes", .number(from: 1, to: 40),
      "a number of nodes"),
    PropertyDomain("AWS::ElastiCache::CacheCluster", "Port", port, "a port"),
    PropertyDomain("AWS::ElastiCache::ReplicationGroup", "Port", port, "a port"),
    PropertyDomain("AWS::ElasticLoadBalancingV2::Listener", "Port", port, "a port"),
    PropertyDomain("AWS::ElasticLoadBalancingV2::TargetGroup", "Port", port, "a port"),
    PropertyDomain(
      "AWS::ElasticLoadBalancingV2::TargetGroup", "HealthCheckIntervalSeconds",
      .number(from: 5, to: 300), "a number of seconds"),
    PropertyDomain(
      "AWS::ElasticLoadBalancingV2::TargetGroup", "HealthCheckTimeoutSeconds",
      .number(from: 2, to: 120), "a number of seconds"),
    PropertyDomain(
      "AWS::ElasticLoadBalancingV2::TargetGroup", "HealthyThresholdCount", .number(from: 2, to: 10),
      "a number of checks"),
    PropertyDomain(
      "AWS::ElasticLoadBalancingV2::TargetGroup", "UnhealthyThresholdCount",
      .number(from: 2, to: 10), "a number of checks"),
    PropertyDomain(
      "AWS::KMS::Key", "PendingWindowInDays", .number(from: 7, to: 30), "a number of days"),
    PropertyDomain(
      "AWS::Kinesis::Stream", "RetentionPeriodHours", .number(from: 24, to: 8_760),
      "a number of hours"),
    PropertyDomain(
      "AWS::Kinesis::Stream", "ShardCount", .number(from: 1, to: nil), "a number of shards"),
    PropertyDomain(
      "AWS::Lambda::Function", "EphemeralStorage.Size", .number(from: 512, to: 10_240),
      "a size in MB"),
    PropertyDomain(
      "AWS::Lambda::Function", "MemorySize", .number(from: 128, to: 10_240), "a size in MB"),
    PropertyDomain(
      "AWS::Lambda::Function", "ReservedConcurrentExecutions", count, "a number of executions"),
    PropertyDomain(
      "AWS::Lambda::Function", "Timeout", .number(from: 1, to: 900), "a number of seconds"),
    PropertyDomain(
      "AWS::RDS::DBCluster", "BackupRetentionPeriod", .number(from: 1, to: 35), "a number of days"),
    PropertyDomain("AWS::RDS::DBCluster", "Port", .number(from: 1_150, to: 65_535), "a port"),
    PropertyDomain(
      "AWS::RDS::DBInstance", "BackupRetentionPeriod", .number(from: 0, to: 35), "a number of days"),
    PropertyDomain("AWS::RDS::DBInstance", "Port", .number(from: 1_150, to: 65_535), "a port"),
    PropertyDomain(
      "AWS::SQS::Queue", "DelaySeconds", .number(from: 0, to: 900), "a number of seconds"),
    PropertyDomain(
      "AWS::SQS::Queue", "MessageRetentionPeriod", .number(from: 60, to: 1_209_600),
      "a number of seconds"),
    PropertyDomain(
      "AWS::SQS::Queue", "ReceiveMessageWaitTimeSeconds", .number(from: 0, to: 20),
      "a number of seconds"),
    PropertyDomain(
      "AWS::SQS::Queue", "VisibilityTimeout", .number(from: 0, to: 43_200), "a number of seconds"),
    PropertyDomain(
      "AWS::Serverless::Function", "MemorySize", .number(from: 128, to: 10_240), "a size in MB"),
    PropertyDomain(
      "AWS::Serverless::Function", "ReservedConcurrentExecutions", count, "a number of executions"),
    PropertyDomain(
      "AWS::Serverless::Function", "Timeout", .number(from: 1, to: 900), "a number of seconds"),
  ]

  private static let closedSets = [
    PropertyDomain(
      "AWS::ECS::Service", "LaunchType", .oneOf(["EC2", "EXTERNAL", "FARGATE"]), "a launch type"),
    PropertyDomain(
      "AWS::ElasticLoadBalancingV2::Listener", "Protocol",
      .oneOf(["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE", "QUIC", "TCP_QUIC"]),
      "a protocol"),
    PropertyDomain(
      "AWS::ElasticLoadBalancingV2::LoadBalancer", "Scheme",
      .oneOf(["internal", "internet-facing"]), "a scheme"),
    PropertyDomain(
      "AWS::ElasticLoadBalancingV2::LoadBalancer", "Type",
      .oneOf(["application", "gateway", "network"]), "a type"),
    PropertyDomain(
      "AWS::ElasticLoadBalancingV2::TargetGroup", "Protocol",
      .oneOf(["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE", "QUIC", "TCP_QUIC"]),
      "a protocol"),
    PropertyDomain(
      "AWS::Logs::LogGroup", "RetentionInDays",
      .oneOf([
        "1", "3", "5", "7", "14", "30", "60", "90", "120", "150", "180", "365", "400", "545", "731",
        "1096", "1827", "2192", "2557", "2922", "3288", "3653",
      ]), "a number of days from a closed list"),
    PropertyDomain(
      "AWS::RDS::DBInstance", "MonitoringInterval",
      .oneOf(["0", "1", "5", "10", "15", "30", "60"]), "a number of seconds from a closed list"),
  ]

  private static let forms = [
    PropertyDomain(
      "AWS::AutoScaling::LaunchConfiguration", "InstanceType", instanceType, "an instance type"),
    PropertyDomain("AWS::EC2::Instance", "InstanceType", instanceType, "an instance type"),
    PropertyDomain(
      "AWS::EC2::LaunchTemplate", "LaunchTemplateData.InstanceType", instanceType,
      "an instance type"),
    PropertyDomain("AWS::EC2::Subnet", "CidrBlock", cidr, "a block of IPv4 addresses"),
    PropertyDomain("AWS::EC2::VPC", "CidrBlock", cidr, "a block of IPv4 addresses"),
    PropertyDomain(
      "AWS::ECS::TaskDefinition", "Cpu",
      .form("^(256|512|1024|2048|4096|8192|16384|[0-9.]+ ?v[Cc][Pp][Uu])$"),
      "a number of CPU units of Fargate", onlyWith: fargate),
    PropertyDomain(
      "AWS::ECS::TaskDefinition", "Memory", .form("^([0-9]+|[0-9.]+ ?[Gg][Bb])$"),
      "a size of memory of Fargate", onlyWith: fargate),
    PropertyDomain(
      "AWS::ElastiCache::CacheCluster", "CacheNodeType", .form("^cache[.][a-z0-9][a-z0-9.-]*$"),
      "a node type"),
    PropertyDomain(
      "AWS::ElastiCache::ReplicationGroup", "CacheNodeType", .form("^cache[.][a-z0-9][a-z0-9.-]*$"),
      "a node type"),
    PropertyDomain("AWS::Lambda::Function", "Runtime", .form("^[a-z][a-z0-9.]*$"), "a runtime"),
    PropertyDomain("AWS::RDS::DBCluster", "Engine", databaseEngine, "an engine"),
    PropertyDomain(
      "AWS::RDS::DBInstance", "DBInstanceClass", .form("^db[.][a-z0-9][a-z0-9.-]*$"),
      "an instance class"),
    PropertyDomain("AWS::RDS::DBInstance", "Engine", databaseEngine, "an engine"),
    PropertyDomain(
      "AWS::S3::Bucket", "BucketName", .form("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"),
      "the name of a bucket"),
    PropertyDomain("AWS::Serverless::Function", "Runtime", .form("^[a-z][a-z0-9.]*$"), "a runtime"),
  ]

  private static let fargate = Requirement(property: "RequiresCompatibilities", value: "FARGATE")
  private static let instanceType = Accepted.form("^[a-z][a-z0-9-]*[.][a-z0-9-]+$")
  private static let databaseEngine = Accepted.form(
    "^((aurora|custom|db2|oracle|sqlserver)-[a-z0-9-]+|neptune|docdb|mariadb|mysql|postgres)$")

  /// Networks and subnets have prefixes of 16 to 28 bits.
  private static let cidr: Accepted = {
    let byte = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
    return .form("^(\(byte)[.]){3}\(byte)/(1[6-9]|2[0-8])$")
  }()
}

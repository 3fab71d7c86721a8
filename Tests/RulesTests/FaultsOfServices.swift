import Foundation

/// Resources that one service refuses for reasons of its own, each put in front of the outputs.
let faultsOfServices: [Fault] = [
  broken(
    "a bucket with a list and no ownership", "acl-without-object-ownership", "AWS::S3::Bucket",
    missing: true, "AccessControl: LogDeliveryWrite"),
  broken(
    "a health check without its alarm", "alarm-check-without-alarm", "AWS::Route53::HealthCheck",
    "«HealthCheckConfig»: {Type: CLOUDWATCH_METRIC}"),
  broken(
    "storage of an Aurora cluster", "aurora-cluster-mismatch", "AWS::RDS::DBCluster",
    "Engine: aurora-mysql", "«AllocatedStorage»: 100"),
  broken(
    "backups for too long", "backup-retention-mismatch", "AWS::RDS::DBInstance",
    "DBInstanceClass: db.t4g.small", "Engine: mysql", "AllocatedStorage: 20",
    "BackupRetentionPeriod: «90»"),
  broken(
    "storage of an Aurora instance", "cluster-setting-on-aurora-instance",
    "AWS::RDS::DBInstance", "DBInstanceClass: db.r6g.large", "Engine: aurora-mysql",
    "DBClusterIdentifier: payments", "«AllocatedStorage»: 20"),
  broken(
    "a deprecated version", "deprecated-engine-version", "AWS::RDS::DBInstance",
    "DBInstanceClass: db.m5.large", "Engine: postgres", "AllocatedStorage: 20",
    "EngineVersion: '«11.22»'"),
  broken(
    "insights without effect", "ignored-aurora-setting", "AWS::RDS::DBCluster",
    "Engine: aurora-postgresql", "EngineMode: serverless", "«PerformanceInsightsEnabled»: true"),
  broken(
    "a user without effect", "ignored-restore-setting", "AWS::RDS::DBCluster",
    "Engine: aurora-mysql", "SnapshotIdentifier: before", "«MasterUsername»: admin"),
  broken(
    "monitoring without an interval", "incomplete-enhanced-monitoring", "AWS::RDS::DBCluster",
    missing: true, "Engine: aurora-mysql",
    "MonitoringRoleArn: arn:aws:iam::123456789012:role/monitoring"),
  broken(
    "a key without encryption", "key-without-storage-encryption", "AWS::RDS::DBInstance",
    missing: true, "DBInstanceClass: db.t4g.small", "Engine: postgres", "AllocatedStorage: 20",
    "KmsKeyId: alias/databases"),
  broken(
    "a backtrack without Aurora", "multi-az-cluster-mismatch", "AWS::RDS::DBCluster",
    "Engine: mysql", "AllocatedStorage: 100", "DBClusterInstanceClass: db.r6gd.large",
    "Iops: 1000", "StorageType: io1", "«BacktrackWindow»: 3600"),
  broken(
    "the scaling of another mode", "serverless-scaling-mismatch", "AWS::RDS::DBCluster",
    "Engine: aurora-mysql", "«ScalingConfiguration»: {MinCapacity: 2, MaxCapacity: 8}"),
  broken(
    "backups as RDS likes", "unset-backup-retention", "AWS::RDS::DBInstance", missing: true,
    "DBInstanceClass: db.t4g.small", "Engine: mysql", "AllocatedStorage: 20"),
  broken(
    "a version that there is not", "unsupported-engine-version", "AWS::ElastiCache::CacheCluster",
    "CacheNodeType: cache.t4g.small", "NumCacheNodes: 1", "Engine: redis", "EngineVersion: «2.8.24»"
  ),
  broken(
    "a mode of a replica that there is not", "unsupported-replica-mode", "AWS::RDS::DBInstance",
    "DBInstanceClass: db.m5.large", "Engine: oracle-ee", "SourceDBInstanceIdentifier: payments",
    "ReplicaMode: «read»"),
  broken(
    "an authorizer that remembers for too long", "authorizer-cache-too-long",
    "AWS::ApiGateway::Authorizer", "Name: token", "RestApiId: a1b2c3d4e5", "Type: TOKEN",
    "AuthorizerUri: arn:aws:apigateway:eu-west-1:lambda:path/run",
    "AuthorizerResultTtlInSeconds: «7200»"),
  broken(
    "an API without a name", "rest-api-without-name", "AWS::ApiGateway::RestApi", missing: true,
    "Description: payments"),
  broken(
    "two primary addresses", "conflicting-private-addresses", "AWS::EC2::NetworkInterface",
    "SubnetId: subnet-0123456789abcdef0", "PrivateIpAddress: 10.0.0.10",
    "PrivateIpAddresses: [{Primary: «true», PrivateIpAddress: 10.0.0.11}]"),
  broken(
    "a port of all protocols", "ignored-port-range", "AWS::EC2::SecurityGroupEgress",
    "GroupId: sg-0123456789abcdef0", "IpProtocol: '-1'", "CidrIp: 10.0.0.0/16",
    "«FromPort»: 443"),
  broken(
    "an instance type that there is not", "unavailable-instance-type", "AWS::EC2::Instance",
    "ImageId: ami-0123456789abcdef0", "InstanceType: «t3.smol»"),
  broken(
    "a gateway of another type", "unsupported-gateway-type", "AWS::EC2::VPNGateway",
    "Type: «ipsec.2»"),
  broken(
    "a handler in an image", "image-function-with-handler", "AWS::Lambda::Function",
    "Role: arn:aws:iam::123456789012:role/worker", "PackageType: Image",
    "Code: {ImageUri: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/worker:1}",
    "«Handler»: main.run"),
  broken(
    "code of Ruby in the template", "inline-code-in-wrong-runtime", "AWS::Lambda::Function",
    "Role: arn:aws:iam::123456789012:role/worker", "Handler: index.run", "Runtime: «ruby3.3»",
    "Code: {ZipFile: 'puts 1'}"),
  broken(
    "code without a runtime", "inline-code-without-runtime", "AWS::Lambda::Function",
    missing: true, "Role: arn:aws:iam::123456789012:role/worker", "Code: {ZipFile: 'pass'}",
    // The registry asks for both beside any code but an image.
    consequences: ["missing-property", "missing-companion-property"]),
  broken(
    "a level of text", "log-level-of-text-logs", "AWS::Lambda::Function",
    "Role: arn:aws:iam::123456789012:role/worker", "Handler: index.run", "Runtime: python3.13",
    "Code: {S3Bucket: code, S3Key: worker.zip}",
    "LoggingConfig: {LogFormat: Text, «SystemLogLevel»: WARN}"),
  broken(
    "a position in a queue", "queue-with-starting-position", "AWS::Lambda::EventSourceMapping",
    "FunctionName: worker", "EventSourceArn: arn:aws:sqs:eu-west-1:123456789012:jobs",
    "«StartingPosition»: LATEST"),
  broken(
    "a variable of Lambda's own", "reserved-environment-variable", "AWS::Lambda::Function",
    "Role: arn:aws:iam::123456789012:role/worker", "Handler: index.run", "Runtime: python3.13",
    "Code: {S3Bucket: code, S3Key: worker.zip}",
    "Environment: {Variables: {«AWS_REGION»: eu-west-1}}"),
  broken(
    "a stream without a position", "stream-without-starting-position",
    "AWS::Lambda::EventSourceMapping", missing: true, "FunctionName: worker",
    "EventSourceArn: arn:aws:kinesis:eu-west-1:123456789012:stream/jobs"),
  broken(
    "a layer of AWS's own", "unavailable-layer", "AWS::Lambda::Function",
    "Role: arn:aws:iam::123456789012:role/worker", "Handler: index.run", "Runtime: python3.13",
    "Code: {S3Bucket: code, S3Key: worker.zip}",
    "Layers: ['«arn:aws:lambda:::awslayer:AmazonLinux1803»']"),
  Fault(
    "a minute and a half", "invalid-alarm-period", in: .template, #"^( +Period: )\d+$"#,
    "$1«90»"),
  broken(
    "a load balancer in one subnet", "load-balancer-in-one-subnet",
    "AWS::ElasticLoadBalancingV2::LoadBalancer", "«Subnets»: [subnet-0123456789abcdef0]"),
  broken(
    "a listener without a certificate", "secure-listener-without-certificate",
    "AWS::ElasticLoadBalancing::LoadBalancer", "AvailabilityZones: [eu-west-1a]",
    "Listeners: [{«LoadBalancerPort»: '443', InstancePort: '80', Protocol: HTTPS}]"),
  broken(
    "a code over TCP", "target-protocol-mismatch", "AWS::ElasticLoadBalancingV2::TargetGroup",
    "Port: 5432", "Protocol: TCP", "VpcId: vpc-0123456789abcdef0", "HealthCheckProtocol: TCP",
    "«Matcher»: {HttpCode: '200'}"),
  broken(
    "a port of a function", "target-type-mismatch", "AWS::ElasticLoadBalancingV2::TargetGroup",
    "TargetType: lambda", "«Port»: 80"),
  broken(
    "nothing provisioned", "provisioned-billing-without-throughput", "AWS::DynamoDB::Table",
    missing: true, "AttributeDefinitions: [{AttributeName: id, AttributeType: S}]",
    "KeySchema: [{AttributeName: id, KeyType: HASH}]", "BillingMode: PROVISIONED"),
  broken(
    "throughput on demand", "throughput-with-on-demand-billing", "AWS::DynamoDB::Table",
    "AttributeDefinitions: [{AttributeName: id, AttributeType: S}]",
    "KeySchema: [{AttributeName: id, KeyType: HASH}]", "BillingMode: PAY_PER_REQUEST",
    "«ProvisionedThroughput»: {ReadCapacityUnits: 1, WriteCapacityUnits: 1}"),
  broken(
    "artifacts without a bucket", "s3-project-without-location", "AWS::CodeBuild::Project",
    "ServiceRole: arn:aws:iam::123456789012:role/build",
    "Environment: {ComputeType: BUILD_GENERAL1_SMALL, Image: 'aws/codebuild/standard:7.0', Type: LINUX_CONTAINER}",
    "Source: {Type: NO_SOURCE, BuildSpec: buildspec.yml}", "«Artifacts»: {Type: S3}"),
  broken(
    "a daemon on Fargate", "unsupported-scheduling-strategy", "AWS::ECS::Service",
    "TaskDefinition: worker", "LaunchType: FARGATE",
    "NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [subnet-0123456789abcdef0]}}",
    "SchedulingStrategy: «DAEMON»"),
  broken(
    "Valkey without a word on encryption", "valkey-without-transit-encryption",
    "AWS::ElastiCache::ReplicationGroup", missing: true, "ReplicationGroupDescription: sessions",
    "Engine: valkey", "CacheNodeType: cache.t4g.small"),
]

/// - Parameter missing: Whether what is wrong is that something is not there.
func broken(
  _ name: String, _ rule: String, _ type: String, missing: Bool = false, _ properties: String...,
  consequences: Set<String> = []
) -> Fault {
  let lines = properties.map { "      \($0)\n" }.joined()
  return Fault(
    name, rule, in: .template, "^Outputs:",
    "  Broken:\n    Type: \(type)\n    \(missing ? "«Properties»" : "Properties"):\n\(lines)$0",
    consequences: consequences)
}

/// What CloudFormation cannot change in place: another value makes another resource.
///
/// From `createOnlyProperties` and, with a `?`, `conditionalCreateOnlyProperties` of the resource
/// provider schemas that AWS publishes, for types that hold data or that others are bound
/// to: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-type-schemas.html>.
struct CreateOnlyProperties {
  /// Whether the resource holds what cannot be made again.
  let holdsData: Bool
  /// The property that names it, if one does.
  let name: String?
  let properties: [String]
  /// Those of which not every change makes another.
  let conditional: Set<String>

  /// Nil for a type of which nothing is said here.
  static func of(_ type: String) -> CreateOnlyProperties? { table[type] }

  private init(data holdsData: Bool, _ name: String?, _ properties: String) {
    self.holdsData = holdsData
    self.name = name
    let words = properties.split(separator: " ")
    conditional = Set(words.filter { $0.hasSuffix("?") }.map { String($0.dropLast()) })
    self.properties =
      [name].compactMap(\.self) + words.map { String($0.hasSuffix("?") ? $0.dropLast() : $0) }
  }

  private static let table: [String: CreateOnlyProperties] = [
    "AWS::Backup::BackupVault": .init(data: true, "BackupVaultName", "EncryptionKeyArn"),
    "AWS::CodeCommit::Repository": .init(data: true, nil, ""),
    "AWS::Cognito::UserPool": .init(data: true, nil, ""),
    "AWS::DocDB::DBCluster": .init(
      data: true, "DBClusterIdentifier",
      "DBSubnetGroupName KmsKeyId MasterUsername SnapshotIdentifier StorageEncrypted"),
    "AWS::DynamoDB::GlobalTable": .init(data: true, "TableName", "KeySchema?"),
    "AWS::DynamoDB::Table": .init(data: true, "TableName", "KeySchema?"),
    "AWS::EC2::SecurityGroup": .init(data: false, "GroupName", "GroupDescription VpcId"),
    "AWS::EC2::Subnet": .init(
      data: false, nil, "AvailabilityZone AvailabilityZoneId CidrBlock VpcId"),
    "AWS::EC2::VPC": .init(data: false, nil, "CidrBlock"),
    "AWS::EC2::Volume": .init(data: true, nil, ""),
    "AWS::ECR::Repository": .init(data: true, "RepositoryName", "EncryptionConfiguration"),
    "AWS::ECS::Cluster": .init(data: false, "ClusterName", ""),
    "AWS::ECS::Service": .init(data: false, "ServiceName", "Cluster Role SchedulingStrategy"),
    "AWS::EFS::FileSystem": .init(
      data: true, nil, "AvailabilityZoneName Encrypted KmsKeyId PerformanceMode"),
    "AWS::ElastiCache::ReplicationGroup": .init(
      data: true, "ReplicationGroupId",
      "AtRestEncryptionEnabled CacheSubnetGroupName KmsKeyId NetworkType Port SnapshotName"),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": .init(data: false, "Name", "Scheme Type"),
    "AWS::ElasticLoadBalancingV2::TargetGroup": .init(
      data: false, "Name", "Port Protocol ProtocolVersion TargetType VpcId"),
    "AWS::FSx::FileSystem": .init(
      data: true, nil, "BackupId FileSystemType KmsKeyId SecurityGroupIds SubnetIds"),
    "AWS::IAM::Role": .init(data: false, "RoleName", "Path"),
    "AWS::KMS::Key": .init(data: true, nil, ""),
    "AWS::Kinesis::Stream": .init(data: true, "Name", ""),
    "AWS::Lambda::Function": .init(data: false, "FunctionName", "PackageType"),
    "AWS::Logs::LogGroup": .init(data: true, "LogGroupName", ""),
    "AWS::Neptune::DBCluster": .init(
      data: true, "DBClusterIdentifier",
      "DBSubnetGroupName KmsKeyId SnapshotIdentifier StorageEncrypted"),
    "AWS::OpenSearchService::Domain": .init(data: true, "DomainName", ""),
    "AWS::RDS::DBCluster": .init(
      data: true, "DBClusterIdentifier",
      "DBSubnetGroupName DatabaseName Engine? EngineMode KmsKeyId MasterUsername? "
        + "SnapshotIdentifier StorageEncrypted"),
    "AWS::RDS::DBInstance": .init(
      data: true, "DBInstanceIdentifier",
      "DBClusterIdentifier DBName DBSubnetGroupName Engine? KmsKeyId MasterUsername "
        + "StorageEncrypted"),
    "AWS::Redshift::Cluster": .init(
      data: true, "ClusterIdentifier",
      "ClusterSubnetGroupName DBName MasterUsername SnapshotIdentifier"),
    "AWS::Route53::HostedZone": .init(data: true, nil, "Name"),
    "AWS::S3::Bucket": .init(data: true, "BucketName", ""),
    "AWS::SNS::Topic": .init(data: false, "TopicName", "FifoTopic"),
    "AWS::SQS::Queue": .init(data: true, "QueueName", "FifoQueue"),
    "AWS::SecretsManager::Secret": .init(data: true, "Name", ""),
  ]
}

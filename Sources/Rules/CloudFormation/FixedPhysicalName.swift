import ProtonLint

extension Rule {
  public static let fixedPhysicalName = Rule(
    id: "fixed-physical-name",
    category: .cloudFormation,
    severity: .warning,
    finds: "a name that every deployment of a template gives to its resource",
    why: """
      A template is deployed many times into one account, and most names can be given there only \
      once. The second deployment of a template with such a name fails.
      """,
    fix: """
      Leave the name to CloudFormation, or make it from `environment.name`, or from `service.name` \
      and `service_instance.name`.
      """,
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a name without anything that tells deployments apart, and names with half of it",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: «uploads»}}
          Role:
            Type: AWS::IAM::Role
            Properties: {RoleName: !Sub «'task-${AWS::Region}'», Path: '/{{ service_instance.inputs.port }}/'}
          Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: «'{{ service.name }}-queue'»}}
          Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: «'{{ service_instance.name }}'»}}
        """),
      .clean(
        "names that differ, or may",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Bucket: {Type: AWS::S3::Bucket}
          Queue:
            Type: AWS::SQS::Queue
            Properties: {QueueName: '{{ service.name }}-{{ service_instance.name }}'}
          Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Sub '${AWS::StackName}-topic'}}
          Logs:
            Type: AWS::Logs::LogGroup
            Properties: {RetentionInDays: 7, LogGroupName: '/{{ service_instance.inputs.port }}'}
        """),
    ],
    check: .resource(ResourceTypes(cloudFormation: nameProperties.keys.sorted())) {
      resource, graph in
      let template = graph.templates[resource.template]
      guard let role = template.role, let property = nameProperties[resource.type],
        let name = resource[property]
      else { return [] }
      return name.alternatives.compactMap { alternative in
        guard !alternative.value.isNull, let sources = NameSources(of: alternative.value),
          let reason = sources.reason(in: role)
        else { return nil }
        return Problem(
          "every \(reason) gives `\(resource.logicalID)` the same `\(property)`",
          at: Label(alternative.value.span),
          help: "leave it to CloudFormation, or add \(role.distinction)",
          when: alternative.condition, evidence: resource.logicalID)
      }
    }
  )
}

/// What a name is made of.
private struct NameSources {
  private var names: Set<String> = []

  /// Nil where a part is not known, or may tell any two deployments apart.
  init?(of value: Value) {
    guard add(value, depth: 0) else { return nil }
  }

  private mutating func add(_ value: Value, depth: Int) -> Bool {
    switch value.form {
    case .string, .number, .bool: return true
    case .text(let parts): return depth < 8 && parts.allSatisfy { add($0, depth: depth + 1) }
    case .symbol(let symbol): return add(symbol, depth: 0)
    case .null, .list, .map, .reference, .choice, .unknown: return false
    }
  }

  private mutating func add(_ symbol: Symbol, depth: Int) -> Bool {
    switch symbol.source {
    case .proton(let name) where Self.known.contains(name):
      names.insert(name)
      return true
    case .pseudoParameter("AWS::Region"), .pseudoParameter("AWS::AccountId"),
      .pseudoParameter("AWS::Partition"), .pseudoParameter("AWS::URLSuffix"):
      return true
    case .derived:
      return depth < 8 && !symbol.inputs.isEmpty
        && symbol.inputs.allSatisfy { add($0, depth: depth + 1) }
    default: return false
    }
  }

  private static let known: Set<String> = [
    "environment.name", "service.name", "service_instance.name",
  ]

  /// What has the name in common with others of its kind; nil where names differ.
  func reason(in role: Infrastructure.Role) -> String? {
    switch role {
    case .environment: names.isEmpty ? "environment" : nil
    case .instance:
      switch names {
      case []: "instance"
      case ["service.name"]: "instance of a service"
      case ["service_instance.name"]: "instance of that name, of whatever service,"
      case ["environment.name"]: "instance in an environment"
      default: nil
      }
    case .pipeline: names.isEmpty ? "pipeline" : nil
    case .component: names.isEmpty ? "attachment of this component" : nil
    }
  }
}

extension Infrastructure.Role {
  fileprivate var distinction: String {
    switch self {
    case .environment: "`{{ environment.name }}`"
    case .instance, .component: "`{{ service.name }}` and `{{ service_instance.name }}`"
    case .pipeline: "`{{ service.name }}`"
    }
  }
}

/// The properties that name a resource within an account and region, or within the world.
///
/// Source: "Name type" in the CloudFormation template reference, and the page of each type.
private let nameProperties: [String: String] = [
  "AWS::CloudWatch::Alarm": "AlarmName",
  "AWS::CodeBuild::Project": "Name",
  "AWS::CodePipeline::Pipeline": "Name",
  "AWS::DynamoDB::Table": "TableName",
  "AWS::ECR::Repository": "RepositoryName",
  "AWS::ECS::Cluster": "ClusterName",
  "AWS::ElasticLoadBalancingV2::LoadBalancer": "Name",
  "AWS::ElasticLoadBalancingV2::TargetGroup": "Name",
  "AWS::Events::Rule": "Name",
  "AWS::IAM::InstanceProfile": "InstanceProfileName",
  "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
  "AWS::IAM::Role": "RoleName",
  "AWS::KMS::Alias": "AliasName",
  "AWS::Kinesis::Stream": "Name",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::Logs::LogGroup": "LogGroupName",
  "AWS::RDS::DBCluster": "DBClusterIdentifier",
  "AWS::RDS::DBInstance": "DBInstanceIdentifier",
  "AWS::RDS::DBSubnetGroup": "DBSubnetGroupName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::SNS::Topic": "TopicName",
  "AWS::SQS::Queue": "QueueName",
  "AWS::SSM::Parameter": "Name",
  "AWS::SecretsManager::Secret": "Name",
  "AWS::Serverless::Function": "FunctionName",
  "AWS::StepFunctions::StateMachine": "StateMachineName",
]

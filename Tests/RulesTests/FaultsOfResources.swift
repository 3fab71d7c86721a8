import Foundation

/// Properties of resources that contradict one another.
let faultsOfResources: [Fault] = [
  Fault(
    "a bridge on Fargate", "invalid-fargate-task", in: .template, #"NetworkMode: awsvpc"#,
    "NetworkMode: «bridge»", where: \.isForFargate),
  Fault(
    "a task without a network mode", "invalid-fargate-task", in: .template,
    #"^(    Type: AWS::ECS::TaskDefinition\n    )Properties:\n((?:      .*\n)*?)      NetworkMode: .*\n"#,
    "$1«Properties»:\n$2", where: \.isForFargate),
  Fault(
    "a size that Fargate does not have", "invalid-fargate-size", in: .template,
    #"^      Cpu: !FindInMap.*$"#,
    "      Cpu: «100»", where: \.isForFargate),
  Fault(
    "a log driver of Docker on Fargate", "unsupported-fargate-log-driver", in: .template,
    #"LogDriver: ['"]?awslogs['"]?$"#, "LogDriver: «json-file»", where: \.isForFargate),
  Fault(
    "logs without a region", "incomplete-awslogs-options", in: .template,
    #"Options:\n((?: +['"]?awslogs-(?!region).*\n)*) +['"]?awslogs-region['"]?:.*\n"#,
    "«Options»:\n$1"),
  Fault(
    "a misspelt artifact", "unknown-artifact", in: .pipelineTemplate,
    #"(InputArtifacts:\n +- Name: )(\w+)$"#, "$1«$2x»"),
  Fault(
    "a source in a later stage", "misplaced-source-action", in: .pipelineTemplate,
    #"Category: Build"#, "Category: «Source»"),
  Fault(
    "a subnet outside of its VPC", "subnet-outside-vpc", in: .environmentTemplate,
    #"(Type: AWS::EC2::VPC\n(?:.*\n)*?      CidrBlock: )!FindInMap.*\n((?:.*\n)*?      CidrBlock: )!FindInMap.*"#,
    "$1'10.0.0.0/16'\n$2«10.1.0.0/24»"),
  Fault(
    "a subnet of the addresses of another", "overlapping-subnets", in: .environmentTemplate,
    #"(CidrBlock: !FindInMap )\['SubnetConfig', 'PublicTwo', 'CIDR'\]"#,
    "$1«['SubnetConfig', 'PublicOne', 'CIDR']»"),
  Fault(
    "a subnet with two route tables", "subnet-associated-twice", in: .environmentTemplate,
    #"(Type: AWS::EC2::SubnetRouteTableAssociation\n    Properties:\n(?:      .*\n)*?      SubnetId: !Ref )PublicSubnetTwo"#,
    "$1«PublicSubnetOne»"),
  Fault(
    "a rule without ports", "incomplete-port-range", in: .template, #"IpProtocol: ['"]?-1['"]?.*$"#,
    "IpProtocol: «udp»"),
]

extension FaultMatch {
  /// All tasks of the template are for Fargate.
  fileprivate var isForFargate: Bool {
    text.contains("FARGATE") && !text.contains("- EC2") && !text.contains("EXTERNAL")
  }
}

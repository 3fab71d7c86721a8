import Foundation

/// What deploys, and should not.
let faultsOfSecurity: [Fault] = [
  Fault(
    "a database open to the world", "open-sensitive-port", in: .template,
    #"(FromPort: 5432\n +ToPort: 5432\n +)SourceSecurityGroupId: .*"#, "$1CidrIp: «0.0.0.0/0»"),
  Fault(
    "a database with a public address", "public-database", in: .template,
    #"PubliclyAccessible: false"#, "PubliclyAccessible: «true»"),
  Fault(
    "a task with a public address", "task-with-public-address", in: .instanceTemplate,
    #"AssignPublicIp: *['"]?DISABLED['"]?"#, "AssignPublicIp: «ENABLED»"),
  Fault(
    "logs that are kept forever", "log-group-without-retention", in: .template,
    #"^  (\w+):\n(    Type: ["']?AWS::Logs::LogGroup["']?\n(?:    .*\n)*?) +RetentionInDays: .*\n"#,
    "  «$1»:\n$2"),
  Fault(
    "a container without logs", "container-without-logs", in: .template,
    #"(ContainerDefinitions:\n +- Name: *)(\w+)\n((?: {10}.*\n)*?)( {10})LogConfiguration:\n(?:\4 +.*\n)+"#,
    "$1«$2»\n$3"),
  Fault(
    "a misspelt action", "unknown-iam-action", in: .template,
    #"(- |Action: )(['"]?(?:logs|ecr|kms|sns|s3):[A-Z]\w+)(?=['"]?$)"#, "$1«$2z»",
    where: { $0.isInIdentityPolicy }),
  Fault(
    "every action of a service", "service-wildcard-action", in: .template,
    #"((?:- |Action: ))['"]?(logs|ecr|sns|s3):[A-Z]\w+['"]?$"#, "$1«'$2:*'»",
    where: { $0.isInIdentityPolicy }),
  Fault(
    "every action on everything", "full-administrator-policy", in: .template,
    #"Action: [a-z]+:[A-Za-z]+\n( +)Resource: '\*'$"#, "Action: «'*'»\n$1Resource: '*'",
    where: { $0.isInIdentityPolicy }),
  Fault(
    "every action on some resource", "wildcard-action", in: .template,
    #"Action: [a-z]+:[A-Za-z]+\n( +Resource: )(?!'\*')"#, "Action: «'*'»\n$1",
    where: \.isInIdentityPolicy),
  Fault(
    "every action but some", "not-action-allow", in: .template, #"^( +(?:- )?)Action:"#,
    "$1«NotAction»:", where: \.isInIdentityPolicy, consequences: privileges),
  Fault(
    "any role passed", "pass-role-on-any-role", in: .template,
    #"Action: [a-z]+:[A-Za-z]+\n( +Resource: )'\*'$"#, "Action: iam:PassRole\n$1«'*'»",
    where: \.isInIdentityPolicy),
  Fault(
    "a role that may change roles", "privilege-escalation", in: .template,
    #"Action: [a-z]+:[A-Za-z]+\n( +Resource: )'\*'$"#, "Action: «iam:PutRolePolicy»\n$1'*'",
    where: \.isInIdentityPolicy),
  Fault(
    "a role for anyone", "open-trust", in: .template,
    #"(AssumeRolePolicyDocument:\n(?: .*\n){1,6}? +Principal:\n +)Service: *\S.*$"#,
    "$1AWS: «'*'»", where: { !$0.text.contains("aws:SourceAccount") }),
  Fault(
    "an administrator", "administrator-policy-attached", in: .template,
    #"ManagedPolicyArns:\n( +- )"#,
    "ManagedPolicyArns:\n$1«arn:aws:iam::aws:policy/AdministratorAccess»\n$1"),
  Fault(
    "all of S3", "full-access-policy-attached", in: .template,
    #"ManagedPolicyArns:\n( +- )"#,
    "ManagedPolicyArns:\n$1«arn:aws:iam::aws:policy/AmazonS3FullAccess»\n$1"),
  Fault(
    "every port open", "open-ingress-every-port", in: .template,
    #"(SecurityGroupIngress:\n +- Description: .*\n +IpProtocol: )tcp(\n +FromPort: 443\n +ToPort: 443\n +CidrIp: )"#,
    "$1-1$2«»"),
  Fault(
    "a port of the application open", "open-ingress-port", in: .template,
    #"(SecurityGroupIngress:\n +- Description: .*\n +IpProtocol: tcp\n +FromPort: )443(\n +ToPort: )443(\n +CidrIp: )"#,
    "$13000$23000$3«»"),
  Fault(
    "a database in a public subnet", "database-in-public-subnet", in: .environmentTemplate,
    #"(SubnetIds:\n +- !Ref )PrivateSubnetOne$"#, "$1«PublicSubnetOne»"),
  Fault(
    "a log group that nobody makes", "missing-log-group", in: .instanceTemplate,
    #"(awslogs-group: )!Ref LogGroup$"#, "$1«/app/logs»"),
]

/// What a statement allows that allows nearly everything.
private let privileges: Set<String> = [
  "full-administrator-policy", "pass-role-on-any-role", "privilege-escalation", "wildcard-action",
]

extension FaultMatch {
  /// Whether the nearest policy above is one of a role, which allows something.
  fileprivate var isInIdentityPolicy: Bool {
    let above = (text as NSString).substring(to: start)
    let start = above.range(of: "PolicyDocument", options: .backwards)?.lowerBound
    guard let start else { return false }
    let head = above[..<start].suffix(300)
    return head.contains("PolicyName") && !above[start...].contains("Deny")
  }
}

import ProtonLint

extension Rule {
  public static let malformedDynamicReference = Rule(
    id: "malformed-dynamic-reference",
    category: .functions,
    severity: .error,
    finds: "a `{{resolve:…}}` that is not of the form CloudFormation reads",
    why: """
      CloudFormation refuses a dynamic reference to a service that it does not know, without a \
      name, or with parts that do not belong there.
      """,
    fix: """
      Write `{{resolve:ssm:name:version}}`, `{{resolve:ssm-secure:name:version}}` or \
      `{{resolve:secretsmanager:name:SecretString:key:stage:version}}`; what follows the name may \
      be left out.
      """,
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html",
    aliases: ["E1050"],
    examples: [
      .flagged(
        "another service, no name, a version that is none",
        """
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties:
              DBName: '«{{resolve:ssm}}»'
              MasterUsername: '«{{resolve:ssm:/db/user:latest}}»'
              MasterUserPassword: !Sub '«{{resolve:secretmanager:${AWS::StackName}}}»'
              Port: '«{{resolve:secretsmanager:db:String:port}}»'
              Engine: '«{{resolve:secretsmanager:db:SecretString:engine:AWSCURRENT:1}}»'
        """),
      .clean(
        "every form",
        """
        Resources:
          Secret: {Type: AWS::SecretsManager::Secret}
          Database:
            Type: AWS::RDS::DBInstance
            Properties:
              DBName: '{{resolve:ssm:/db/name:1}}'
              MasterUsername: !Sub '{{resolve:secretsmanager:${Secret}:SecretString:user}}'
              MasterUserPassword: '{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:111122223333:secret:db-a1b2c3:SecretString:password::}}'
        """),
    ],
    check: functionFaults { fault in
      guard case .malformedDynamicReference(let reason) = fault.kind else { return nil }
      return fault.problem(
        "this dynamic reference is malformed: \(reason)", evidence: reason)
    }
  )
}

import Foundation

/// Faults of policies, and of other documents that stand in templates.
let faultsOfDocuments: [Fault] = [
  // Policies
  Fault(
    "an effect that there is not", "malformed-identity-policy", in: .template,
    #"(PolicyName: .*\n(?:.*\n){1,6}? +(?:- )?Effect: )Allow$"#, "$1«Permit»"),
  Fault(
    "a principal in the policy of a role", "malformed-identity-policy", in: .template,
    #"(PolicyName: .*\n(?:.*\n){1,6}? +- )(Effect: Allow\n( +)Action:)"#,
    "$1«Principal»: '*'\n$3$2"),
  Fault(
    "a version of tomorrow", "malformed-identity-policy", in: .template,
    #"(PolicyName: .*\n +PolicyDocument:\n +Version: )['"]?2012-10-17['"]?$"#, "$1«2022-10-17»"),
  Fault(
    "an effect of a trust that there is not", "malformed-trust-policy", in: .template,
    #"(AssumeRolePolicyDocument:\n(?:.*\n){1,3}? +(?:- )?Effect: )Allow$"#, "$1«Trust»"),
  Fault(
    "a trust in nobody", "malformed-trust-policy", in: .template,
    #"(AssumeRolePolicyDocument:\n(?:.*\n){1,3}? +(?:- )?Effect: Allow\n +)Principal:"#,
    "$1«Principle»:", consequences: ["open-trust"]),
  broken(
    "a queue for nobody", "malformed-resource-policy", "AWS::SQS::QueuePolicy",
    "Queues: ['https://sqs.eu-west-1.amazonaws.com/123456789012/jobs']",
    "PolicyDocument: {Statement: [{«Effect»: Allow, Action: 'sqs:SendMessage', Resource: '*'}]}"),
  broken(
    "the policy of any bucket", "refused-policy-resource", "AWS::S3::BucketPolicy",
    "Bucket: payments",
    "PolicyDocument: {Statement: [{Effect: Deny, Principal: '*', Action: 's3:GetObject', Resource: «'*'»}]}"
  ),

  // State machines
  broken(
    "a type of state that there is not", "malformed-state-machine",
    "AWS::StepFunctions::StateMachine", "RoleArn: arn:aws:iam::123456789012:role/machine",
    "Definition: {StartAt: Work, States: {Work: {Type: «Job», End: true}}}"),
  broken(
    "a transition to nowhere", "unknown-state", "AWS::StepFunctions::StateMachine",
    "RoleArn: arn:aws:iam::123456789012:role/machine",
    "Definition: {StartAt: Work, States: {Work: {Type: Pass, Next: «Done»}}}"),
  broken(
    "a state that is left out", "unreachable-state", "AWS::StepFunctions::StateMachine",
    "RoleArn: arn:aws:iam::123456789012:role/machine",
    "DefinitionString: '{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}, \"«B»\": {\"Type\": \"Succeed\"}}}'"
  ),

  // Other documents
  broken(
    "a document of another version", "malformed-ssm-document", "AWS::SSM::Document",
    "Content: {schemaVersion: '«9.9»', mainSteps: []}"),
  Fault(
    "a misspelt key of a command", "malformed-cfn-init", in: .template, "^Outputs:",
    """
      Broken:
        Type: AWS::EC2::Instance
        Metadata:
          AWS::CloudFormation::Init: {config: {commands: {start: {command: run, «dir»: /srv}}}}
        Properties: {ImageId: ami-0123456789abcdef0}
    $0
    """),
  broken(
    "a comma too many", "malformed-json-text", "AWS::CloudWatch::Dashboard",
    "DashboardBody: '{\"widgets\": []«,»}'"),
  broken(
    "a bare value in a pattern", "malformed-event-pattern", "AWS::Events::Rule",
    "EventPattern: {source: «aws.s3»}"),
  broken(
    "a field that no event has", "unmatchable-event-pattern", "AWS::Events::Rule",
    "EventPattern: {«detailType»: [order]}"),
  broken(
    "a widget that there is not", "malformed-dashboard", "AWS::CloudWatch::Dashboard",
    "DashboardBody: '{\"widgets\": [{\"type\": \"«chart»\", \"properties\": {}}]}'"),
  broken(
    "a misspelt phase", "malformed-buildspec", "AWS::CodeBuild::Project",
    "ServiceRole: arn:aws:iam::123456789012:role/build", "Artifacts: {Type: NO_ARTIFACTS}",
    "Environment: {ComputeType: BUILD_GENERAL1_SMALL, Image: 'aws/codebuild/standard:7.0', Type: LINUX_CONTAINER}",
    "Source: {Type: NO_SOURCE, BuildSpec: '{\"version\": 0.2, \"phases\": {\"«bild»\": {\"commands\": [\"make\"]}}}'}"
  ),
]

import ProtonLint

extension Rule {
  public static let malformedJSONText = Rule(
    id: "malformed-json-text",
    category: .documents,
    severity: .error,
    finds: "a text that has to be JSON, and is none",
    why: """
      The text is handed to a service as it stands. The service reads it as JSON, and the deployment \
      fails where that breaks off: at a comma too many, at a quote that is missing, at a comment.
      """,
    fix: """
      Correct the text at the marked place; where the property takes a map, write one, and let \
      CloudFormation make the JSON.
      """,
    source: "https://www.rfc-editor.org/rfc/rfc8259",
    examples: [
      .flagged(
        "a comma too many in a dashboard",
        """
        Resources:
          Dashboard:
            Type: AWS::CloudWatch::Dashboard
            Properties:
              DashboardBody: |
                {
                  "widgets": [
                    {"type": "text", "properties": {"markdown": "Payments"}}«,»
                  ]
                }
        """),
      .flagged(
        "single quotes in the input of a target",
        """
        Resources:
          Rule:
            Type: AWS::Events::Rule
            Properties:
              ScheduleExpression: rate(1 day)
              Targets:
                - Id: worker
                  Arn: arn:aws:lambda:eu-west-1:123456789012:function:worker
                  Input: "{«'»table': 'payments'}"
        """),
      .clean(
        "JSON; what is substituted without quotes is not known",
        """
        Parameters:
          Width: {Type: Number}
        Resources:
          Dashboard:
            Type: AWS::CloudWatch::Dashboard
            Properties:
              DashboardBody: !Sub |
                {"widgets": [{"type": "text", "width": ${Width}, "properties": {"markdown": ""}}]}
          Rule:
            Type: AWS::Events::Rule
            Properties:
              ScheduleExpression: rate(1 day)
              Targets:
                - Id: worker
                  Arn: arn:aws:lambda:eu-west-1:123456789012:function:worker
                  Input: '"now"'
        """),
    ],
    check: .template { template, _ in
      template.nodes(at: jsonTexts).flatMap { resource, node -> [Problem] in
        let type = resource.node["Type"]?.text
        let isSubstituted = type == "AWS::StepFunctions::StateMachine"
        // The content of a document of Systems Manager may be YAML.
        let mayBeYAML = type == "AWS::SSM::Document"
        let format = resource.node["Properties"]?["DocumentFormat"]
        guard format.map({ $0.text == "JSON" }) ?? true else { return [] }
        let condition = template.condition(of: resource)
        return template.documentTexts(node).compactMap { text in
          guard !text.hasSubstitutions, text.isObject || !mayBeYAML,
            !(isSubstituted && text.holdsSubstitution),
            let fault = text.json.problems.first(where: { $0.kind == .malformed })
          else { return nil }
          return Problem(
            fault.message, at: Label(fault.span),
            related: fault.related.map { [Label($0, fault.relatedText)] } ?? [],
            when: condition.and(text.condition), evidence: resource.name)
        }
      }
    }
  )
}

/// The properties whose texts services read as JSON, by resource type.
///
/// Source: the CloudFormation template reference, one page a type.
private let jsonTexts: [String: [String]] = [
  "AWS::CloudWatch::Dashboard": ["DashboardBody"],
  "AWS::DMS::ReplicationTask": ["ReplicationTaskSettings", "TableMappings"],
  "AWS::ECR::Repository": ["LifecyclePolicy/LifecyclePolicyText", "RepositoryPolicyText"],
  "AWS::Events::Rule": ["EventPattern", "Targets/*/Input"],
  "AWS::IAM::Group": ["Policies/*/PolicyDocument"],
  "AWS::IAM::GroupPolicy": ["PolicyDocument"],
  "AWS::IAM::ManagedPolicy": ["PolicyDocument"],
  "AWS::IAM::Policy": ["PolicyDocument"],
  "AWS::IAM::Role": ["AssumeRolePolicyDocument", "Policies/*/PolicyDocument"],
  "AWS::IAM::RolePolicy": ["PolicyDocument"],
  "AWS::IAM::User": ["Policies/*/PolicyDocument"],
  "AWS::IAM::UserPolicy": ["PolicyDocument"],
  "AWS::IoT::Policy": ["PolicyDocument"],
  "AWS::KMS::Key": ["KeyPolicy"],
  "AWS::Lambda::EventSourceMapping": ["FilterCriteria/Filters/*/Pattern"],
  "AWS::Logs::ResourcePolicy": ["PolicyDocument"],
  "AWS::Organizations::Policy": ["Content"],
  "AWS::Pipes::Pipe": ["SourceParameters/FilterCriteria/Filters/*/Pattern"],
  "AWS::S3::BucketPolicy": ["PolicyDocument"],
  "AWS::SNS::Subscription": ["DeliveryPolicy", "FilterPolicy", "RedrivePolicy"],
  "AWS::SNS::TopicPolicy": ["PolicyDocument"],
  "AWS::SQS::Queue": ["RedriveAllowPolicy", "RedrivePolicy"],
  "AWS::SQS::QueuePolicy": ["PolicyDocument"],
  "AWS::SSM::Document": ["Content"],
  "AWS::SSO::PermissionSet": ["InlinePolicy"],
  "AWS::SecretsManager::ResourcePolicy": ["ResourcePolicy"],
  "AWS::SecretsManager::Secret": ["GenerateSecretString/SecretStringTemplate"],
  "AWS::StepFunctions::StateMachine": ["DefinitionString"],
]

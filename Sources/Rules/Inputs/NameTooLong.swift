import ProtonLint

extension Rule {
  public static let nameTooLong = Rule(
    id: "name-too-long",
    category: .inputs,
    severity: .warning,
    finds: "a name that gets longer than its service takes, for inputs that the schema permits",
    why: """
      The name is put together from inputs and text of its own. With long inputs the deployment \
      fails, minutes after Proton has accepted them.
      """,
    fix: """
      Bound the input with `maxLength`, or cut the name with `truncate(32, true, '', 0)`.
      """,
    source: "https://docs.aws.amazon.com/proton/latest/userguide/parameters.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an input that may be as long as the whole name",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «team»: {type: string, maxLength: 30, default: web}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Balancer:
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties:
              Name: '{{ service_instance.inputs.team }}-public-balancer'
        """),
      .clean(
        "short enough, and cut",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                team: {type: string, maxLength: 10, default: web}
                owner: {type: string, maxLength: 40, default: web}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Balancer:
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties:
              Name: '{{ service_instance.inputs.team }}-public-balancer'
          Target:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties:
              Name: '{{ service_instance.inputs.owner | truncate(32, true, '', 0) }}'
        """),
    ],
    check: .graph { model in
      var problems = ProblemsByInput()
      for resource in model.graph.resources {
        guard let (property, limit) = nameLimits[resource.type] else { continue }
        for name in resource.values(at: [property]) {
          guard let (least, longest) = longestInput(of: name.value), longest.length > 0,
            least + longest.length > limit
          else { continue }
          for use in resource.inputs(in: name.value, amidText: true, when: name.condition)
          where use.span == longest.span {
            guard let place = use.symbol.declaration else { continue }
            problems.add(
              "input `\(use.input)` may have \(longest.length) characters, and leaves room for "
                + "\(max(0, limit - least)) in `\(property)`",
              at: place, use: use, "a name of at most \(limit) characters",
              help: "bound `\(use.input)` with `maxLength`")
          }
        }
      }
      return problems.problems
    }
  )
}

/// The input of a name that may be longest, and how long the rest of the name is at least; nil
/// where no length is known. What Proton or another function puts in has one character or more.
private func longestInput(
  of name: Value
) -> (rest: Int, longest: (length: Int, span: Span))? {
  let parts: [Value]
  if case .text(let several) = name.form { parts = several } else { parts = [name] }
  var rest = 0
  var longest: (length: Int, least: Int, span: Span)?
  for part in parts {
    if let text = part.string {
      rest += text.unicodeScalars.count
      continue
    }
    guard case .symbol(let symbol) = part.form else { return nil }
    let least = max(symbol.minLength ?? 1, 0)
    guard symbol.inputName != nil, let length = longestLength(of: symbol),
      length > longest?.length ?? 0
    else {
      rest += least
      continue
    }
    rest += longest?.least ?? 0
    longest = (length, least, part.span)
  }
  return longest.map { (rest, ($0.length, $0.span)) }
}

private func longestLength(of symbol: Symbol) -> Int? {
  symbol.allowed?.map(\.unicodeScalars.count).max() ?? symbol.maxLength
}

/// The property with the name, and the most characters that it takes.
///
/// Source: the pages of these types in the CloudFormation template reference.
private let nameLimits: [String: (property: String, limit: Int)] = [
  "AWS::DynamoDB::Table": ("TableName", 255),
  "AWS::ECS::Cluster": ("ClusterName", 255),
  "AWS::ECS::Service": ("ServiceName", 255),
  "AWS::ECS::TaskDefinition": ("Family", 255),
  "AWS::ElasticLoadBalancingV2::LoadBalancer": ("Name", 32),
  "AWS::ElasticLoadBalancingV2::TargetGroup": ("Name", 32),
  "AWS::IAM::ManagedPolicy": ("ManagedPolicyName", 128),
  "AWS::IAM::Role": ("RoleName", 64),
  "AWS::Lambda::Function": ("FunctionName", 64),
  "AWS::RDS::DBInstance": ("DBInstanceIdentifier", 63),
  "AWS::S3::Bucket": ("BucketName", 63),
  "AWS::SNS::Topic": ("TopicName", 256),
  "AWS::SQS::Queue": ("QueueName", 80),
  "AWS::Serverless::Function": ("FunctionName", 64),
]

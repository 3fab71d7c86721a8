import ProtonLint

extension Rule {
  public static let nameTooLong = Rule(
    id: "name-too-long",
    category: .inputs,
    severity: .warning,
    finds: "an input that may make a name longer than AWS takes",
    why: """
      The schema takes the text, the form is green, and the deployment fails: a target group \
      has a name of at most 32 characters. Whoever wrote the template has only tried short \
      ones.
      """,
    fix:
      "Give the input a `maxLength` that leaves room for the rest of the name, or cut it with `truncate`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "no bound",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «label»: {type: string, pattern: "^[a-z]+$", default: a}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Group:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties:
              Name: 'web-{{ service_instance.inputs.label }}'
              VpcId: '{{ environment.outputs.VpcId }}'
        """),
      .flagged(
        "a bound that leaves no room for the rest",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «label»: {type: string, maxLength: 32, default: a}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Group:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties:
              Name: 'web-{{ service_instance.inputs.label }}'
              VpcId: '{{ environment.outputs.VpcId }}'
        """),
      .flagged(
        "inputs that are too long together",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «label»: {type: string, maxLength: 20, default: a}
                part: {type: string, maxLength: 20, default: a}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Group:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties:
              Name: 'web-{{ service_instance.inputs.label }}-{{ service_instance.inputs.part }}'
              VpcId: '{{ environment.outputs.VpcId }}'
        """),
      .clean(
        "room for the rest",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                label: {type: string, maxLength: 28, default: a}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Group:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties:
              Name: 'web-{{ service_instance.inputs.label }}'
              VpcId: '{{ environment.outputs.VpcId }}'
        """),
      .clean(
        "a text that is cut",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                label: {type: string, default: a}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Group:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties:
              Name: "web-{{ service_instance.inputs.label | truncate(28, true, '', 0) }}"
              VpcId: '{{ environment.outputs.VpcId }}'
        """),
    ],
    check: .bundle { bundle, model in
      guard let schema = bundle.schema else { return [] }
      let inputs = Dictionary(
        schema.allProperties.map { ($0.nameSpan, $0) }, uniquingKeysWith: { first, _ in first })
      let numbers = Set(model.templates(of: bundle.id).map(\.number))
      var seen: Set<[Span]> = []
      var budget = searchBudget
      return nameLimits.flatMap { limit in
        model.graph.resources(ofType: limit.type).filter { numbers.contains($0.template) }
          .flatMap { resource in
            (resource[limit.property]?.alternatives ?? []).compactMap { name in
              tooLong(name, limit, in: resource, inputs, &budget)
            }
          }
      }.filter { problem in
        seen.insert([problem.primary, problem.related.first].compactMap { $0?.span }).inserted
      }
    }
  )
}

private struct NameLimit {
  let type: String
  let property: String
  let length: Int

  init(_ type: String, _ property: String, _ length: Int) {
    self.type = type
    self.property = property
    self.length = length
  }
}

/// Source: the pages of the resource types in the CloudFormation template reference.
private let nameLimits = [
  NameLimit("AWS::CodePipeline::Pipeline", "Name", 100),
  NameLimit("AWS::ElastiCache::CacheCluster", "ClusterName", 50),
  NameLimit("AWS::ElastiCache::ReplicationGroup", "ReplicationGroupId", 40),
  NameLimit("AWS::ElasticLoadBalancingV2::LoadBalancer", "Name", 32),
  NameLimit("AWS::ElasticLoadBalancingV2::TargetGroup", "Name", 32),
  NameLimit("AWS::Events::Rule", "Name", 64),
  NameLimit("AWS::IAM::ManagedPolicy", "ManagedPolicyName", 128),
  NameLimit("AWS::IAM::Role", "RoleName", 64),
  NameLimit("AWS::IAM::User", "UserName", 64),
  NameLimit("AWS::Lambda::Function", "FunctionName", 64),
  NameLimit("AWS::RDS::DBCluster", "DBClusterIdentifier", 63),
  NameLimit("AWS::RDS::DBInstance", "DBInstanceIdentifier", 63),
  NameLimit("AWS::S3::Bucket", "BucketName", 63),
  NameLimit("AWS::SQS::Queue", "QueueName", 80),
  NameLimit("AWS::Scheduler::Schedule", "Name", 64),
  NameLimit("AWS::Serverless::Function", "FunctionName", 64),
  NameLimit("AWS::StepFunctions::StateMachine", "StateMachineName", 80),
]

/// The names that Proton and CloudFormation put in count as short as they can be: a name that only
/// they make too long depends on nothing that the schema says.
private func tooLong(
  _ name: Value.Alternative, _ limit: NameLimit, in resource: Resource,
  _ inputs: [Span: InputProperty], _ budget: inout Int
) -> Problem? {
  // The form of a whole name of a bucket is looked at elsewhere, with its length.
  if limit.type == "AWS::S3::Bucket", case .symbol = name.value.form { return nil }
  let parts: [Value] = if case .text(let parts) = name.value.form { parts } else { [name.value] }
  var known = 0
  var found: [InputProperty] = []
  for part in parts {
    if case .symbol(let symbol) = part.form, case .input = symbol.source,
      let input = symbol.declaration.flatMap({ inputs[$0] })
    {
      found.append(input)
    } else {
      known += part.leastLength
    }
  }
  // Each input may take the room that the others leave at the least.
  let least = found.reduce(0) { $0 + min($1.shape.minLength ?? 0, limit.length) }
  let condition = resource.condition.and(name.condition)
  guard known <= limit.length, !condition.isNever else { return nil }
  for input in found {
    let others = least - min(input.shape.minLength ?? 0, limit.length)
    let room = limit.length - known - others
    guard room >= 0, input.shape.permitsText(longerThan: room, budget: &budget) else { continue }
    let rest = known + others
    return Problem(
      "`\(input.name)` may be longer than \(room) characters, and `\(limit.property)` of "
        + "`\(resource.logicalID)` takes \(limit.length)"
        + (rest > 0 ? ", with \(rest) that are taken" : ""),
      at: Label(input.nameSpan), related: [Label(name.value.span, "the name is made here")],
      help: room > 0
        ? "give it `maxLength: \(room)`, or cut the name with `truncate`"
        : "make the rest of the name shorter",
      when: condition.ofDeclaration, evidence: "\(input.name) \(resource.logicalID)")
  }
  return together(found, known, limit, at: name.value.span, in: resource, &budget)
    .map { $0.holding(when: condition.ofDeclaration) }
}

/// Inputs of which none is too long by itself.
private func together(
  _ inputs: [InputProperty], _ known: Int, _ limit: NameLimit, at span: Span,
  in resource: Resource, _ budget: inout Int
) -> Problem? {
  var lengths: [Int] = []
  for input in inputs {
    // A bound that no permitted text reaches says nothing.
    guard let longest = input.shape.longestText, (1...limit.length).contains(longest),
      input.shape.permitsText(longerThan: longest - 1, budget: &budget)
    else { return nil }
    lengths.append(longest)
  }
  let whole = lengths.reduce(known, +)
  guard inputs.count > 1, whole > limit.length, let first = inputs.first else { return nil }
  var different: [InputProperty] = []
  for input in inputs where !different.contains(where: { $0.nameSpan == input.nameSpan }) {
    different.append(input)
  }
  return Problem(
    "\(quotedList(different.map(\.name))) may make a name of \(whole) characters, and "
      + "`\(limit.property)` of `\(resource.logicalID)` takes \(limit.length)",
    at: Label(first.nameSpan),
    related: different.dropFirst().prefix(3).map { Label($0.nameSpan, "this is part of it") }
      + [Label(span, "the name is made here")],
    help: "give them a smaller `maxLength`, or cut the name with `truncate`",
    evidence: "\(first.name) \(resource.logicalID)")
}

extension InputShape {
  /// What the schema says that a text has at the most.
  fileprivate var longestText: Int? {
    allowed?.map(\.text.unicodeScalars.count).max() ?? maxLength
  }
}

extension Value {
  /// How many characters stand for it at the least.
  fileprivate var leastLength: Int {
    if let string { return string.unicodeScalars.count }
    guard case .symbol(let symbol) = form else { return 0 }
    if let allowed = symbol.allowed {
      return allowed.map(\.unicodeScalars.count).min() ?? 0
    }
    return symbol.source == .pseudoParameter("AWS::AccountId") ? 12 : min(symbol.minLength ?? 0, 64)
  }
}

extension Label {
  fileprivate var span: Span? { if case .span(let span) = place { span } else { nil } }
}

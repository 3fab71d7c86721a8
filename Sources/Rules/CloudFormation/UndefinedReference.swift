import ProtonLint

extension Rule {
  public static let undefinedReference = Rule(
    id: "undefined-reference",
    category: .cloudFormation,
    severity: .error,
    finds: "a reference to a name that the template does not declare",
    why: """
      CloudFormation refuses the whole template when a `Ref`, `Fn::GetAtt`, `Fn::Sub`, `DependsOn` \
      or condition names something that is not there. Proton registers it all the same, so it is \
      the first deployment that fails.
      """,
    fix: "Correct the name, or declare the resource, parameter, condition or mapping.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-ref.html",
    examples: [
      .flagged(
        "misspelt names, by every way to refer",
        """
        Conditions:
          IsLarge: !Equals [!Ref AWS::Region, us-east-1]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            DependsOn: «Topik»
            Condition: «IsLarg»
            Properties:
              QueueName: !Ref «Tpoic»
              KmsMasterKeyId: !GetAtt «Key.Arn»
              Tags:
                - {Key: vpc, Value: !ImportValue {'Fn::Sub': '«${Stack}»-vpc'}}
                - {Key: region, Value: !Sub 'in ${AWS::Region} «${Missing}» ${Topic.TopicName}'}
                - {Key: size, Value: !If [«IsSmall», a, b]}
                - {Key: map, Value: !FindInMap [«Sizes», a, b]}
          Topic: {Type: AWS::SNS::Topic}
        """),
      .clean(
        "resources, parameters, pseudo parameters, variables of `Fn::Sub` and text of a shell",
        """
        Parameters:
          Name: {Type: String, Default: queue}
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            DependsOn: Topic
            Properties:
              QueueName: !Ref Name
              Tags:
                - {Key: region, Value: !Ref AWS::Region}
                - {Key: topic, Value: !GetAtt Topic.TopicName}
                - {Key: both, Value: !Sub ['${Name} ${Local} ${!HOME}', {Local: !Ref Topic}]}
          Topic: {Type: AWS::SNS::Topic}
        """),
      .clean(
        "what SAM makes",
        """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Function:
            Type: AWS::Serverless::Function
            Properties: {Runtime: python3.12, Handler: a.b, CodeUri: s3://bucket/key}
        Outputs:
          Role: {Value: !GetAtt FunctionRole.Arn}
          Api: {Value: !Ref ServerlessRestApi}
        """),
      .flagged(
        "a resource that is there on one path alone",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {alarm: {type: boolean, default: true}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Queue: {Type: AWS::SQS::Queue}
          {% if service_instance.inputs.alarm %}
          Topic: {Type: AWS::SNS::Topic}
          {% endif %}
        Outputs:
          TopicArn: {Value: !Ref «Topic»}
        """),
    ],
    check: .template { template, _ in
      // Behind a break in the text, what is declared is not known.
      guard template.tree.problems.allSatisfy({ $0.kind != .malformed }) else { return [] }
      let known = DeclaredNames(of: template)
      let resources = template.resources.flatMap { resource -> [Problem] in
        let parts = resource.node.entries.filter { $0.key.text != "Metadata" }.map(\.value)
        return parts.flatMap { known.problems(below: $0) }
          + template.dependencies(of: resource.node).compactMap(known.problem)
          + known.problems(withConditionOf: resource.node)
      }
      let outputs = template.outputs.flatMap {
        known.problems(below: $0.node) + known.problems(withConditionOf: $0.node)
      }
      return resources + outputs + template.conditions.flatMap { known.problems(below: $0.node) }
    }
  )
}

/// What a template declares, and what to say of other names.
private struct DeclaredNames {
  let template: CloudFormationTemplate
  private let resources: [String]
  private let references: [String]
  private let conditions: [String]
  private let mappings: [String]
  private let mayHaveOthers: Bool

  init(of template: CloudFormationTemplate) {
    self.template = template
    resources = template.resources.map(\.name)
    references = resources + template.parameters.map(\.name) + pseudoParameters.sorted()
    conditions = template.conditions.map(\.name)
    mappings = template.mappings?.entries.map(\.key.text) ?? []
    mayHaveOthers = !template.declaresAllSections
  }

  func problems(below node: SyntaxNode) -> [Problem] {
    template.nameUses(below: node).compactMap(problem)
      + template.conditionUses(below: node).compactMap {
        undeclared("condition", $0.name, at: $0.span, among: conditions)
      }
      + template.mappingUses(below: node).compactMap {
        undeclared("mapping", $0.name, at: $0.span, among: mappings)
      }
  }

  func problems(withConditionOf node: SyntaxNode) -> [Problem] {
    guard let condition = node["Condition"], condition.isScalar, condition.tag == nil,
      template.value(of: condition).string != nil
    else { return [] }
    return [
      undeclared("condition", condition.text, at: condition.contentSpan, among: conditions)
    ].compactMap { $0 }
  }

  func problem(_ use: NameUse) -> Problem? {
    let takesParameters: Bool
    switch use.kind {
    case .ref: takesParameters = true
    case .sub: takesParameters = use.attribute == nil
    case .getAtt, .dependsOn: takesParameters = false
    }
    let isParameter = template.parameter(use.name) != nil
    if template.hasResource(use.name) || template.mayMake(use.name) { return nil }
    if takesParameters, isParameter || pseudoParameters.contains(use.name) { return nil }
    let message =
      isParameter
      ? "`\(use.name)` is a parameter, and a resource is needed here"
      : takesParameters
        ? "no resource or parameter is named `\(use.name)`" : "no resource is named `\(use.name)`"
    return Problem(message, at: Label(use.span), help: help(for: use), evidence: use.name)
  }

  private func help(for use: NameUse) -> String? {
    let names = use.kind == .ref || use.kind == .sub ? references : resources
    if let close = closestName(to: use.name, among: names) { return "did you mean `\(close)`?" }
    return use.kind == .sub
      ? "where it is text and no reference, write `${!\(use.name)}`" : nil
  }

  private func undeclared(
    _ kind: String, _ name: String, at span: Span, among names: [String]
  ) -> Problem? {
    guard !names.contains(name), !mayHaveOthers else { return nil }
    return Problem(
      "no \(kind) is named `\(name)`", at: Label(span),
      help: closestName(to: name, among: names).map { "did you mean `\($0)`?" }, evidence: name)
  }
}

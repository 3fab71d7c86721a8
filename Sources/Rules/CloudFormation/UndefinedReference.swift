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
    aliases: [
      "E1010", "E1011", "E1019", "E1020", "E1028", "E3005", "E8004", "E8005", "E8006", "E8007",
    ],
    examples: [
      .flagged(
        "misspelt names, by every way to refer",
        """
        Conditions:
          IsLarge: !Equals [!Ref AWS::Region, us-east-1]
          IsTiny: !Not [{Condition: «IsLargee»}]
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
      .flagged(
        "a name that a loop does not make",
        """
        Transform: AWS::LanguageExtensions
        Resources:
          Fn::ForEach::Topics:
            - Name
            - [Red, Green]
            - 'Topic${Name}':
                Type: AWS::SNS::Topic
                Properties: {DisplayName: !Ref Name, TopicName: !Sub 'a-${Name}'}
        Outputs:
          Red: {Value: !Ref TopicRed}
          Blue: {Value: !Ref «TopicBlue»}
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
    check: .template { template, model in
      // Behind a break in the text, what is declared is not known.
      guard template.isWhole,
        model.graph.templates[template.number].renderings.template.problems.isEmpty,
        // Without the section, that is what is wrong.
        template.tree.root?["Resources"] != nil
      else { return [] }
      let known = DeclaredNames(of: template, in: template.bundle.map { model.workspace[$0] })
      let resources = template.resources.flatMap { resource -> [Undeclared] in
        let parts = resource.node.entries.filter { $0.key.text != "Metadata" }.map(\.value)
        return parts.flatMap { known.undeclared(below: $0) }
          + template.dependencies(of: resource.node).compactMap(known.undeclared)
          + known.undeclaredCondition(of: resource.node)
      }
      let outputs = template.outputs.flatMap {
        known.undeclared(below: $0.node) + known.undeclaredCondition(of: $0.node)
      }
      let conditions = template.conditions.flatMap {
        known.undeclared(below: $0.node) + known.undeclaredOperands(below: $0.node)
      }
      return (resources + outputs + conditions).enumerated().map { number, name in
        // Where everything is wrong, no more advice is looked for.
        known.problem(name, withHelp: number < 64)
      }
    }
  )
}

/// A name that is used and not declared.
private enum Undeclared {
  case reference(NameUse)
  case condition(String, Span)
  case mapping(String, Span)
}

/// What a template declares, and what to say of other names.
private struct DeclaredNames {
  let template: CloudFormationTemplate
  let bundle: TemplateBundle?
  private let made: MadeNames
  private let mappings: Set<String>

  init(of template: CloudFormationTemplate, in bundle: TemplateBundle?) {
    self.template = template
    self.bundle = bundle
    made = MadeNames(of: template)
    mappings = Set(template.mappings?.entries.map(\.key.text) ?? [])
  }

  func undeclared(below node: SyntaxNode) -> [Undeclared] {
    let calls = template.calls(below: node)
    let references = template.nameUses(below: node).compactMap(undeclared)
    let conditions = undeclaredConditions(template.conditionUses(of: calls))
    guard template.declaresAllSections, !mappings.contains(where: { $0.hasPrefix("Fn::") }) else {
      return references + conditions
    }
    let mappings = template.mappingUses(of: calls)
      .filter { !self.mappings.contains($0.name) }.map { Undeclared.mapping($0.name, $0.span) }
    return references + conditions + mappings
  }

  func undeclaredCondition(of node: SyntaxNode) -> [Undeclared] {
    guard let condition = node["Condition"], condition.isScalar, condition.tag == nil,
      let name = template.value(of: condition).string
    else { return [] }
    return undeclaredConditions([(name, condition.contentSpan)])
  }

  func undeclaredOperands(below node: SyntaxNode) -> [Undeclared] {
    undeclaredConditions(template.conditionOperands(below: node))
  }

  /// None where a macro or a loop makes conditions.
  private func undeclaredConditions(_ uses: [(name: String, span: Span)]) -> [Undeclared] {
    guard template.declaresAllSections,
      !template.conditions.contains(where: { $0.name.hasPrefix("Fn::") })
    else { return [] }
    return uses.filter { !template.hasCondition($0.name) }.map { .condition($0.name, $0.span) }
  }

  func undeclared(_ use: NameUse) -> Undeclared? {
    let isDeclared =
      template.hasResource(use.name)
      || use.takesParameters
        && (template.parameter(use.name) != nil || pseudoParameters.contains(use.name))
    return isDeclared || made.mayHold(use.name) ? nil : .reference(use)
  }

  func problem(_ name: Undeclared, withHelp: Bool) -> Problem {
    switch name {
    case .reference(let use):
      let message =
        template.parameter(use.name) != nil
        ? "`\(use.name)` is a parameter, and a resource is needed here"
        : use.takesParameters
          ? "no resource or parameter is named `\(use.name)`"
          : "no resource is named `\(use.name)`"
      return Problem(
        message, at: Label(use.span), help: withHelp ? help(on: use) : nil, evidence: use.name)
    case .condition(let name, let span):
      return Problem(
        "no condition is named `\(name)`", at: Label(span),
        help: withHelp ? meant(name, among: template.conditions.map(\.name)) : nil, evidence: name)
    case .mapping(let name, let span):
      return Problem(
        "no mapping is named `\(name)`", at: Label(span),
        help: withHelp ? meant(name, among: mappings.sorted()) : nil, evidence: name)
    }
  }

  private func help(on use: NameUse) -> String? {
    var names = template.resources.map(\.name)
    if use.takesParameters {
      names += template.parameters.map(\.name) + pseudoParameters.sorted()
    }
    if let meant = meant(use.name, among: names) { return meant }
    if use.takesParameters, let bundle,
      let value = renderedName(like: use.name, for: template.role, in: bundle)
    {
      return "Proton has it as `{{ \(value) }}`"
    }
    return use.kind == .sub ? "where it is text and no reference, write `${!\(use.name)}`" : nil
  }

  private func meant(_ name: String, among names: [String]) -> String? {
    guard let close = closestName(to: name, among: names),
      // `CodeBuildProject` is no slip for `CodeBuildRole`.
      abs(close.utf8.count - name.utf8.count) <= 2
    else { return nil }
    return "did you mean `\(close)`?"
  }
}

extension NameUse {
  /// Whether a parameter may be named as well as a resource.
  fileprivate var takesParameters: Bool {
    switch kind {
    case .ref: true
    case .sub: attribute == nil
    case .getAtt, .dependsOn: false
    }
  }
}

import ProtonLint

extension Rule {
  public static let parameterNarrowerThanInput = Rule(
    id: "parameter-narrower-than-input",
    category: .inputs,
    severity: .warning,
    finds: "an input that may have values which the parameter that it fills does not take",
    why: """
      The schema is what a developer sees, and it lets a value through that CloudFormation then \
      refuses: the deployment fails where the form could have said so.
      """,
    fix: "Make the schema as narrow as the parameter, or the parameter as wide as the schema.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a value that is not allowed, text for a number, and a number beyond the bounds",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                size: {type: string, enum: [small, large], default: small}
                count: {type: string, default: "1"}
                port: {type: integer, minimum: 1, maximum: 65535, default: 80}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Parameters:
          Size: {Type: String, AllowedValues: [small, medium], Default: «'{{ service_instance.inputs.size }}'»}
          Count: {Type: Number, Default: «'{{ service_instance.inputs.count }}'»}
          Port: {Type: Number, MinValue: 1024, Default: «'{{ service_instance.inputs.port }}'»}
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: !Sub '${Size} ${Count} ${Port}'}
        """),
      .clean(
        "the same values",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                size: {type: string, enum: [small, large], default: small}
                port: {type: integer, minimum: 1024, maximum: 65535, default: 8080}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Parameters:
          Size: {Type: String, AllowedValues: [small, large], Default: '{{ service_instance.inputs.size }}'}
          Port: {Type: Number, MinValue: 1024, Default: '{{ service_instance.inputs.port }}'}
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: !Sub '${Size} ${Port}'}
        """),
    ],
    check: .template { template, _ in
      guard template.bundle != nil else { return [] }
      return template.parameters.flatMap { refused(by: $0, in: template) }
    }
  )
}

private func refused(
  by parameter: CloudFormationTemplate.Parameter, in template: CloudFormationTemplate
) -> [Problem] {
  guard let node = parameter.defaultValue, node.isScalar, template.holdsSymbol(node),
    case .symbol(let input) = template.value(of: node).form, case .input(let name) = input.source
  else { return [] }
  func problem(_ what: String, when condition: Condition) -> Problem {
    Problem(
      "input `\(name)` \(what)", at: Label(node.span),
      related: input.declaration.map { [Label($0, "the input")] } ?? [], when: condition,
      evidence: "\(parameter.name) \(what)")
  }
  if let allowed = parameter.node["AllowedValues"], allowed.isSequence {
    let taken = Set(allowed.items.map(\.text))
    guard input.allowed != nil || input.type == .boolean else {
      return [problem("may be anything, and `\(parameter.name)` takes few values", when: .always)]
    }
    return template.value(of: node).outcomes.compactMap { outcome in
      // A boolean is printed as Python writes it.
      guard let text = outcome.text, input.type != .boolean, !taken.contains(text) else {
        return nil
      }
      return problem(
        "may be `\(text)`, which `\(parameter.name)` does not take", when: outcome.condition)
    }
  }
  guard parameter.type?.text == "Number" else { return [] }
  if input.type == .string, input.pattern == nil, input.allowed == nil {
    return [problem("may be any text, and `\(parameter.name)` is a number", when: .always)]
  }
  guard input.type == .integer || input.type == .number, input.allowed == nil else { return [] }
  if let least = parameter.node["MinValue"].flatMap({ Double($0.text) }),
    let minimum = input.minimum, minimum < least
  {
    return [problem("may be less than `\(parameter.name)` takes", when: .always)]
  }
  if let most = parameter.node["MaxValue"].flatMap({ Double($0.text) }),
    let maximum = input.maximum, maximum > most
  {
    return [problem("may be more than `\(parameter.name)` takes", when: .always)]
  }
  return []
}

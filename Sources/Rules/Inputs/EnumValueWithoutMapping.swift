import ProtonLint

extension Rule {
  public static let enumValueWithoutMapping = Rule(
    id: "enum-value-without-mapping",
    category: .inputs,
    severity: .error,
    finds: "a permitted value of an input that a mapping has no entry for",
    why: """
      A developer who picks the value gets a stack that fails at once: CloudFormation finds no \
      such key in the mapping. It is found only when somebody picks it.
      """,
    fix: """
      Add the entry to the mapping, or take the value out of the `enum`.
      """,
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a size that the mapping does not have",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                size: {type: string, enum: [small, medium, «large»], default: small}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Mappings:
          Sizes:
            small: {Cpu: 256}
            medium: {Cpu: 512}
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              Cpu: !FindInMap [Sizes, {{ service_instance.inputs.size }}, Cpu]
        """),
      .clean(
        "every size, and one that is not looked up",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                size: {type: string, enum: [small, medium, own], default: small}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Mappings:
          Sizes:
            small: {Cpu: 256}
            medium: {Cpu: 512}
        Resources:
          Task:
            Type: AWS::ECS::TaskDefinition
            Properties:
              {% if service_instance.inputs.size == 'own' %}
              Cpu: 1024
              {% else %}
              Cpu: !FindInMap [Sizes, {{ service_instance.inputs.size }}, Cpu]
              {% endif %}
        """),
    ],
    check: .template { template, model in
      guard let root = template.tree.root, template.transforms.isEmpty else { return [] }
      return template.calls(below: root).flatMap { missingKeys(of: $0, in: template, model) }
    }
  )
}

private func missingKeys(
  of call: IntrinsicCall, in template: CloudFormationTemplate, _ model: Model
) -> [Problem] {
  let arguments = Array(call.argument.items)
  // A fourth argument has the value where there is no entry.
  guard call.name == "Fn::FindInMap", arguments.count == 3,
    let name = template.value(of: arguments[0]).string, let mapping = template.mappings?[name],
    let bundle = template.bundle.map({ model.workspace[$0] })
  else { return [] }
  let outer = template.value(of: arguments[1])
  let inner = template.value(of: arguments[2])
  func problem(_ key: Value.Outcome, in words: String, when condition: Condition) -> Problem? {
    guard case .symbol(let symbol) = key.value.form, let input = symbol.inputName,
      let text = key.text, !condition.and(template.condition).isNever,
      let place = model.place(of: text, permittedBy: symbol, in: bundle)
    else { return nil }
    return Problem(
      "input `\(input)` permits `\(text)`, which \(words) has no entry for", at: Label(place),
      related: [Label(key.value.span, "looked up here")],
      help: "add the entry, or take `\(text)` out of the `enum`", when: condition, evidence: input)
  }
  return outer.outcomes.flatMap { first -> [Problem] in
    guard let text = first.text else { return [] }
    guard let entries = mapping[text] else {
      return [problem(first, in: "mapping `\(name)`", when: first.condition)].compactMap { $0 }
    }
    return inner.outcomes.compactMap { second in
      guard let key = second.text, entries[key] == nil else { return nil }
      return problem(
        second, in: "`\(text)` of mapping `\(name)`",
        when: first.condition.and(second.condition))
    }
  }
}

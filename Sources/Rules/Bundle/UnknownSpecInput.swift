import ProtonLint

extension Rule {
  public static let unknownSpecInput = Rule(
    id: "unknown-spec-input",
    category: .bundle,
    severity: .warning,
    finds: "a spec with a value for an input that the schema does not declare",
    why: """
      Names differ by the case of their letters as well. Proton has accepted a spec of its own \
      samples with such a name, and dropped the value without a word: the input that was meant keeps \
      its default, or is missing.
      """,
    fix: "Correct the name, or remove the value.",
    source: "https://github.com/aws-samples/aws-proton-cloudformation-sample-templates/issues/47",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a letter of the other case",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {vpccidr: {type: string}}}}
        #- spec/spec.yaml
        proton: EnvironmentSpec
        spec:
          «vpcCidr»: 10.0.0.0/16
        """),
      .flagged(
        "a value that nothing declares",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer}}}}
        #- spec/spec.yaml
        proton: ServiceSpec
        instances:
          - name: web
            environment: production
            spec: {port: 80, «replicas»: 2}
        """),
      .flagged(
        "a spec of JSON",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {vpccidr: {type: string}}}}
        #- spec/spec.json
        {"proton": "EnvironmentSpec", "spec": {«"vpcCidr"»: "10.0.0.0/16"}}
        """),
      .clean(
        "a declared input",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {vpccidr: {type: string}}}}
        #- spec/spec.yaml
        proton: EnvironmentSpec
        spec:
          vpccidr: 10.0.0.0/16
        """),
    ],
    check: .graph { model in model.typedSections.flatMap(unknownInputs) }
  )
}

private func unknownInputs(in section: TypedSection) -> [Problem] {
  let shape = section.type.shape
  // `additionalProperties` may permit any name.
  guard shape.node["additionalProperties"] == nil || !shape.allowsOthers else { return [] }
  let declared = Set(section.type.properties.map(\.name))
  return section.values.filter { !declared.contains($0.key.text) }.map { entry in
    let name = entry.key.text
    let near = closestName(to: name, among: section.type.properties.map(\.name))
    let declaration = near.flatMap(section.type.property)
    let place = declaration?.nameSpan ?? shape.propertiesEntry?.key.span
    let isCaseAlone = near?.lowercased() == name.lowercased()
    return Problem(
      "the schema declares no input `\(name)`", at: Label(entry.key.span),
      related: place.map {
        [Label($0, near == nil ? "the declared inputs are listed here" : "this one is declared")]
      } ?? [],
      help: near.map { isCaseAlone ? "the input is written `\($0)`" : "did you mean `\($0)`?" },
      evidence: name)
  }
}

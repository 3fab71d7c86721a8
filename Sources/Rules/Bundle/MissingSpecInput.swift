import ProtonLint

extension Rule {
  public static let missingSpecInput = Rule(
    id: "missing-spec-input",
    category: .bundle,
    severity: .error,
    finds: "a spec without a value for an input that is required and has no default",
    why: "Proton validates a spec against the schema of its template, and refuses this one.",
    fix: "Give the input a value, or a default in the schema.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an instance without its values",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, required: [port], properties: {port: {type: integer}}}}
        #- spec/spec.yaml
        proton: ServiceSpec
        instances:
          - name: web
            environment: production
            spec: {port: 80}
          - name: «api»
            environment: production
        """),
      .clean(
        "a required input with a default",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types:
            Input:
              type: object
              required: [cidr]
              properties: {cidr: {type: string, default: 10.0.0.0/16}}
        #- spec/spec.yaml
        proton: EnvironmentSpec
        spec: {}
        """),
    ],
    check: .graph { model in model.typedSections.flatMap(missingInputs) }
  )
}

private func missingInputs(of section: TypedSection) -> [Problem] {
  let given = Set(section.values.map(\.key.text))
  return section.type.properties.filter {
    $0.isRequired && $0.shape.defaultValue == nil && !given.contains($0.name)
  }.map { input in
    Problem(
      "required input `\(input.name)` has no value", at: Label(section.section.place),
      related: [Label(input.nameSpan, "declared here, without a default")],
      help: "give it a value", evidence: input.name)
  }
}

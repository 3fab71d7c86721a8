import ProtonLint

extension Rule {
  public static let inputTypeWithoutInputs = Rule(
    id: "input-type-without-inputs",
    category: .schema,
    severity: .warning,
    finds: "an input type that declares no input",
    why: """
      The guide wants an input type to declare at least one property that the infrastructure reads. \
      Without any, a developer has nothing to choose, and may not be able to register the bundle.
      """,
    fix: "Declare an input under `properties`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "no properties",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {«Input»: {type: object}}
        """),
      .clean(
        "a property",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer}}}}
        """),
    ],
    check: .bundle { bundle, _ in
      guard let schema = bundle.wholeSchema else { return [] }
      return schema.headers.compactMap { header in
        // `input-type-not-object` speaks of other types, and choices may have properties inside.
        guard let type = schema.type(named: header), type.properties.isEmpty,
          type.shape.node.isMapping, type.shape.type == .map,
          !type.shape.node.entries.contains(where: {
            ["allOf", "anyOf", "oneOf"].contains($0.key.text)
          })
        else { return nil }
        return Problem(
          "`\(type.name)` declares no input", at: Label(type.nameSpan),
          related: [Label(header.value.span, "this names it as a type of inputs")],
          evidence: type.name)
      }
    }
  )
}

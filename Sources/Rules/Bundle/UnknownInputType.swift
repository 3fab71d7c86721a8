import ProtonLint

extension Rule {
  public static let unknownInputType = Rule(
    id: "unknown-input-type",
    category: .bundle,
    severity: .error,
    finds: "a schema that names an input type which it does not define",
    why: "Proton does not find the inputs, and does not register the bundle.",
    fix: "Define the type under `types`, or correct its name.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a misspelt type",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: «Inputs»
          types: {Input: {type: object, properties: {cidr: {type: string}}}}
        """),
      .clean(
        "a type that is defined",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string}}}}
        """),
    ],
    check: .bundle { bundle, _ in
      // `malformed-schema` reports types that are none.
      guard let schema = bundle.wholeSchema, schema.typesEntry?.value.isMapping == true else {
        return []
      }
      return schema.headers.filter { schema.type(named: $0) == nil }.map { header in
        let name = header.value.text
        let near = closestName(to: name, among: schema.types.map(\.name))
        return Problem(
          header.value.isScalar && !header.value.isNull
            ? "there is no type `\(name)`" : "`\(header.key.text)` names no type",
          at: Label(header.value.isNull ? header.key.span : header.value.span),
          related: schema.typesEntry.map { [Label($0.key.span, "the types are defined here")] }
            ?? [], help: near.map { "did you mean `\($0)`?" }, evidence: header.key.text)
      }
    }
  )
}

extension InputSchema {
  /// The headers that name input types.
  var headers: [SyntaxNode.Entry] {
    [environmentInputType, serviceInputType, pipelineInputType].compactMap(\.self)
  }
}

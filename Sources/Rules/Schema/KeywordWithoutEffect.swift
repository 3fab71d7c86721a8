import ProtonLint

extension Rule {
  public static let keywordWithoutEffect = Rule(
    id: "keyword-without-effect",
    category: .schema,
    severity: .warning,
    finds: "a keyword of a schema that does not apply to the input's type",
    why: """
      A keyword restricts values of its own type and is ignored for all others: `minLength` does not \
      restrict a number. The author believes in a check that nobody makes.
      """,
    fix: "Use the keyword of the type, or move it to the elements of the list.",
    source: "https://spec.openapis.org/oas/v3.0.0#schema-object",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a length of a number, and bounds of a list",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                port: {type: integer, «minLength»: 1}
                ports: {type: array, «minimum»: 1, items: {type: integer}}
        """),
      .flagged(
        "an input that calls itself required",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                port: {type: integer, «required»: true}
        """),
      .clean(
        "keywords of their types",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              required: [port]
              properties:
                port: {type: integer, minimum: 1}
                ports: {type: array, minItems: 1, items: {type: integer, minimum: 1}}
        """),
    ],
    check: .bundle { bundle, _ in bundle.shapes.flatMap(withoutEffect) }
  )
}

private func withoutEffect(in named: NamedShape) -> [Problem] {
  guard let type = named.shape.type else { return [] }
  return named.shape.node.entries.compactMap { entry in
    let keyword = entry.key.text
    guard let types = schemaKeywords[keyword], !types.isEmpty, !types.contains(type) else {
      return nil
    }
    let typeName = named.shape.typeName?.text ?? type.rawValue
    return Problem(
      "`\(keyword)` has no effect on an input of type `\(typeName)`", at: Label(entry.key.span),
      related: named.shape.typeName.map { [Label($0.span, "the type")] } ?? [],
      help: help(for: keyword, on: type), evidence: "\(named.path).\(keyword)")
  }
}

private func help(for keyword: String, on type: Symbol.ValueType) -> String? {
  switch (keyword, type) {
  case ("required", _): "list the input under `required` of the type that it belongs to"
  case ("minLength", .integer), ("minLength", .number): "`minimum` restricts a number"
  case ("maxLength", .integer), ("maxLength", .number): "`maximum` restricts a number"
  case ("minimum", .string), ("minLength", .list):
    type == .string ? "`minLength` restricts a text" : "`minItems` restricts a list"
  case ("maximum", .string), ("maxLength", .list):
    type == .string ? "`maxLength` restricts a text" : "`maxItems` restricts a list"
  case (_, .list): "put it under `items` to restrict the elements"
  default: nil
  }
}

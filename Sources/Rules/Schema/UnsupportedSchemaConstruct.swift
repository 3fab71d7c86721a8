import ProtonLint

extension Rule {
  public static let unsupportedSchemaConstruct = Rule(
    id: "unsupported-schema-construct",
    category: .schema,
    severity: .warning,
    finds: "a construct of a schema that is not validated, or not part of OpenAPI 3.0",
    why: """
      Proton's schemas are of OpenAPI 3.0.0, in a simple form: types, bounds, lengths, patterns, \
      permitted values. Choices between schemas, and keywords of later versions of JSON Schema, are \
      ignored or refused, so that the author believes in a check that nobody makes.
      """,
    fix: "Describe the input with types, bounds and permitted values.",
    source: "https://spec.openapis.org/oas/v3.0.0#schema-object",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a choice, a bound that is a number, and a type that does not exist",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                name: {«oneOf»: [{type: string}, {type: integer}]}
                port: {type: integer, «exclusiveMinimum»: 0}
                size: {type: «text»}
                mode: {type: string, «const»: fast}
        """),
      .flagged(
        "references out of the types",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                size: {$ref: "«#/components/schemas/Size»"}
                port: {$ref: "«#/Prot»"}
            Port: {type: integer}
        """),
      .clean(
        "a bound that is excluded, and a reference to a type",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                port: {$ref: "#/Port"}
            Port: {type: integer, minimum: 0, exclusiveMinimum: true}
        """),
    ],
    check: .bundle { bundle, _ in
      let typeNames = bundle.schema?.types.map(\.name) ?? []
      return bundle.shapes.flatMap { named in
        named.shape.node.entries.compactMap { unsupported($0, of: named) }
          + [unknownType(of: named)].compactMap(\.self)
      }
        + references(in: bundle.schema?.typesEntry?.value, depth: 0).compactMap {
          unknownReference($0, typeNames)
        }
    }
  )
}

/// Keywords that choose between schemas, and those of JSON Schema that OpenAPI 3.0 does not have.
private let unsupportedKeywords: Set<String> = [
  "$defs", "allOf", "anyOf", "const", "contains", "definitions", "dependencies",
  "dependentRequired", "discriminator", "else", "examples", "if", "not", "oneOf",
  "patternProperties", "prefixItems", "propertyNames", "then",
]

private func unsupported(_ entry: SyntaxNode.Entry, of named: NamedShape) -> Problem? {
  let keyword = entry.key.text
  let evidence = "\(named.path).\(keyword)"
  if unsupportedKeywords.contains(keyword) {
    return Problem(
      "`\(keyword)` of `\(named.name)` is not validated", at: Label(entry.key.span),
      help: keyword == "const" ? "write `enum` with one value" : nil, evidence: evidence)
  }
  guard keyword == "exclusiveMinimum" || keyword == "exclusiveMaximum", entry.value.isScalar,
    !entry.value.isNull, !["true", "false"].contains(entry.value.text.lowercased())
  else { return nil }
  let bound = keyword == "exclusiveMinimum" ? "minimum" : "maximum"
  return Problem(
    "`\(keyword)` is true or false in OpenAPI 3.0", at: Label(entry.key.span),
    help: "write `\(bound): \(entry.value.text)` and `\(keyword): true`", evidence: evidence)
}

private func unknownType(of named: NamedShape) -> Problem? {
  guard let typeName = named.shape.typeName, named.shape.type == nil, !typeName.isNull else {
    return nil
  }
  let names = ["array", "boolean", "integer", "number", "object", "string"]
  guard typeName.isScalar else {
    return Problem(
      "the type of `\(named.name)` is no single name", at: Label(typeName.span),
      help: "write one type, and `nullable: true` for null", evidence: named.path)
  }
  return Problem(
    "`\(typeName.text)` is no type of a schema", at: Label(typeName.span),
    help: closestName(to: typeName.text, among: names).map { "did you mean `\($0)`?" }
      ?? "the types are `string`, `integer`, `number`, `boolean`, `array` and `object`",
    evidence: named.path)
}

/// All `$ref`s; shapes have them resolved.
private func references(in node: SyntaxNode?, depth: Int) -> [SyntaxNode] {
  guard let node, depth < 64, node.target.index == node.index else { return [] }
  return node.items.flatMap { references(in: $0, depth: depth + 1) }
    + node.entries.flatMap { entry in
      entry.key.text == "$ref" && entry.value.isScalar
        ? [entry.value] : references(in: entry.value, depth: depth + 1)
    }
}

private func unknownReference(_ reference: SyntaxNode, _ names: [String]) -> Problem? {
  let text = reference.text
  let name = text.split(separator: "/").last.map(String.init) ?? text
  guard text.hasPrefix("#/"), text.dropFirst(2) == name else {
    return Problem(
      "`\(text)` leads to no type of the schema", at: Label(reference.contentSpan),
      help: names.contains(name)
        ? "write `#/\(name)`" : "a reference is `#/` and the name of a type",
      evidence: text)
  }
  guard !names.contains(name) else { return nil }
  return Problem(
    "there is no type `\(name)`", at: Label(reference.contentSpan),
    help: closestName(to: name, among: names).map { "did you mean `\($0)`?" }, evidence: text)
}

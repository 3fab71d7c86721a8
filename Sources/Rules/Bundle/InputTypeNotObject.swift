import ProtonLint

extension Rule {
  public static let inputTypeNotObject = Rule(
    id: "input-type-not-object",
    category: .bundle,
    severity: .error,
    finds: "an input type that is no object",
    why: """
      Inputs are the properties of their type. Proton does not register a schema whose input type is \
      anything but an object.
      """,
    fix: "Write `type: object` and the inputs under `properties`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a string",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Cidr
          types: {Cidr: {type: «string»}}
        """),
      .clean(
        "an object",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string}}}}
        """),
    ],
    check: .bundle { bundle, _ in
      guard let schema = bundle.wholeSchema else { return [] }
      return schema.headers.compactMap { header in
        guard let type = schema.type(named: header) else { return nil }
        return notObject(type, header)
      }
    }
  )
}

private func notObject(_ type: InputType, _ header: SyntaxNode.Entry) -> Problem? {
  let related = [Label(header.value.span, "this names it as a type of inputs")]
  guard type.shape.node.isMapping else {
    return Problem(
      "input type `\(type.name)` is no object", at: Label(type.nameSpan), related: related,
      help: "write `type: object` and the inputs under `properties`", evidence: type.name)
  }
  // Whether an object may leave its type out is not documented.
  guard let typeName = type.shape.typeName, typeName.text != "object" else { return nil }
  return Problem(
    "input type `\(type.name)` is of type `\(typeName.text)`", at: Label(typeName.span),
    related: related, help: "inputs are the properties of an object: write `type: object`",
    evidence: type.name)
}

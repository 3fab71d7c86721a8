import ProtonLint

extension Rule {
  public static let requiredInputUnknown = Rule(
    id: "required-input-unknown",
    category: .schema,
    severity: .error,
    finds: "a `required` that names an input which is not declared",
    why: """
      No spec can be right: without the name it lacks what is required, and with it, it has an input \
      that is not declared.
      """,
    fix: "Correct the name, or declare the input.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a misspelt name",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              required: [port, «imgae»]
              properties:
                port: {type: integer}
                image: {type: string}
        """),
      .clean(
        "declared inputs",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              required: [port, image]
              properties:
                port: {type: integer}
                image: {type: string}
        """),
    ],
    check: .bundle { bundle, _ in
      guard bundle.wholeSchema != nil else { return [] }
      return bundle.shapes.flatMap(unknown)
    }
  )
}

private func unknown(in named: NamedShape) -> [Problem] {
  let declared = named.shape.properties.map(\.name)
  // An object that permits other properties may require one of them.
  guard named.shape.node["additionalProperties"] == nil || !named.shape.allowsOthers else {
    return []
  }
  return named.shape.required.filter { $0.isScalar && !declared.contains($0.text) }.map { name in
    Problem(
      "`\(name.text)` is required and not declared", at: Label(name.contentSpan),
      related: named.shape.propertiesEntry.map {
        [Label($0.key.span, "the declared inputs are listed here")]
      } ?? [],
      help: closestName(to: name.text, among: declared).map { "did you mean `\($0)`?" },
      evidence: "\(named.path).\(name.text)")
  }
}

import ProtonLint

extension Rule {
  public static let malformedSchema = Rule(
    id: "malformed-schema",
    category: .bundle,
    severity: .error,
    finds: "a schema without the frame that Proton reads",
    why: """
      Proton reads `schema` with `format.openapi`, the name of an input type and `types`. It does \
      not register a bundle whose schema lacks one of them.
      """,
    fix: "Write the frame as the guide shows it.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a list", at: "schema/schema.yaml",
        """
        #- schema/schema.yaml
        - schema
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .flagged(
        "a later OpenAPI, and both kinds at once",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: «"3.1.0"»}
          environment_input_type: Input
          «service_input_type»: Input
          types: {Input: {type: object, properties: {cidr: {type: string}}}}
        """),
      .flagged(
        "a misspelt header",
        """
        #- schema/schema.yaml
        «schema»:
          format: {openapi: "3.0.0"}
          environment_inputs_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string}}}}
        """),
      .clean(
        "the whole frame",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string}}}}
        """),
    ],
    check: .bundle { bundle, _ in
      guard let schema = bundle.wholeSchema, let root = schema.tree.root, !root.isNull else {
        return []
      }
      guard root.isMapping else {
        return [
          Problem(
            "the schema is no mapping with `schema` at its top", at: Label(.file(schema.file)),
            help: frame)
        ]
      }
      guard let entry = root.entry("schema") else {
        return [
          Problem("there is no `schema` at the top", at: Label(.file(schema.file)), help: frame)
        ]
      }
      return formatProblems(of: schema, entry) + headerProblems(of: schema, entry)
        + typesProblems(of: schema, entry)
    }
  )
}

private let frame = """
  write `schema: {format: {openapi: "3.0.0"}, environment_input_type: Name, types: {Name: …}}`
  """

private func formatProblems(of schema: InputSchema, _ entry: SyntaxNode.Entry) -> [Problem] {
  guard let version = schema.openAPIVersion else {
    return [
      Problem(
        "`schema` has no `format.openapi`", at: Label(entry.key.span),
        help: "add `format: {openapi: \"3.0.0\"}`", evidence: "format.openapi")
    ]
  }
  guard version.text != "3.0.0" else { return [] }
  return [
    Problem(
      "Proton reads OpenAPI `3.0.0`, and this is `\(version.text)`", at: Label(version.span),
      help: "write `\"3.0.0\"`", evidence: version.text)
  ]
}

private func headerProblems(of schema: InputSchema, _ entry: SyntaxNode.Entry) -> [Problem] {
  let headers = [
    schema.environmentInputType, schema.serviceInputType, schema.pipelineInputType,
  ].compactMap(\.self)
  if headers.isEmpty {
    let names = ["environment_input_type", "pipeline_input_type", "service_input_type"]
    let similar = entry.value.entries.map(\.key.text).lazy.compactMap { key in
      closestName(to: key, among: names).map { (key, $0) }
    }.first
    return [
      Problem(
        "`schema` names no input type", at: Label(entry.key.span),
        help: similar.map { "is `\($0)` meant to be `\($1)`?" }
          ?? "add `environment_input_type` or `service_input_type`", evidence: "input type")
    ]
  }
  if let environment = schema.environmentInputType {
    return headers.filter { $0.key.text != environment.key.text }.map {
      Problem(
        "a schema is of an environment or of a service, and this is of both",
        at: Label($0.key.span), related: [Label(environment.key.span, "of an environment")],
        help: "remove one of the two", evidence: $0.key.text)
    }
  }
  guard schema.serviceInputType == nil else { return [] }
  return [
    Problem(
      "`schema` has a type for a pipeline and no `service_input_type`", at: Label(entry.key.span),
      help: "add `service_input_type`", evidence: "service_input_type")
  ]
}

private func typesProblems(of schema: InputSchema, _ entry: SyntaxNode.Entry) -> [Problem] {
  guard let types = schema.typesEntry else {
    return [
      Problem(
        "`schema` has no `types`", at: Label(entry.key.span), help: "add the types of the inputs",
        evidence: "types")
    ]
  }
  guard !types.value.isMapping else { return [] }
  return [Problem("`types` is no mapping of names to types", at: Label(types.key.span))]
}

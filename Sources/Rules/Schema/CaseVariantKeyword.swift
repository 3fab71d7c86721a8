import ProtonLint

extension Rule {
  public static let caseVariantKeyword = Rule(
    id: "case-variant-keyword",
    category: .schema,
    severity: .warning,
    finds: "a keyword of a schema in letters of the wrong case",
    why: """
      Keywords are case-sensitive. Proton happens to accept `Default`; other tools do not see it, \
      and most other variants restrict nothing.
      """,
    fix: "Write the keyword as OpenAPI does.",
    source: "https://spec.openapis.org/oas/v3.0.0#schema-object",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a capital letter, and a missing one",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                image: {type: string, «Default»: nginx, «minlength»: 1}
        """),
      .clean(
        "an input that is called like a keyword",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                Type: {type: string, default: web, minLength: 1}
        """),
    ],
    check: .bundle { bundle, _ in
      bundle.shapes.flatMap { named in
        named.shape.node.entries.compactMap { entry in
          let key = entry.key.text
          guard schemaKeywords[key] == nil, let keyword = keywordsInLowerCase[key.lowercased()]
          else { return nil }
          return Problem(
            "`\(key)` is no keyword of a schema", at: Label(entry.key.span),
            help: "write `\(keyword)`", evidence: "\(named.path).\(key)")
        }
      }
    }
  )
}

private let keywordsInLowerCase = Dictionary(
  uniqueKeysWithValues: schemaKeywords.keys.map { ($0.lowercased(), $0) })

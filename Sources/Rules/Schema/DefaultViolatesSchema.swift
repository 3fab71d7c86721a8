import ProtonLint

extension Rule {
  public static let defaultViolatesSchema = Rule(
    id: "default-violates-schema",
    category: .schema,
    severity: .error,
    finds: "a default that its own input does not permit",
    why: """
      Proton takes the default where a spec gives no value, and validates it like one: whoever \
      leaves the input out cannot deploy. A default of another type also changes what a test of the \
      input in the template means.
      """,
    fix: "Give a default that the input permits, or permit this one.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a string for a boolean, and a number out of bounds",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                exposed: {type: boolean, default: «public»}
                port: {type: integer, minimum: 1, default: «0»}
                size: {type: string, enum: [small, large], default: «medium»}
                password: {type: string, minLength: 12, default: «""»}
        """),
      .flagged(
        "texts that do not match their patterns; the empty one is no exception",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types:
            Input:
              type: object
              properties:
                cidr: {type: string, pattern: "^[0-9.]+/[0-9]{1,2}{{TEXT}}quot;", default: «10.0.0.0/16»}
                domain: {type: string, pattern: "^[a-z.]+$", default: «""»}
                zones: {type: array, items: {type: string, pattern: "[a-c]$"}, default: [1a, «1d»]}
        """),
      .clean(
        "defaults that are permitted",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                exposed: {type: boolean, default: true}
                port: {type: integer, minimum: 1, default: 80}
                size: {type: string, enum: [small, large], default: small}
                password: {type: string, minLength: 12}
        """),
      .clean(
        "texts that match, and patterns that are not understood",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types:
            Input:
              type: object
              properties:
                cidr: {type: string, pattern: "[0-9.]+/[0-9]{1,2}", default: 10.0.0.0/16}
                domain: {type: string, pattern: "^([a-z.]+)?$", default: ""}
                same: {type: string, pattern: '^(.)\\1$', default: ab}
        """),
    ],
    check: .bundle { bundle, _ in
      var patterns = CompiledPatterns()
      return bundle.shapes.flatMap { violations(of: $0, &patterns) }
    }
  )
}

private func violations(
  of named: NamedShape, _ patterns: inout CompiledPatterns
) -> [Problem] {
  // An empty `default:` is no default to most readers.
  guard let entry = named.shape.defaultValue, !entry.value.isNull else { return [] }
  return named.shape.violations(of: entry.value, &patterns).map { violation in
    Problem(
      "default \(violation.subject) of `\(named.name)` \(violation.predicate)",
      at: Label(violation.place), related: [Label(violation.declaration, "declared here")],
      help: violation.help, evidence: named.path)
  }
}

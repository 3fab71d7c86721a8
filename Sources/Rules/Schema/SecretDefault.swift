import ProtonLint

extension Rule {
  public static let secretDefault = Rule(
    id: "secret-default",
    category: .schema,
    severity: .error,
    securitySeverity: 8.0,
    finds: "a schema with a password, a token or a key as a default",
    why: """
      The secret is in the repository for everyone who can read it, and every deployment that does \
      not choose another one has the same.
      """,
    fix: "Change the secret where it is in use, and have the template make one of its own.",
    source: "https://cwe.mitre.org/data/definitions/798.html",
    presets: [.recommended, .all, .security, .proton],
    examples: [
      .flagged(
        "a password",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                db_password: {type: string, default: «Tr0ub4dor&3»}
        """),
      .clean(
        "where a password lies",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                db_password_secret: {type: string, default: /production/database}
                token: {type: string, default: ""}
        """),
    ],
    check: .bundle { bundle, _ in
      bundle.shapes.flatMap(\.shape.properties).filter(\.isSecretText).compactMap { input in
        input.secretDefault.map { value in
          // The message does not repeat the secret: reports are kept and shown.
          Problem(
            "the default of `\(input.name)` is a secret that everyone can read",
            at: Label(value.span), evidence: input.name)
        }
      }
    }
  )
}

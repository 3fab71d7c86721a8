import ProtonLint

extension Rule {
  public static let secretInput = Rule(
    id: "secret-input",
    category: .schema,
    severity: .warning,
    securitySeverity: 5.5,
    finds: "an input that takes a password, a token or a key as a text",
    why: """
      Values of inputs are stored in specs, shown in the console, written into stacks and into pull \
      requests. Whoever may look at one of them has the secret.
      """,
    fix: """
      Have the template make the secret in Secrets Manager, or take the name of one and refer to it.
      """,
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
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
                «db_password»: {type: string, minLength: 12}
                «githubToken»: {type: string}
        """),
      .clean(
        "where a password lies, and how long it is",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                db_password_arn: {type: string}
                github_token_name: {type: string}
                password_length: {type: integer}
                rotate_secret: {type: boolean}
        """),
    ],
    check: .bundle { bundle, _ in
      // `secret-default` says more of those with a default.
      bundle.shapes.flatMap(\.shape.properties).filter {
        $0.isSecretText && $0.secretDefault == nil
      }
      .map { input in
        Problem(
          "input `\(input.name)` takes a secret as a text", at: Label(input.nameSpan),
          help: "make the secret in the template, or take the name of one in Secrets Manager",
          evidence: input.name)
      }
    }
  )
}

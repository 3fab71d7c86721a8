import ProtonLint

extension Rule {
  public static let specValueViolatesSchema = Rule(
    id: "spec-value-violates-schema",
    category: .bundle,
    severity: .error,
    finds: "a spec with a value that the schema does not permit",
    why: """
      Proton validates a spec against the schema of its template: types, permitted values, bounds, \
      lengths and patterns. It refuses this one.
      """,
    fix: "Give a value that the schema permits.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a string for a number, and a value out of bounds",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                port: {type: integer, maximum: 65535}
                size: {type: string, enum: [small, large]}
                owner: {type: string, pattern: "^[a-z]+$"}
        #- spec/spec.yaml
        proton: ServiceSpec
        instances:
          - name: web
            environment: production
            spec: {port: «"80"», size: «medium», owner: «Team A»}
          - name: api
            environment: production
            spec: {port: «80000», size: small}
        """),
      .flagged(
        "specs in a template of CloudFormation, and in a command",
        """
        #- web/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input: {type: object, properties: {port: {type: integer, maximum: 65535}}}
        #- deployment/service.yaml
        Resources:
          Service:
            Type: AWS::Proton::Service
            Properties:
              Name: shop
              TemplateName: web
              TemplateMajorVersion: 1
              Spec: |
                {
                  "proton": "ServiceSpec",
                  "instances": [
                    {"name": "shop", "environment": "production", "spec": {"port": «80000»}}
                  ]
                }
        #- deployment/create.sh
        aws proton create-service --name shop --template-name web \\
          --spec '{
            "proton": "ServiceSpec",
            "instances": [
              {"name": "shop", "environment": "production", "spec": {"port": «"eighty"»}}
            ]
          }'
        """),
      .clean(
        "permitted values, and one that is kept",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                port: {type: integer, maximum: 65535}
                size: {type: string, enum: [small, large]}
        #- spec/spec.yaml
        proton: ServiceSpec
        instances:
          - name: web
            environment: production
            spec: {port: 80, size: large}
          - name: api
            environment: production
            spec: {port: "${Proton::CURRENT_VAL}"}
        """),
    ],
    check: .graph { model in
      var patterns = CompiledPatterns()
      return model.typedSections.flatMap { section in
        section.values.flatMap { entry in
          section.type.property(entry.key.text)
            .map { violations(of: entry, against: $0, &patterns) } ?? []
        }
      }
    }
  )
}

private func violations(
  of entry: SyntaxNode.Entry, against input: InputProperty, _ patterns: inout CompiledPatterns
) -> [Problem] {
  input.shape.violations(of: entry.value, &patterns).map { violation in
    Problem(
      "\(violation.subject) for `\(input.name)` \(violation.predicate)",
      at: Label(violation.place), related: [Label(violation.declaration, "declared here")],
      help: violation.help, evidence: input.name)
  }
}

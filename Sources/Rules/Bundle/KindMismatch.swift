import ProtonLint

extension Rule {
  public static let kindMismatch = Rule(
    id: "kind-mismatch",
    category: .bundle,
    severity: .error,
    finds: "a schema of an environment beside the folders of a service",
    why: """
      A bundle is registered as an environment or as a service. Proton refuses it where the schema \
      says one and the folders say the other.
      """,
    fix: "Declare `service_input_type` in the schema, or rename the folder to `infrastructure`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "the header of an environment in a service",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          «environment_input_type»: Input
          types: {Input: {type: object, properties: {port: {type: integer}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "a service",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .bundle { bundle, _ in
      guard bundle.kind == .environment, let header = bundle.schema?.environmentInputType,
        let folder = bundle.infrastructure.first(where: { $0.role != .environment })
      else { return [] }
      return [
        Problem(
          "the schema is of an environment, and `\(folder.folderName)` is of a service",
          at: Label(header.key.span),
          related: [Label(.folder(folder.folder), "the folder of a service")],
          help: "declare `service_input_type`, or rename the folder to `infrastructure`")
      ]
    }
  )
}

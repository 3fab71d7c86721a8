import ProtonLint

extension Rule {
  public static let pipelineWithoutInputType = Rule(
    id: "pipeline-without-input-type",
    category: .bundle,
    severity: .error,
    finds: "a service with a pipeline whose schema has no `pipeline_input_type`",
    why: """
      Proton refuses the bundle for a template with a pipeline: `Service template schema is not \
      valid: Missing property [pipelineInputType]`.
      """,
    fix: "Declare `pipeline_input_type`, or remove the folder of the pipeline.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a pipeline without a type", at: "pipeline_infrastructure",
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
        #- pipeline_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "a service without a pipeline",
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
      guard let schema = bundle.wholeSchema, let header = schema.serviceInputType,
        schema.pipelineInputType == nil, let pipeline = bundle.infrastructure(.pipeline)
      else { return [] }
      return [
        Problem(
          "there is a pipeline, and the schema has no `pipeline_input_type`",
          at: Label(.folder(pipeline.folder)),
          related: [Label(header.key.span, "the type of the instances")],
          help: "declare a type for the inputs of the pipeline")
      ]
    }
  )
}

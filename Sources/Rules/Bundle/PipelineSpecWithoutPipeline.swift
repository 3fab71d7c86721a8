import ProtonLint

extension Rule {
  public static let pipelineSpecWithoutPipeline = Rule(
    id: "pipeline-spec-without-pipeline",
    category: .bundle,
    severity: .error,
    finds: "a spec with values for the pipeline of a template that has none",
    why: """
      A template without a pipeline has no inputs for one. Proton validates the spec against the \
      schema, and refuses it.
      """,
    fix: "Remove `pipeline` from the spec, or add a pipeline to the template.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a branch for a pipeline that is not there",
        """
        #- web/v1/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer}}}}
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- web/spec/spec.yaml
        proton: ServiceSpec
        «pipeline»: {branch: main}
        instances:
          - {name: web, environment: production, spec: {port: 80}}
        """),
      .clean(
        "a template with a pipeline",
        """
        #- web/v1/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          pipeline_input_type: Pipeline
          types:
            Input: {type: object, properties: {port: {type: integer}}}
            Pipeline: {type: object, properties: {branch: {type: string}}}
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- web/spec/spec.yaml
        proton: ServiceSpec
        pipeline: {branch: main}
        instances:
          - {name: web, environment: production, spec: {port: 80}}
        """),
    ],
    check: .graph { model in
      model.checkedSpecs.compactMap { checked in
        guard let bundle = checked.bundle.kind == .service ? checked.bundle : nil,
          let schema = bundle.wholeSchema, schema.serviceInputType != nil,
          schema.pipelineInputType == nil, bundle.infrastructure(.instance) != nil,
          bundle.infrastructure(.pipeline) == nil,
          let entry = checked.spec.root.entry("pipeline"),
          entry.value.entries.contains(where: { _ in true })
        else { return nil }
        return Problem(
          "the template has no pipeline for these values", at: Label(entry.key.contentSpan),
          related: [Label(.folder(bundle.root), "the template")], help: "remove them")
      }
    }
  )
}

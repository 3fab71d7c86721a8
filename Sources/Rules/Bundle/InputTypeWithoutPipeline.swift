import ProtonLint

extension Rule {
  public static let inputTypeWithoutPipeline = Rule(
    id: "input-type-without-pipeline",
    category: .bundle,
    severity: .warning,
    finds: "a schema with inputs for a pipeline that is not there",
    why: """
      Where Proton is to provide the pipeline, it refuses the bundle. Where it is not, nothing reads \
      the inputs.
      """,
    fix: "Remove `pipeline_input_type`, or add `pipeline_infrastructure`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "inputs of no pipeline",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          «pipeline_input_type»: Pipeline
          types:
            Input: {type: object, properties: {port: {type: integer}}}
            Pipeline: {type: object, properties: {branch: {type: string}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "a service without either",
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
      // Of a bundle whose folders were not made out, nothing is known to be missing.
      guard bundle.kind == .service, let header = bundle.schema?.pipelineInputType,
        bundle.infrastructure(.instance) != nil, bundle.infrastructure(.pipeline) == nil,
        bundle.layout != .looseTerraform
      else { return [] }
      return [
        Problem(
          "there is no `pipeline_infrastructure` for these inputs", at: Label(header.key.span),
          help: "remove the header and its type, or add the folder")
      ]
    }
  )
}

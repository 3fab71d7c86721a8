import ProtonLint

extension Rule {
  public static let pipelineDiffersBetweenVersions = Rule(
    id: "pipeline-differs-between-versions",
    category: .versions,
    severity: .error,
    finds: "major versions of a service template of which one has a pipeline and the next has none",
    why: """
      Whether a service template comes with a pipeline is set when the template is created, and no \
      version can change it: Proton does not register the one that differs.
      """,
    fix: """
      Give every version a pipeline or none, or make a service template of another name for those \
      that differ.
      """,
    source:
      "https://docs.aws.amazon.com/proton/latest/APIReference/API_CreateServiceTemplate.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a second version that adds a pipeline", at: "web/v2/pipeline_infrastructure/manifest.yaml",
        """
        #- web/v1/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- web/v2/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          pipeline_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- web/v2/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- web/v2/pipeline_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "two versions without a pipeline",
        """
        #- web/v1/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- web/v2/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, required: [port], properties: {port: {type: integer}}}}
        #- web/v2/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .graph { model in
      model.workspace.consecutiveMajors.compactMap { older, newer in
        pipelineChange(from: older, to: newer)?.problem
      }
    }
  )
}

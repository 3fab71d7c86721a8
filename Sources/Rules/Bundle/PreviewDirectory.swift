import ProtonLint

extension Rule {
  public static let previewDirectory = Rule(
    id: "preview-directory",
    category: .bundle,
    severity: .error,
    finds: "a service whose folders are named as in Proton's preview",
    why: """
      Before general availability the folders of a service were `infrastructure` and `pipeline`. \
      Proton looks for `instance_infrastructure` and `pipeline_infrastructure`, so the bundle cannot \
      be registered.
      """,
    fix: """
      Rename `infrastructure` to `instance_infrastructure` and `pipeline` to \
      `pipeline_infrastructure`.
      """,
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a service of the preview", at: "infrastructure",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer}}}}
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "an environment",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string}}}}
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .bundle { bundle, _ in
      guard bundle.kind == .service else { return [] }
      return bundle.infrastructure.compactMap { inPreview($0, of: bundle) }
    }
  )
}

private func inPreview(_ infrastructure: Infrastructure, of bundle: TemplateBundle) -> Problem? {
  let name = infrastructure.folderName
  let today: String
  switch (infrastructure.role, name) {
  case (.instance, "infrastructure"): today = "instance_infrastructure"
  case (.pipeline, "pipeline"): today = "pipeline_infrastructure"
  default: return nil
  }
  let header = bundle.schema?.serviceInputType ?? bundle.schema?.pipelineInputType
  return Problem(
    "`\(name)` is where Proton's preview had the infrastructure of a service",
    at: Label(.folder(infrastructure.folder)),
    related: header.map { [Label($0.key.span, "this says that it is a service")] } ?? [],
    help: "rename the folder to `\(today)`", evidence: name)
}

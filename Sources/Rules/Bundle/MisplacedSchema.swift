import ProtonLint

extension Rule {
  public static let misplacedSchema = Rule(
    id: "misplaced-schema",
    category: .bundle,
    severity: .error,
    finds: "a schema that does not lie in `schema/`",
    why:
      "Proton looks for `schema/schema.yaml` and nowhere else, so the bundle cannot be registered.",
    fix: """
      Move the schema to `schema/schema.yaml`. Templates belong into `infrastructure/`, or \
      `instance_infrastructure/` and `pipeline_infrastructure/`, each with a manifest.
      """,
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a schema beside the folder of the templates", at: "schema.yaml",
        """
        #- schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string}}}}
        #- terraform/main.tf
        resource "aws_sns_topic" "topic" {}
        """),
      .clean(
        "a schema in its folder",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string}}}}
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: "*", rendering_engine: hcl, template_language: terraform}
        """),
    ],
    check: .bundle { bundle, model in
      guard bundle.kind != .component, let schema = bundle.schemaFile,
        model.sources[schema].folder == bundle.root
      else { return [] }
      return [misplaced(schema, of: bundle)]
    }
  )
}

private func misplaced(_ schema: SourceFile.ID, of bundle: TemplateBundle) -> Problem {
  let folder = bundle.kind == .environment ? "infrastructure" : "instance_infrastructure"
  guard bundle.layout == .looseTerraform else {
    return Problem(
      "the schema does not lie in `schema/`", at: Label(.file(schema)),
      help: "move it to `schema/schema.yaml`")
  }
  return Problem(
    "the schema does not lie in `schema/`, nor the Terraform files in `\(folder)/`",
    at: Label(.file(schema)),
    help: """
      move it to `schema/schema.yaml`, and the Terraform files to `\(folder)/` beside a \
      `manifest.yaml`
      """)
}

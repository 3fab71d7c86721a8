import ProtonLint

extension Rule {
  public static let missingManifest = Rule(
    id: "missing-manifest",
    category: .bundle,
    severity: .error,
    finds: "a folder of infrastructure without a manifest",
    why: """
      The manifest says which files of the folder are templates and what renders them. Without it \
      Proton does not register the bundle.
      """,
    fix: "Add a `manifest.yaml` that lists the templates of the folder.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a template alone in its folder", at: "instance_infrastructure",
        """
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        """),
      .clean(
        "a template with its manifest",
        """
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        """),
      .clean(
        "a customer-managed environment, which has no infrastructure",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Outputs
          types: {Outputs: {type: object, properties: {VpcId: {type: string}}}}
        """),
    ],
    check: .bundle { bundle, _ in
      // The layout of such a bundle is wrong as a whole, and `misplaced-schema` says so.
      guard bundle.layout != .looseTerraform else { return [] }
      return bundle.infrastructure.filter { $0.manifestFile == nil }.map { infrastructure in
        Problem(
          "`\(infrastructure.folderName)` holds no `manifest.yaml`",
          at: Label(.folder(infrastructure.folder)),
          help: "add one that lists the templates of the folder",
          evidence: infrastructure.folderName)
      }
    }
  )
}

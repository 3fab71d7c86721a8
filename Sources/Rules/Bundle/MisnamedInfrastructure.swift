import ProtonLint

extension Rule {
  public static let misnamedInfrastructure = Rule(
    id: "misnamed-infrastructure",
    category: .bundle,
    severity: .error,
    finds: "a folder of infrastructure under a name that Proton does not look for",
    why: """
      Proton looks for `infrastructure` in an environment, and for `instance_infrastructure` and \
      `pipeline_infrastructure` in a service. What lies elsewhere does not exist for it, and the \
      bundle is not registered.
      """,
    fix: "Rename the folder.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "commands of CodeBuild in a folder of their own name", at: "template",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer}}}}
        #- template/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings: {provision: [make], deprovision: [make clean]}
        """),
      .flagged(
        "a hyphen for an underscore", at: "pipeline-infrastructure",
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
        #- pipeline-infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "the folders of a service",
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
    ],
    check: .bundle { bundle, _ in
      // `misplaced-schema` speaks of the layout with `terraform` and a schema side by side.
      guard bundle.kind != .component, bundle.layout != .looseTerraform else { return [] }
      return bundle.infrastructure.filter {
        $0.folder != bundle.root && !infrastructureNames.contains($0.folderName)
      }.map { infrastructure in
        Problem(
          "Proton does not look for infrastructure in `\(infrastructure.folderName)`",
          at: Label(.folder(infrastructure.folder)),
          help: "rename the folder to `\(infrastructure.role.folderName)`",
          evidence: infrastructure.folderName)
      }
    }
  )
}

/// The names of Proton today and of its preview, on which `preview-directory` speaks.
private let infrastructureNames: Set<String> = [
  "infrastructure", "instance_infrastructure", "pipeline", "pipeline_infrastructure",
]

extension Infrastructure.Role {
  /// The folder that Proton looks for.
  var folderName: String {
    switch self {
    case .environment: "infrastructure"
    case .instance: "instance_infrastructure"
    case .pipeline: "pipeline_infrastructure"
    case .component: ""
    }
  }
}

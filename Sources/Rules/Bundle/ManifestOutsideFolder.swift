import ProtonLint

extension Rule {
  public static let manifestOutsideFolder = Rule(
    id: "manifest-outside-folder",
    category: .bundle,
    severity: .error,
    finds: "a manifest beside the folder of the schema, outside of any folder of infrastructure",
    why: """
      Proton looks for a manifest in each folder of infrastructure. One at the root of the bundle is \
      not read, and the bundle is not registered.
      """,
    fix: "Move the manifest and the templates to the folder of infrastructure.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a manifest at the root", at: "manifest.yaml",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string}}}}
        #- manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "a component, which has no folders",
        """
        #- bucket/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- bucket/cloudformation.yaml
        Resources:
          Bucket: {Type: AWS::S3::Bucket}
        """),
    ],
    check: .bundle { bundle, _ in
      guard bundle.kind != .component else { return [] }
      return bundle.infrastructure.filter { $0.folder == bundle.root }.compactMap { misplaced in
        misplaced.manifestFile.map { file in
          Problem(
            "the manifest lies in no folder of infrastructure", at: Label(.file(file)),
            help: "move it to `\(misplaced.role.folderName)/`, with the templates that it lists")
        }
      }
    }
  )
}

import ProtonLint

extension Rule {
  public static let missingSchema = Rule(
    id: "missing-schema",
    category: .bundle,
    severity: .error,
    finds: "a bundle without a schema",
    why: "Proton does not register an environment or a service without `schema/schema.yaml`.",
    fix: "Add `schema/schema.yaml`, with a type for the inputs.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "infrastructure alone", at: "web-service/v1",
        """
        #- web-service/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "a component, which has no schema",
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
      guard bundle.kind != .component, bundle.schemaFile == nil else { return [] }
      return [
        Problem(
          "this \(bundle.kind.rawValue) has no `schema/schema.yaml`",
          at: Label(.folder(bundle.root)), help: "add one that declares the type of the inputs",
          evidence: bundle.name)
      ]
    }
  )
}

import ProtonLint

extension Rule {
  public static let missingInfrastructure = Rule(
    id: "missing-infrastructure",
    category: .bundle,
    severity: .error,
    finds: "a service without infrastructure for its instances",
    why: """
      A service consists of a schema and the infrastructure of its instances. Proton does not \
      register one without `instance_infrastructure`.
      """,
    fix: "Add `instance_infrastructure` with a manifest and its templates.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a pipeline alone", at: "web/v1",
        """
        #- web/v1/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer}}}}
        #- web/v1/pipeline_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "a customer-managed environment, which has a schema alone",
        """
        #- shared/v1/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Outputs
          types: {Outputs: {type: object, properties: {VpcId: {type: string}}}}
        """),
    ],
    check: .bundle { bundle, model in
      guard bundle.kind == .service, bundle.schema?.serviceInputType != nil,
        bundle.infrastructure(.instance) == nil
      else { return [] }
      let folders = Set(
        bundle.files.map {
          model.sources[$0].path.dropFirst(bundle.root.isEmpty ? 0 : bundle.root.utf8.count + 1)
        }
        .compactMap { path in path.firstIndex(of: "/").map { String(path[..<$0]) } })
      let near = closestName(to: "instance_infrastructure", among: folders.sorted())
      return [
        Problem(
          "this service has no `instance_infrastructure`", at: Label(.folder(bundle.root)),
          help: near.map { "is `\($0)` meant to be it?" }
            ?? "add it with a manifest and its templates", evidence: bundle.name)
      ]
    }
  )
}

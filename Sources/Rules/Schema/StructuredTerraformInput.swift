import ProtonLint

extension Rule {
  public static let structuredTerraformInput = Rule(
    id: "structured-terraform-input",
    category: .schema,
    severity: .warning,
    finds: "an input of a Terraform bundle that is a list or an object",
    why: """
      Proton hands all inputs over as one variable. Where that is declared as a map of strings, as \
      in many bundles, Terraform refuses a list or an object in it, and environments with such inputs \
      have failed within Proton itself.
      """,
    fix: "Use a string with commas and `split`, or declare the variable with an exact type.",
    source: "https://github.com/aws-samples/aws-proton-terraform-sample-templates/issues/36",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a list of zones",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types:
            Input:
              type: object
              properties:
                «zones»: {type: array, items: {type: string}}
                cidr: {type: string}
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: "*", rendering_engine: hcl, template_language: terraform}
        """),
      .clean(
        "a list for CloudFormation",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {zones: {type: array, items: {type: string}}}}}
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .bundle { bundle, _ in
      guard let schema = bundle.schema else { return [] }
      return bundle.infrastructure.filter { $0.engine == .terraform }.flatMap { part in
        (schema.inputs(of: part.role)?.properties ?? []).filter {
          $0.shape.type == .list || $0.shape.type == .map
        }.map { input in
          Problem(
            "input `\(input.name)` is \(input.shape.type == .list ? "a list" : "an object"), which "
              + "Terraform takes only where its variable says so",
            at: Label(input.nameSpan), related: [Label(.folder(part.folder), "Terraform")],
            evidence: input.name)
        }
      }
    }
  )
}

extension InputSchema {
  /// The inputs that a folder of infrastructure reads.
  func inputs(of role: Infrastructure.Role) -> InputType? {
    switch role {
    case .environment: environmentInputs
    case .instance: serviceInputs
    case .pipeline: pipelineInputs
    case .component: nil
    }
  }
}

import ProtonLint

extension Rule {
  public static let customerManagedOutputNotString = Rule(
    id: "customer-managed-output-not-string",
    category: .schema,
    severity: .error,
    finds: "an output of a customer-managed environment that is no string",
    why: """
      The schema of a customer-managed environment declares the outputs that the customer hands over. \
      Outputs are strings, and Proton refuses a schema with any other type.
      """,
    fix: "Write `type: string`, and a list as one string with commas.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a list of subnets",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Outputs
          types:
            Outputs:
              type: object
              properties:
                VpcId: {type: string}
                SubnetIds: {type: «array», items: {type: string}}
        """),
      .clean(
        "an environment that Proton provisions",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types:
            Input:
              type: object
              properties:
                cidrs: {type: array, items: {type: string}}
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .bundle { bundle, model in
      guard let schema = bundle.wholeSchema, bundle.isSchemaAlone(in: model) else { return [] }
      return (schema.environmentInputs?.properties ?? []).compactMap { output in
        guard let type = output.shape.type, type != .string, let typeName = output.shape.typeName
        else { return nil }
        return Problem(
          "the output `\(output.name)` is of type `\(typeName.text)`", at: Label(typeName.span),
          related: [
            Label(.folder(bundle.root), "there is no infrastructure, so it is customer-managed")
          ],
          help: "outputs are strings", evidence: output.name)
      }
    }
  )
}

extension TemplateBundle {
  /// Whether an environment has nothing but a schema, nor anything that may be its infrastructure.
  fileprivate func isSchemaAlone(in model: Model) -> Bool {
    guard kind == .environment, layout == .official, infrastructure.isEmpty else { return false }
    let prefix = root.isEmpty ? "" : root + "/"
    return files.allSatisfy { id in
      let path = model.sources[id].path.dropFirst(prefix.count)
      return ["schema/", "spec/", "specs/"].contains { path.hasPrefix($0) }
        || ![".json", ".template", ".tf", ".yaml", ".yml"].contains { path.hasSuffix($0) }
        || path == "proton.yaml"
    }
  }
}

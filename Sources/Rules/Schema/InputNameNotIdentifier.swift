import ProtonLint

extension Rule {
  public static let inputNameNotIdentifier = Rule(
    id: "input-name-not-identifier",
    category: .schema,
    severity: .warning,
    finds: "an input whose name cannot be read with a dot in a template",
    why: """
      Jinja takes `inputs.log-days` as a difference of two values, and finds neither. An input is read \
      by its name as long as it has letters, digits and underscores alone.
      """,
    fix: "Write underscores in the name.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a hyphen",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {«log-days»: {type: integer}}}}
        """),
      .clean(
        "an underscore",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {log_days: {type: integer}}}}
        """),
    ],
    check: .bundle { bundle, _ in
      guard let schema = bundle.schema else { return [] }
      // Below these, names may be the keys of a policy or of tags that nobody reads one by one.
      let types = [schema.environmentInputs, schema.serviceInputs, schema.pipelineInputs]
      return types.compactMap(\.self).flatMap(\.properties).filter { !isIdentifier($0.name) }.map {
        input in
        Problem(
          "`\(input.name)` cannot be read as `inputs.\(input.name)`", at: Label(input.nameSpan),
          help: "write letters, digits and underscores alone", evidence: input.name)
      }
    }
  )
}

private func isIdentifier(_ name: String) -> Bool {
  guard let first = name.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
  return name.unicodeScalars.allSatisfy {
    $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
  }
}

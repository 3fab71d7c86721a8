import ProtonLint

extension Rule {
  public static let specRepeatsDefaults = Rule(
    id: "spec-repeats-defaults",
    category: .bundle,
    severity: .note,
    finds: "a spec that gives nothing but the defaults",
    why: """
      The values change nothing today. When the platform team changes a default, this spec keeps the \
      old one, and nobody can tell that it was not chosen.
      """,
    fix: "Leave out the values that are the defaults.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.all, .proton],
    examples: [
      .flagged(
        "all values of an instance",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                port: {type: integer, default: 80}
                size: {type: string, default: small}
        #- spec.yaml
        proton: ServiceSpec
        instances:
          - name: web
            environment: production
            «spec»: {port: 80, size: small}
        """),
      .clean(
        "a value that differs",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                port: {type: integer, default: 80}
                size: {type: string, default: small}
        #- spec.yaml
        proton: ServiceSpec
        instances:
          - name: web
            environment: production
            spec: {port: 8080, size: small}
        """),
    ],
    check: .graph { model in
      model.checkedSpecs.compactMap { checked in
        let given = checked.sections.filter { !$0.values.isEmpty }
        // What lies in the folder of specs beside a template is a sample.
        let folder = lastPart(of: model.sources[checked.spec.file].folder)
        guard let first = given.first, given.count == checked.spec.givenSections,
          folder != "spec", folder != "specs",
          given.allSatisfy({ section in
            section.values.allSatisfy { isDefault($0, of: section.type) }
          })
        else { return nil }
        return Problem(
          "the spec gives nothing but the defaults of the schema", at: Label(first.section.place),
          help: "leave the values out")
      }
    }
  )
}

extension Spec {
  /// How many sections give any values.
  fileprivate var givenSections: Int {
    sections.count { $0.values?.entries.contains { _ in true } ?? false }
  }
}

private func isDefault(_ entry: SyntaxNode.Entry, of type: InputType) -> Bool {
  guard let value = type.property(entry.key.text)?.shape.defaultValue?.value else { return false }
  return value.isScalar && entry.value.isScalar && value.text == entry.value.text
}

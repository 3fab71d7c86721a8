import ProtonLint

extension Rule {
  public static let inputNameTooLong = Rule(
    id: "input-name-too-long",
    category: .schema,
    severity: .error,
    finds: "an input whose name has more than 100 characters",
    why: "Proton has a quota of 100 characters for the name of a parameter.",
    fix: "Give the input a shorter name.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-limits.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a sentence for a name",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «the_number_of_days_for_which_the_logs_of_the_container_are_kept_before_they_are_deleted_for_good_and_all»:
                  type: integer
        """),
      .clean(
        "a short name",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {log_retention_days: {type: integer}}}}
        """),
    ],
    check: .bundle { bundle, _ in
      bundle.shapes.flatMap(\.shape.properties).filter { $0.name.unicodeScalars.count > 100 }.map {
        Problem(
          "the name of this input has \($0.name.unicodeScalars.count) characters, and Proton takes 100",
          at: Label($0.nameSpan), evidence: $0.name)
      }
    }
  )
}

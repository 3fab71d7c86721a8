import ProtonLint

extension Rule {
  public static let undescribedInput = Rule(
    id: "undescribed-input",
    category: .schema,
    severity: .note,
    finds: "a type with inputs that have neither a title nor a description",
    why: """
      Developers see the inputs as a form, with titles and descriptions. Without them there is a name \
      to guess from.
      """,
    fix: "Write a `description` that says what the input does.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.all, .proton],
    examples: [
      .flagged(
        "one of two inputs",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            «Input»:
              type: object
              properties:
                port: {type: integer, description: The port that the container listens on.}
                size: {type: string}
        """),
      .clean(
        "a title and a description",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                port: {type: integer, description: The port that the container listens on.}
                size: {type: string, title: Size of the task}
        """),
    ],
    check: .bundle { bundle, _ in
      guard let schema = bundle.wholeSchema else { return [] }
      return schema.headers.compactMap { header in
        schema.type(named: header).flatMap(undescribed)
      }
    }
  )
}

/// One for each type: dozens of inputs without words are one omission.
private func undescribed(_ type: InputType) -> Problem? {
  let inputs = type.properties.filter { input in
    ["title", "description"].allSatisfy { input.shape.node[$0].map { $0.text.isEmpty } ?? true }
  }
  guard let first = inputs.first else { return nil }
  let names = inputs.prefix(4).map { "`\($0.name)`" }.joined(separator: ", ")
  let more = inputs.count > 4 ? " and \(inputs.count - 4) more" : ""
  return Problem(
    "\(inputs.count == 1 ? "input" : "inputs") \(names)\(more) of `\(type.name)` "
      + "\(inputs.count == 1 ? "has" : "have") neither a title nor a description",
    at: Label(type.nameSpan), related: [Label(first.nameSpan, "the first one")],
    evidence: type.name)
}

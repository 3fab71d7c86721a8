import ProtonLint

extension Rule {
  public static let unquotedText = Rule(
    id: "unquoted-text",
    category: .inputs,
    severity: .warning,
    finds: "an input of any text that a template prints without quotes",
    why: """
      YAML reads what is printed: a `: ` or a ` #` in it changes the value or breaks the \
      template, and a text of several lines adds properties of the developer's choice to the \
      platform's resource.
      """,
    fix:
      "Put quotes around the expression, and give the input a `pattern` that leaves out quotes and line breaks.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/parameters.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "any text without quotes",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «label»: {type: string, default: a}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: {{ service_instance.inputs.label }}
        """),
      .flagged(
        "a number that loses its zeros",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «account»: {type: string, pattern: '^[0-9]{12}$', default: '111122223333'}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: {{ service_instance.inputs.account }}
        """),
      .clean(
        "quotes",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                label: {type: string, default: a}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: '{{ service_instance.inputs.label }}'
        """),
      .clean(
        "a pattern that lets nothing through that YAML reads",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                label: {type: string, pattern: "^[a-z-]+$", default: a}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: {{ service_instance.inputs.label }}
        """),
    ],
    check: .printedInput(where: { path in
      guard let root = path.tree.root else { return [] }
      return path.printedSymbols(below: root).filter(\.isPlain)
    }) { input, places, condition, budget in
      guard let danger = danger(of: input.shape, at: places, &budget) else { return nil }
      return Problem(
        "`\(input.name)` may be \(danger.example), and is printed without quotes: \(danger.effect)",
        at: Label(input.nameSpan), related: places.related("it is printed here"),
        help: danger.help, when: condition.ofDeclaration, evidence: input.name)
    }
  )
}

private struct Danger {
  let example: String
  let effect: String
  let help: String
}

/// What YAML makes of a permitted text; nil where that is the text itself, or is not known.
private func danger(
  of shape: InputShape, at places: [PrintedSymbol], _ budget: inout Int
) -> Danger? {
  guard shape.type == .string, shape.allowed == nil else { return nil }
  let quotes = "put quotes around the expression"
  if shape.pattern == nil, shape.maxLength ?? 3 >= 3 {
    return Danger(
      example: "any text", effect: "a `: `, a ` #` or a line break in it becomes YAML",
      help: quotes + ", and give the input a `pattern`")
  }
  // Of quotes, line breaks and what begins something in YAML, the first that gets through.
  if let text = shape.permittedText(matching: "\n", budget: &budget)
    ?? shape.permittedText(matching: ": ", budget: &budget)
    ?? shape.permittedText(matching: " #", budget: &budget)
  {
    return Danger(
      example: quotedText(text), effect: "it becomes YAML",
      help: quotes + ", and leave such texts out of the pattern")
  }
  guard places.contains(where: \.isWholeLine),
    shape.permittedText(matching: "[^0-9]", budget: &budget) == nil,
    let digits = shape.permittedText(matching: "^0[0-9]+$", budget: &budget)
  else { return nil }
  return Danger(
    example: "`\(digits)`", effect: "YAML reads a number, and the zeros are lost", help: quotes)
}

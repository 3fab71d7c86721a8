import ProtonLint

extension Rule {
  public static let nullableInputPrinted = Rule(
    id: "nullable-input-printed",
    category: .inputs,
    severity: .warning,
    finds: "an input that may be null and is printed as it is",
    why: """
      Jinja prints null as `None`: a name, a size or an ARN of `None` reaches AWS, which \
      refuses it or, worse, takes it.
      """,
    fix: "Ask for the value before it is printed (`{% if … is not none %}`), or drop `nullable`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "null where text is meant",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «label»: {type: string, nullable: true, default: a}
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
        "never null",
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
        "a test before",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                label: {type: string, nullable: true, default: a}
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
              Value: "{% if service_instance.inputs.label is not none %}{{ service_instance.inputs.label }}{% endif %}"
        """),
    ],
    check: .bundle { bundle, model in
      guard let schema = bundle.schema else { return [] }
      let nullable = schema.allProperties.filter(\.shape.isNullable)
      guard !nullable.isEmpty else { return [] }
      let templates = model.templates(of: bundle.id)
      return nullable.compactMap { input in
        let places = templates.flatMap { $0.rendered.unguardedPrints(of: input, in: schema) }
        guard let first = places.first else { return nil }
        return Problem(
          "`\(input.name)` may be null, which is printed as `None`", at: Label(input.nameSpan),
          related: ([first] + places.dropFirst().prefix(2)).map {
            Label($0, "it is printed here")
          },
          help: "ask for it first, or drop `nullable` and give it a default",
          evidence: input.name)
      }
    }
  )
}

extension RenderedFile {
  /// Where an input is printed; nowhere if the template asks anywhere what it is.
  fileprivate func unguardedPrints(of input: InputProperty, in schema: InputSchema) -> [Span] {
    let reads = Set(
      renderings.reads.filter { read in
        read.name == input.name
          && schema.inputs(of: read.namespace)?.property(input.name)?.nameSpan == input.nameSpan
      }.map(\.span))
    guard !reads.isEmpty else { return [] }
    let asked = conditionSpans + guardedSpans(in: renderings.template)
    guard !reads.contains(where: { read in asked.contains { $0.contains(read) } }) else {
      return []
    }
    var prints: [Span] = []
    renderings.template.walkStatements { statement in
      if case .output(let expression) = statement.kind, reads.contains(expression.span) {
        prints.append(expression.span)
      }
    }
    return prints
  }
}

import ProtonLint

extension Rule {
  public static let patternTooBroad = Rule(
    id: "pattern-too-broad",
    category: .inputs,
    severity: .note,
    finds:
      "a `pattern` of a schema that lets a text through which the property it is for does not take",
    why: """
      A pattern that accepts `999.1.1.1` looks like a check and is none: the developer learns of \
      the mistake from a deployment that fails, minutes later. The text in the message is a \
      shortest one that the pattern accepts and AWS does not.
      """,
    fix: """
      Narrow the pattern, and anchor it with `^` and `$`: without them it need only match a part.
      """,
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a pattern that lets blocks of addresses through that are none",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «network»: {type: string, pattern: '^[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}$', default: 10.0.0.0/16}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Network:
            Type: AWS::EC2::VPC
            Properties:
              CidrBlock: '{{ service_instance.inputs.network }}'
        """),
      .clean(
        "what the property takes, and nothing else",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                network: {type: string, pattern: '^10\\.[0-9]\\.0\\.0/16$', default: 10.0.0.0/16}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Network:
            Type: AWS::EC2::VPC
            Properties:
              CidrBlock: '{{ service_instance.inputs.network }}'
        """),
    ],
    check: .graph { model in
      var problems = ProblemsByInput()
      for (row, use) in domainUses(of: model) where use.symbol.pattern != nil {
        guard case .value(let text)? = row.takes.refused(of: use.symbol),
          use.symbol.allowed == nil, let place = use.symbol.declaration
        else { continue }
        problems.add(
          "the pattern of input `\(use.input)` accepts `\(text)`, and `\(row.property)` takes "
            + row.takes.words,
          at: place, use: use, "used here", help: "narrow the pattern")
      }
      return problems.problems
    }
  )
}

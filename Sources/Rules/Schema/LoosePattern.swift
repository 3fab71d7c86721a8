import ProtonLint

extension Rule {
  public static let loosePattern = Rule(
    id: "loose-pattern",
    category: .schema,
    severity: .note,
    finds: "a `pattern` that lets through what AWS refuses where the input is used",
    why: """
      A pattern that is not anchored with `^` and `$`, or that takes `999` for a byte, looks \
      like a check and is none: the deployment fails instead of the form.
      """,
    fix:
      "Anchor the pattern with `^` and `$`, and describe the values that are meant and no others.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "bytes that are too large",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types:
            Input:
              type: object
              properties:
                range: {type: string, pattern: «'^([0-9]{1,3}[.]){3}[0-9]{1,3}/16$'», default: 10.0.0.0/16}
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml
        Resources:
          Network:
            Type: AWS::EC2::VPC
            Properties:
              CidrBlock: '{{ environment.inputs.range }}'
        """),
      .clean(
        "addresses that are ones",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types:
            Input:
              type: object
              properties:
                range: {type: string, pattern: '^10[.](25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.]0[.]0/16$', default: 10.0.0.0/16}
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml
        Resources:
          Network:
            Type: AWS::EC2::VPC
            Properties:
              CidrBlock: '{{ environment.inputs.range }}'
        """),
    ],
    check: .bundle { bundle, model in
      var found: [Loose] = []
      var budget = searchBudget
      for input in bundle.usedInputs(in: model) {
        for demand in input.demands {
          guard let pattern = input.property.shape.pattern,
            let example = input.refusedText(by: demand, budget: &budget)
          else { continue }
          let loose = Loose(
            input: input, demand: demand, pattern: pattern, example: example)
          if let index = found.firstIndex(where: { $0.isAlike(loose) }) {
            found[index].others.append(pattern)
          } else {
            found.append(loose)
          }
        }
      }
      return found.map(\.problem)
    }
  )
}

/// A pattern that takes too much, and its copies at other inputs.
private struct Loose {
  let input: UsedInput
  let demand: InputUse
  let pattern: SyntaxNode
  let example: String
  var others: [SyntaxNode] = []

  func isAlike(_ other: Loose) -> Bool {
    pattern.text == other.pattern.text && example == other.example
      && demand.domain.accepted == other.demand.domain.accepted
  }

  var problem: Problem {
    return Problem(
      "the pattern of `\(input.property.name)` permits \(quotedText(example)), which "
        + "`\(demand.domain.name)` does not take",
      at: Label(pattern.span),
      related: input.related(to: demand)
        + others.prefix(4).map { Label($0.span, "the same pattern again") },
      help: "it takes \(demand.domain.acceptedWords): anchor the pattern with `^` and `$`, and "
        + "describe no more",
      when: input.condition(of: demand), evidence: "\(input.property.name) \(demand.domain.name)")
  }
}

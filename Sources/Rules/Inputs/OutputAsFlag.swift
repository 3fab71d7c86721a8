import ProtonLint

extension Rule {
  public static let outputAsFlag = Rule(
    id: "output-as-flag",
    category: .inputs,
    severity: .warning,
    finds: "an output that is asked whether it is true",
    why: """
      Every output is a string, and so is an output that says `False` or `false`: a text that \
      is not empty counts as true, and the branch is always taken.
      """,
    fix: "Compare the output with the text that it holds: `== 'true'`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/parameters.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a bare test",
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
              Value: "{% if «environment.outputs.IsPublic» %}{{ service_instance.inputs.label }}{% endif %}"
        """),
      .clean(
        "a comparison",
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
              Value: "{% if environment.outputs.IsPublic == 'true' %}{{ service_instance.inputs.label }}{% endif %}"
        """),
    ],
    check: .bundle { bundle, model in
      model.templates(of: bundle.id).flatMap { template in
        let outputs = Dictionary(
          template.renderings.reads.filter { $0.namespace.hasSuffix(".outputs") }
            .compactMap { read in read.name.map { (read.span, $0) } },
          uniquingKeysWith: { first, _ in first })
        return template.conditionOperands.compactMap { operand in
          outputs[operand.span].map { name in
            Problem(
              "output `\(name)` is a text, which counts as true unless it is empty",
              at: Label(operand.span), help: "compare it with the text that it holds",
              evidence: name)
          }
        }
      }
    }
  )
}

extension ResourceGraph.TemplateFile {
  /// What conditions ask for itself: operands of `and`, `or` and `not`, down to what is no such.
  fileprivate var conditionOperands: [JinjaExpression] {
    var conditions: [JinjaExpression] = []
    renderings.template.walkStatements { statement in
      guard case .if(let branches) = statement.kind else { return }
      conditions += branches.compactMap(\.condition)
    }
    renderings.template.walkExpressions { expression in
      if case .conditional(_, let condition, _) = expression.kind { conditions.append(condition) }
    }
    var operands: [JinjaExpression] = []
    while let condition = conditions.popLast() {
      switch condition.kind {
      case .and(let left, let right), .or(let left, let right): conditions += [left, right]
      case .not(let operand): conditions.append(operand)
      default: operands.append(condition)
      }
    }
    return operands
  }
}

import ProtonLint

extension Rule {
  public static let comparisonOutsideEnum = Rule(
    id: "comparison-outside-enum",
    category: .inputs,
    severity: .warning,
    finds: "an input that is compared with a value that it never has",
    why: """
      The comparison always comes out the same. Most often the value is misspelt, or has been \
      renamed in the schema and not in the template.
      """,
    fix: "Compare with a permitted value, or permit the value in the schema.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a value that is not permitted",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                kind: {type: string, enum: [public, private], default: private}
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
              Value: "{% if service_instance.inputs.kind != «'publik'» %}a{% endif %}"
        """),
      .flagged(
        "one of a list",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                kind: {type: string, enum: [public, private], default: private}
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
              Value: "{% if service_instance.inputs.kind in ['public', «'open'»] %}a{% else %}b{% endif %}"
        """),
      .clean(
        "permitted values",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                kind: {type: string, enum: [public, private], default: private}
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
              Value: "{% if service_instance.inputs.kind != 'public' %}a{% endif %}"
        """),
    ],
    check: .bundle { bundle, model in
      guard let schema = bundle.schema else { return [] }
      return model.templates(of: bundle.id).flatMap { comparisons(in: $0, schema) }
    }
  )
}

/// Comparisons that decide on a branch which is never taken are left to the rule for those.
private func comparisons(
  in template: ResourceGraph.TemplateFile, _ schema: InputSchema
) -> [Problem] {
  let inputs = template.rendered.inputReads(of: schema)
  let dead = template.renderings.deadBranches.compactMap(\.conditionSpan)
  var problems: [Problem] = []
  template.renderings.template.walkExpressions { expression in
    guard case .comparison(let first, let steps) = expression.kind, steps.count == 1,
      let step = steps.first, !dead.contains(where: { $0.contains(expression.span) })
    else { return }
    switch step.relation {
    case .equal, .notEqual:
      if let input = inputs[first.span] {
        problems += [input.problem(comparedWith: step.operand)].compactMap(\.self)
      } else if let input = inputs[step.operand.span] {
        problems += [input.problem(comparedWith: first)].compactMap(\.self)
      }
    case .isIn, .isNotIn:
      guard let input = inputs[first.span] else { return }
      switch step.operand.kind {
      case .list(let items), .tuple(let items):
        problems += items.compactMap { input.problem(comparedWith: $0) }
      default: return
      }
    default: return
    }
  }
  return problems
}

extension InputProperty {
  fileprivate func problem(comparedWith literal: JinjaExpression) -> Problem? {
    guard case .string(let text) = literal.kind else { return nil }
    let permitted: String
    var help: String?
    switch shape.type {
    case .string?:
      guard let allowed = shape.allowed?.map(\.text), !allowed.isEmpty, !allowed.contains(text)
      else { return nil }
      permitted = allowed.count <= 6 ? "it can be " + quotedList(allowed) : "it is declared here"
      help = closestName(to: text, among: allowed).map { "did you mean `\($0)`?" }
    case .boolean?:
      permitted = "it is declared here as a boolean"
      help = "ask for the value itself: `if \(name)`"
    case .integer?, .number?:
      permitted = "it is declared here as a number"
      help = "compare it with a number, without quotes"
    case .list?, .map?, nil: return nil
    }
    return Problem(
      "`\(name)` is never the text `\(text)`", at: Label(literal.span),
      related: [Label(nameSpan, permitted)], help: help, evidence: "\(name) \(text)")
  }
}

import ProtonLint

extension Rule {
  public static let unreachableBranch = Rule(
    id: "unreachable-branch",
    category: .rendering,
    severity: .warning,
    finds: "a branch that no permitted input reaches",
    why: """
      The schema or an earlier branch excludes the condition, so what stands in the branch is never \
      deployed. Often the condition compares with a value that the schema does not permit, and the \
      branch was meant to be taken.
      """,
    fix: "Correct the condition, permit the value in the schema, or remove the branch.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a value that the schema does not permit",
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
            Properties: {Type: String, Value: "{% if «service_instance.inputs.kind == 'publik'» %}a{% else %}b{% endif %}"}
        """),
      .flagged(
        "an `else` behind all permitted values",
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
            Properties: {Type: String, Value: "{% if service_instance.inputs.kind == 'public' %}a{% elif service_instance.inputs.kind == 'private' %}b«{% else %}»c{% endif %}"}
        """),
      .flagged(
        "a number compared with text",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: "{% if «service_instance.inputs.port == '80'» %}a{% endif %}"}
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
            Properties: {Type: String, Value: "{% if service_instance.inputs.kind == 'public' %}a{% else %}b{% endif %}"}
        """),
    ],
    check: .bundle { bundle, model in
      model.renderedFiles(of: bundle.id).flatMap { template -> [Problem] in
        let dead = template.renderings.deadBranches
        // Of a template that cannot be read, the branches are not known.
        guard !dead.isEmpty, template.renderings.template.problems.isEmpty else { return [] }
        let conditions = conditions(
          of: Set(dead.map(\.tagSpan)), in: template.renderings.template)
        return dead.map { branch in
          unreachable(
            branch, conditions[branch.tagSpan] ?? [], template.renderings.reads, of: bundle)
        }
      }
    }
  )
}

private func unreachable(
  _ branch: Renderings.DeadBranch, _ conditions: [JinjaExpression], _ reads: [NameRead],
  of bundle: TemplateBundle
) -> Problem {
  let inputs = inputs(readIn: conditions.map(\.span), reads, bundle)
  guard let span = branch.conditionSpan else {
    return Problem(
      "one of the conditions before this `else` always holds", at: Label(branch.tagSpan),
      related: inputs.map(declared))
  }
  return Problem(
    "no permitted input makes this condition hold", at: Label(span), related: inputs.map(declared),
    help: inputs.lazy.compactMap { meant($0, in: conditions.last) }.first)
}

/// The conditions that decide on branches: their own, and the last few of those before.
private func conditions(
  of branches: Set<Span>, in template: JinjaTemplate
) -> [Span: [JinjaExpression]] {
  var found: [Span: [JinjaExpression]] = [:]
  template.walkStatements { statement in
    guard case .if(let ways) = statement.kind else { return }
    for (index, way) in ways.enumerated() where branches.contains(way.tagSpan) {
      found[way.tagSpan] = ways[...index].suffix(8).compactMap(\.condition)
    }
  }
  return found
}

/// The declarations of the inputs that conditions read, each once.
private func inputs(
  readIn spans: [Span], _ reads: [NameRead], _ bundle: TemplateBundle
) -> [InputProperty] {
  var found: [InputProperty] = []
  for read in spans.flatMap({ reads.inside($0) }) {
    guard let name = read.name,
      let input = bundle.schema?.inputs(of: read.namespace)?.property(name),
      !found.contains(where: { $0.nameSpan == input.nameSpan })
    else { continue }
    found.append(input)
  }
  return found
}

private func declared(_ input: InputProperty) -> Label {
  if let allowed = input.shape.allowed, allowed.count <= 8 {
    return Label(
      input.nameSpan, "`\(input.name)` can be " + quotedList(allowed.map(\.text)))
  }
  let type = input.shape.type.map { " as \($0.withArticle)" } ?? ""
  return Label(input.nameSpan, "`\(input.name)` is declared here\(type)")
}

/// A permitted value that is close to the text that a condition compares with.
private func meant(_ input: InputProperty, in condition: JinjaExpression?) -> String? {
  guard let allowed = input.shape.allowed?.map(\.text) else { return nil }
  var close: String?
  condition?.walk { expression in
    guard case .string(let text) = expression.kind, !allowed.contains(text), close == nil else {
      return
    }
    close = closestName(to: text, among: allowed)
  }
  return close.map { "did you mean `\($0)`?" }
}

extension Symbol.ValueType {
  fileprivate var withArticle: String { self == .integer ? "an integer" : "a \(rawValue)" }
}

extension [NameRead] {
  /// The reads inside of a place. All are in the order of their places.
  fileprivate func inside(_ span: Span) -> ArraySlice<NameRead> {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].span.start < span.start { low = middle + 1 } else { high = middle }
    }
    return self[low...].prefix { $0.span.start < span.end }
  }
}

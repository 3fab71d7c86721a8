import ProtonLint

extension Rule {
  public static let enumValueWithoutMapping = Rule(
    id: "enum-value-without-mapping",
    category: .schema,
    severity: .error,
    finds:
      "a permitted value of an input or parameter that a mapping or a dictionary has no key for",
    why: """
      `Fn::FindInMap` and Jinja fail where there is no such key, so nobody can deploy with \
      this value. It is often the newest value of the list, added to the schema and not to the \
      mapping.
      """,
    fix: "Add the key to the mapping, or take the value out of `enum`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-findinmap.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a size that a dictionary lacks",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                size: {type: string, enum: [small, «large»], default: small}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        {% set sizes = {'small': 512} %}
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: '{{ environment.outputs.RoleArn }}'
              Code: {S3Bucket: '{{ environment.outputs.Bucket }}', S3Key: code.zip}
              MemorySize: {{ sizes[service_instance.inputs.size] }}
        """),
      .flagged(
        "a size without a mapping",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                size: {type: string, enum: [small, large, «x-large»], default: small}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Mappings:
          Sizes:
            small: {memory: 512}
            large: {memory: 2048}
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: '{{ environment.outputs.RoleArn }}'
              Code: {S3Bucket: '{{ environment.outputs.Bucket }}', S3Key: code.zip}
              MemorySize: !FindInMap [Sizes, {{ service_instance.inputs.size }}, memory]
        """),
      .flagged(
        "an allowed value of a parameter without a mapping",
        """
        Parameters:
          Size: {Type: String, AllowedValues: [small, «huge»], Default: small}
        Mappings:
          Sizes:
            small: {memory: 512}
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: arn:aws:iam::111122223333:role/function
              Code: {S3Bucket: bucket, S3Key: code.zip}
              MemorySize: !FindInMap [Sizes, !Ref Size, memory]
        """),
      .clean(
        "every value has its key",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                size: {type: string, enum: [small, large], default: small}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Mappings:
          Sizes:
            small: {memory: 512}
            large: {memory: 2048}
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: '{{ environment.outputs.RoleArn }}'
              Code: {S3Bucket: '{{ environment.outputs.Bucket }}', S3Key: code.zip}
              MemorySize: !FindInMap [Sizes, {{ service_instance.inputs.size }}, memory]
        """),
    ],
    check: .graph { model in
      let shapes = Dictionary(
        model.workspace.bundles.compactMap(\.schema).flatMap(\.allProperties).map {
          ($0.nameSpan, $0.shape)
        }, uniquingKeysWith: { first, _ in first })
      return model.graph.templates.flatMap { template in
        missing(on: template.paths) { shapes[$0]?.allowed }
      }
        + model.workspace.bundles.flatMap { bundle in
          model.renderedFiles(of: bundle.id).flatMap {
            missingKeys(in: RenderedTemplate(template: $0, bundle: bundle, model: model))
          }
        }
    }
  )
}

/// A value without a key, and where it is looked up.
private struct Missing {
  let lookup: MappingLookup
  let symbol: Symbol
  let text: String
  var places: [Span]
  var condition: Condition
}

/// One problem for each value and mapping, whatever looks it up.
private func missing(
  on paths: [CloudFormationTemplate], allowed: (Span) -> [SyntaxNode]?
) -> [Problem] {
  var found: [Missing] = []
  var nodes: [[SyntaxNode]] = []
  for path in paths {
    for lookup in path.mappingLookups {
      let keys = Set(lookup.keys)
      for outcome in lookup.key.outcomes {
        guard let text = outcome.text, !keys.contains(text),
          case .symbol(let symbol) = outcome.value.form, let declaration = symbol.declaration,
          let values = values(of: symbol, declaration, on: path, allowed)
        else { continue }
        guard !outcome.condition.and(lookup.condition).isNever else { continue }
        let place = outcome.value.span
        if let index = found.firstIndex(where: {
          $0.lookup.keysSpan == lookup.keysSpan && $0.text == text
            && $0.symbol.declaration == declaration
        }) {
          if !found[index].places.contains(place) { found[index].places.append(place) }
          found[index].condition = found[index].condition.or(lookup.condition)
        } else {
          found.append(
            Missing(
              lookup: lookup, symbol: symbol, text: text, places: [place],
              condition: lookup.condition))
          nodes.append(values)
        }
      }
    }
  }
  return zip(found, nodes).map { problem(of: $0, among: $1) }
}

/// The permitted values that dictionaries of a Jinja template lack.
private func missingKeys(in scope: RenderedTemplate) -> [Problem] {
  scope.template.renderings.problems.compactMap { problem in
    guard let found = scope.valueWithoutKey(problem) else { return nil }
    let name = found.input.name
    return Problem(
      "a dictionary has no key `\(found.value.text)`, a permitted value of `\(name)`",
      at: Label(found.value.span), related: [Label(problem.span, "it is looked up here")],
      help: "add the key, or take the value out of the list",
      evidence: "\(name) \(found.value.text)")
  }
}

/// The nodes of the permitted values.
private func values(
  of symbol: Symbol, _ declaration: Span, on path: CloudFormationTemplate,
  _ allowed: (Span) -> [SyntaxNode]?
) -> [SyntaxNode]? {
  switch symbol.source {
  case .input: allowed(declaration)
  case .parameter(let name): path.parameter(name)?.node["AllowedValues"].map { Array($0.items) }
  default: nil
  }
}

private func problem(of missing: Missing, among values: [SyntaxNode]) -> Problem {
  let lookup = missing.lookup
  let owner = "`\(lookup.mapping)\(lookup.topKey.map { ".\($0)" } ?? "")`"
  let value = values.first { $0.text == missing.text }
  let close = closestName(to: missing.text, among: lookup.keys)
  return Problem(
    "\(owner) has no key `\(missing.text)`, a permitted value of "
      + "`\(missing.symbol.shortName)`",
    at: Label(value?.span ?? missing.symbol.declaration ?? lookup.keysSpan),
    related: missing.places.prefix(3).map { Label($0, "it is looked up here") }
      + [Label(lookup.keysSpan, "the keys are here")],
    help: close.map { "did you mean `\($0)`?" } ?? "add the key, or take the value out of the list",
    when: missing.condition,
    evidence: "\(missing.symbol.shortName) \(lookup.mapping) \(missing.text)")
}

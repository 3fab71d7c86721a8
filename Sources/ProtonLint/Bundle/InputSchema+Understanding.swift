extension InputSchema {
  /// Reads a schema as far as it is one.
  init(file: SourceFile.ID, tree: SyntaxTree) {
    self.file = file
    self.tree = tree
    let root = tree.root.map { $0["schema"] ?? $0 }
    self.root = root
    openAPIVersion = root?["format"]?["openapi"]
    environmentInputType = root?.entry("environment_input_type")
    serviceInputType = root?.entry("service_input_type")
    pipelineInputType = root?.entry("pipeline_input_type")
    typesEntry = root?.entry("types")
    var reading = ShapeReading(types: typesEntry?.value)
    types = (typesEntry.map { Array($0.value.entries) } ?? []).map { entry in
      InputType(
        name: entry.key.text, nameSpan: entry.key.span, shape: reading.shape(of: entry.value))
    }
  }
}

/// Reads shapes, following `$ref` to the named types, which may lead back to where it stands.
private struct ShapeReading {
  let types: SyntaxNode?
  /// References and aliases multiply: what is past this many shapes is left empty.
  private var budget = 20_000
  private static let depthLimit = 24

  init(types: SyntaxNode?) { self.types = types }

  mutating func shape(of node: SyntaxNode, depth: Int = 0, within: [String] = []) -> InputShape {
    guard depth < Self.depthLimit, budget > 0 else { return InputShape(unread: node) }
    budget -= 1
    if let reference = node["$ref"]?.text, let target = target(of: reference) {
      guard !within.contains(reference) else { return InputShape(unread: node) }
      return shape(of: target, depth: depth + 1, within: within + [reference])
    }
    let required = node["required"].map { Array($0.items) } ?? []
    let requiredNames = Set(required.map(\.text))
    var properties: [InputProperty] = []
    let propertiesEntry = node.entry("properties")
    for entry in propertiesEntry.map({ Array($0.value.entries) }) ?? [] {
      properties.append(
        InputProperty(
          name: entry.key.text, nameSpan: entry.key.span, span: entry.span,
          isRequired: requiredNames.contains(entry.key.text),
          shape: shape(of: entry.value, depth: depth + 1, within: within)))
    }
    let items = node["items"].map { shape(of: $0, depth: depth + 1, within: within) }
    return InputShape(
      node: node, properties: properties, propertiesEntry: propertiesEntry, required: required,
      items: items)
  }

  /// The type that `#/Name` names.
  private func target(of reference: String) -> SyntaxNode? {
    guard reference.hasPrefix("#/") else { return nil }
    return types?[String(reference.dropFirst(2))]
  }
}

extension InputShape {
  fileprivate init(unread node: SyntaxNode) {
    self.init(node: node, properties: [], propertiesEntry: nil, required: [], items: nil)
  }

  fileprivate init(
    node: SyntaxNode, properties: [InputProperty], propertiesEntry: SyntaxNode.Entry?,
    required: [SyntaxNode], items: InputShape?
  ) {
    let typeName = node["type"]
    let others = node["additionalProperties"]
    self.init(
      node: node, typeName: typeName, type: typeName.flatMap { valueTypes[$0.text] },
      minimum: node["minimum"]?.number, maximum: node["maximum"]?.number,
      minLength: node["minLength"]?.count, maxLength: node["maxLength"]?.count,
      minItems: node["minItems"]?.count, maxItems: node["maxItems"]?.count,
      pattern: node["pattern"],
      allowed: node["enum"].flatMap { $0.isSequence ? $0.items.filter(\.isScalar) : nil },
      // The service takes the capital form as well.
      defaultValue: node.entry("default") ?? node.entry("Default"),
      isNullable: node["nullable"]?.isTrue ?? false, properties: properties,
      propertiesEntry: propertiesEntry, required: required,
      allowsOthers: others?.isFalse != true, items: items)
  }
}

/// The types of OpenAPI 3.0.
private let valueTypes: [String: Symbol.ValueType] = [
  "array": .list, "boolean": .boolean, "integer": .integer, "number": .number, "object": .map,
  "string": .string,
]

extension SyntaxNode {
  /// The value of a plain scalar that is a finite number.
  fileprivate var number: Double? {
    guard isScalar, style == .plain, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// The value of a plain scalar that is a whole number from 0.
  fileprivate var count: Int? {
    guard let number, number >= 0 else { return nil }
    return Int(exactly: number)
  }

  fileprivate var isTrue: Bool {
    isScalar && style == .plain && ["true", "True", "TRUE"].contains(text)
  }

  fileprivate var isFalse: Bool {
    isScalar && style == .plain && ["false", "False", "FALSE"].contains(text)
  }
}

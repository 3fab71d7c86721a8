/// The schema of a bundle: which inputs a deployer may give, and what they may be.
///
/// Shape: `schema: {format: {openapi}, environment_input_type | service_input_type,
/// pipeline_input_type, types: {Name: {type: object, properties, required}}}`, in the dialect of
/// OpenAPI 3.0. See "Schema" in the Proton administrator guide:
/// <https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html>.
public struct InputSchema: Sendable {
  public let file: SourceFile.ID
  public let tree: SyntaxTree
  /// The value of `schema`, or the root where there is no such key.
  public let root: SyntaxNode?
  public let openAPIVersion: SyntaxNode?
  /// Key and value of each `…_input_type` that is there.
  public let environmentInputType: SyntaxNode.Entry?
  public let serviceInputType: SyntaxNode.Entry?
  public let pipelineInputType: SyntaxNode.Entry?
  public let typesEntry: SyntaxNode.Entry?
  /// In the order of the file.
  public let types: [InputType]

  /// The type that a header names; nil if the header or the type is missing.
  public func type(named entry: SyntaxNode.Entry?) -> InputType? {
    guard let name = entry?.value.text else { return nil }
    return types.first { $0.name == name }
  }

  public var environmentInputs: InputType? { type(named: environmentInputType) }
  public var serviceInputs: InputType? { type(named: serviceInputType) }
  public var pipelineInputs: InputType? { type(named: pipelineInputType) }
}

/// A named type of a schema.
public struct InputType: Sendable {
  public let name: String
  public let nameSpan: Span
  public let shape: InputShape
  public var properties: [InputProperty] { shape.properties }

  public func property(_ name: String) -> InputProperty? { properties.first { $0.name == name } }
}

/// One input.
public struct InputProperty: Sendable {
  public let name: String
  public let nameSpan: Span
  /// Key and value together.
  public let span: Span
  public let isRequired: Bool
  public let shape: InputShape
}

/// What a value of an input may be. Keywords that are missing or malformed are nil; the node leads
/// to the author's text.
public struct InputShape: Sendable {
  public let node: SyntaxNode
  public let typeName: SyntaxNode?
  /// Nil where the type is missing or none of OpenAPI's.
  public let type: Symbol.ValueType?
  /// Of a boolean `exclusiveMinimum`, as OpenAPI 3.0 has it, nothing is known here.
  public let minimum: Double?
  public let maximum: Double?
  public let minLength: Int?
  public let maxLength: Int?
  public let minItems: Int?
  public let maxItems: Int?
  public let pattern: SyntaxNode?
  /// The scalars of `enum`.
  public let allowed: [SyntaxNode]?
  public let defaultValue: SyntaxNode.Entry?
  public let isNullable: Bool
  /// Of an object.
  public let properties: [InputProperty]
  public let propertiesEntry: SyntaxNode.Entry?
  /// The names under `required`.
  public let required: [SyntaxNode]
  public let allowsOthers: Bool
  private let elements: [InputShape]

  /// The shape of a list's elements.
  public var items: InputShape? { elements.first }

  package init(
    node: SyntaxNode, typeName: SyntaxNode?, type: Symbol.ValueType?, minimum: Double?,
    maximum: Double?, minLength: Int?, maxLength: Int?, minItems: Int?, maxItems: Int?,
    pattern: SyntaxNode?, allowed: [SyntaxNode]?, defaultValue: SyntaxNode.Entry?,
    isNullable: Bool, properties: [InputProperty], propertiesEntry: SyntaxNode.Entry?,
    required: [SyntaxNode], allowsOthers: Bool, items: InputShape?
  ) {
    self.node = node
    self.typeName = typeName
    self.type = type
    self.minimum = minimum
    self.maximum = maximum
    self.minLength = minLength
    self.maxLength = maxLength
    self.minItems = minItems
    self.maxItems = maxItems
    self.pattern = pattern
    self.allowed = allowed
    self.defaultValue = defaultValue
    self.isNullable = isNullable
    self.properties = properties
    self.propertiesEntry = propertiesEntry
    self.required = required
    self.allowsOthers = allowsOthers
    elements = items.map { [$0] } ?? []
  }
}

extension InputSchema {
  /// The type behind a namespace of a template: `service_instance.inputs`.
  public func inputs(of namespace: String) -> InputType? {
    switch namespace {
    case "environment.inputs": environmentInputs
    case "service_instance.inputs", "service_instances.inputs": serviceInputs
    case "pipeline.inputs": pipelineInputs
    default: nil
    }
  }
}

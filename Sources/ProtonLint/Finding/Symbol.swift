/// A value that nobody has set yet, with what is known of it.
public struct Symbol: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    /// An input that the schema declares, by its name.
    case input(String)
    /// An output of the environment that a service is deployed into.
    case environmentOutput(String)
    /// An output of a service instance, read by a pipeline.
    case instanceOutput(String)
    /// An output of an attached component; nil: all of them.
    case componentOutput(String?)
    /// A name that Proton gives: `service.name`.
    case proton(String)
    /// A parameter of a CloudFormation template.
    case parameter(String)
    /// A pseudo parameter: `AWS::Region`.
    case pseudoParameter(String)
    /// Made from other symbols by a filter, an operator or a method.
    case derived
    /// Something wrong was printed here; another finding says what.
    case fault
  }

  public enum ValueType: String, Hashable, Sendable {
    case string, integer, number, boolean, list, map
  }

  public let source: Source
  /// As the author wrote it, or the name that an outer place gave it.
  public let expression: String
  public var type: ValueType?
  /// All permitted values, if they are few.
  public var allowed: [String]?
  public var minimum: Double?
  public var maximum: Double?
  /// Lengths of a string count code points, those of a list elements.
  public var minLength: Int?
  public var maxLength: Int?
  public var pattern: String?
  public var defaultText: String?
  /// Where it was declared.
  public var declaration: Span?
  /// For `derived`: what it was made from.
  public var inputs: [Symbol]

  public init(
    source: Source, expression: String, type: ValueType? = nil, allowed: [String]? = nil,
    minimum: Double? = nil, maximum: Double? = nil, minLength: Int? = nil, maxLength: Int? = nil,
    pattern: String? = nil, defaultText: String? = nil, declaration: Span? = nil,
    inputs: [Symbol] = []
  ) {
    self.source = source
    self.expression = expression
    self.type = type
    self.allowed = allowed
    self.minimum = minimum
    self.maximum = maximum
    self.minLength = minLength
    self.maxLength = maxLength
    self.pattern = pattern
    self.defaultText = defaultText
    self.declaration = declaration
    self.inputs = inputs
  }
}

extension Symbol {
  /// The name by which its declaration knows it: `port` for `service_instance.inputs.port`.
  public var shortName: String {
    switch source {
    case .input(let name), .parameter(let name): name
    default: expression
    }
  }

  /// What decides a symbol with few permitted values; nil for any other symbol.
  func subject(in file: SourceFile.ID) -> Condition.Subject? {
    if type == .boolean, source != .derived {
      return Condition.Subject(
        .value, expression, in: file, outcomes: allowed ?? ["true", "false"])
    }
    guard let allowed, !allowed.isEmpty, allowed.count <= 64 else { return nil }
    return Condition.Subject(.value, expression, in: file, outcomes: allowed)
  }
}

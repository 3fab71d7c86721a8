/// A value of a resource's property, as far as it can be known without deploying.
///
/// A rule never sees `!Sub` or `${}`: it asks a value what it can be. Values are worked out when
/// they are asked for, so what no rule looks at costs nothing.
public struct Value: Sendable {
  /// What a value is. A switch over it decides what becomes of the unknown.
  public indirect enum Form: Sendable {
    case null
    case bool(Bool)
    /// A number, as written.
    case number(String)
    case string(String)
    case list([Value])
    case map([Entry])
    /// A resource of the same template or, through an output, of another one.
    case reference(Reference)
    /// One of several, each under a condition.
    case choice([Alternative])
    /// Parts that are joined into one text (`Fn::Sub`, `Fn::Join`, `{{ … }}` amid text).
    case text([Value])
    case symbol(Symbol)
    case unknown
  }

  public struct Entry: Sendable {
    /// The key as text; for a key that an expression makes, the expression.
    public let key: String
    public let keySpan: Span
    public let value: Value
  }

  public struct Alternative: Sendable {
    public let condition: Condition
    public let value: Value

    public init(condition: Condition, value: Value) {
      self.condition = condition
      self.value = value
    }
  }

  /// `Ref` (no attribute) or `Fn::GetAtt` of a resource.
  public struct Reference: Hashable, Sendable {
    public let logicalID: String
    public let attribute: String?
    /// The template that holds the resource, by its place in the graph.
    public let template: Int
    public let condition: Condition
  }

  private let storage: Storage

  private enum Storage: Sendable {
    case form(Form, Span)
    case node(SyntaxNode, CloudFormationTemplate, depth: Int)
  }

  public init(_ form: Form, at span: Span) {
    storage = .form(form, span)
  }

  /// - Parameter depth: How many functions the node stands in, where one of them asks for it.
  init(_ node: SyntaxNode, in template: CloudFormationTemplate, depth: Int = 0) {
    storage = .node(node, template, depth: depth)
  }

  /// The node that it is read from, if it is one of a template.
  var origin: (node: SyntaxNode, template: CloudFormationTemplate)? {
    if case .node(let node, let template, _) = storage { (node, template) } else { nil }
  }

  public var span: Span {
    switch storage {
    case .form(_, let span): span
    case .node(let node, _, _): node.span
    }
  }

  public var form: Form {
    switch storage {
    case .form(let form, _): form
    case .node(let node, let template, let depth): template.evaluate(node, depth: depth)
    }
  }

  /// A map of the text that no function makes: it is no choice, whatever is in it.
  var isWrittenMap: Bool {
    guard case .node(let node, _, _) = storage else { return false }
    return node.isMapping && node.tag == nil && IntrinsicCall(node) == nil
  }

  /// This value with its form worked out, so that asking again costs nothing.
  func settled(_ form: Form) -> Value {
    switch (storage, form) {
    // Parts of these are looked at one by one.
    case (.form, _), (_, .list), (_, .map): self
    case (.node, _): Value(form, at: span)
    }
  }

  /// The value of a key; nil where there is none or this is no map. Of a choice between maps, the
  /// choice between what they have.
  public subscript(key: String) -> Value? {
    // Most maps stand as they are, and their other keys need not be looked at.
    if case .node(let node, let template, let depth) = storage, isWrittenMap {
      return node.entry(key).map { Value($0.value, in: template, depth: depth) }
    }
    switch form {
    case .map(let entries): return entries.last { $0.key == key }?.value
    case .choice(let alternatives):
      let found = alternatives.compactMap { alternative in
        alternative.value[key].map { Alternative(condition: alternative.condition, value: $0) }
      }
      return found.isEmpty ? nil : Value(.choice(found), at: span)
    default: return nil
    }
  }
}

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
  }

  /// `Ref` (no attribute) or `Fn::GetAtt` of a resource.
  public struct Reference: Hashable, Sendable {
    public let logicalID: String
    public let attribute: String?
    /// The template that holds the resource, by its place in the graph.
    public let template: Int
    public let condition: Condition
  }

  public let span: Span
  private let storage: Storage

  private enum Storage: Sendable {
    case form(Form)
    case node(SyntaxNode, CloudFormationTemplate, depth: Int)
  }

  public init(_ form: Form, at span: Span) {
    self.span = span
    storage = .form(form)
  }

  /// - Parameter depth: How many functions the node stands in, where one of them asks for it.
  init(_ node: SyntaxNode, in template: CloudFormationTemplate, depth: Int = 0) {
    span = node.span
    storage = .node(node, template, depth: depth)
  }

  public var form: Form {
    switch storage {
    case .form(let form): form
    case .node(let node, let template, let depth): template.evaluate(node, depth: depth)
    }
  }
}

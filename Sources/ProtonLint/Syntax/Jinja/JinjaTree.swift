/// A Jinja template as a tree, and what was wrong with the text.
public struct JinjaTemplate: Sendable {
  public let file: SourceFile.ID
  /// The text that the spans count in.
  public let bytes: [UInt8]
  public let body: [JinjaStatement]
  public let problems: [SyntaxProblem]
  /// Whether there is any tag or comment; a text without one renders to itself.
  public let hasTags: Bool
}

public struct JinjaStatement: Sendable {
  /// The whole statement, from its first tag to its last. For text: the text that is printed,
  /// after whitespace control.
  public let span: Span
  public let kind: Kind

  public indirect enum Kind: Sendable {
    /// Text that stands in the file as it is printed. (CRLF is printed as LF: such text is cut
    /// before each CR, so that every piece is verbatim.)
    case text
    /// A carriage return without a line feed, which is printed as a line feed.
    case newline
    case output(JinjaExpression)
    /// `if`, each `elif`, and `else` (with no condition) in order.
    case `if`([JinjaBranch])
    case `for`(JinjaLoop)
    /// `{% set a = …, b = … %}`: targets unpack the value if there are several.
    case set(target: JinjaTarget, value: JinjaExpression)
    case setBlock(target: JinjaTarget, filters: [JinjaFilterCall], body: [JinjaStatement])
    case with(bindings: [(target: JinjaTarget, value: JinjaExpression)], body: [JinjaStatement])
    case macro(JinjaMacro)
    case call(JinjaMacro, call: JinjaExpression)
    case filterBlock(filters: [JinjaFilterCall], body: [JinjaStatement])
    /// Its body may be printed elsewhere again, by `self`.
    case block(JinjaNamedBlock, body: [JinjaStatement])
    /// A scope that prints its body, escaped for HTML where the flag is true.
    case autoescape(flag: JinjaExpression, body: [JinjaStatement])
    /// `include`, `import`, `extends`: parsed, and never carried out.
    case unsupported(name: String)
  }
}

/// One way of an `if`.
public struct JinjaBranch: Sendable {
  /// Nil for `else`.
  public let condition: JinjaExpression?
  /// The tag that opens the branch.
  public let tagSpan: Span
  public let body: [JinjaStatement]
  /// From behind the tag that opens it to the tag that closes it.
  public let bodySpan: Span
}

public struct JinjaLoop: Sendable {
  public let target: JinjaTarget
  public let iterable: JinjaExpression
  /// `for x in y if filter`.
  public let filter: JinjaExpression?
  public let isRecursive: Bool
  /// The tag that opens the loop.
  public let tagSpan: Span
  public let body: [JinjaStatement]
  public let elseBody: [JinjaStatement]
}

/// What `set`, `for` and `with` assign to.
public indirect enum JinjaTarget: Sendable {
  case name(String, Span)
  case tuple([JinjaTarget], Span)
  /// `{% set ns.name = … %}`
  case attribute(base: String, name: String, Span)
}

public struct JinjaMacro: Sendable {
  public let name: String
  public let parameters: [(name: String, default: JinjaExpression?)]
  public let body: [JinjaStatement]
  public let span: Span
}

/// The head of `{% block name scoped required %}`.
public struct JinjaNamedBlock: Sendable {
  public let name: String
  /// Whether the body sees the variables around it.
  public let isScoped: Bool
  /// Whether a child template must fill it, so that printing it alone is an error.
  public let isRequired: Bool
}

public struct JinjaFilterCall: Sendable {
  public let name: String
  public let nameSpan: Span
  public let arguments: JinjaArguments
}

public struct JinjaArguments: Sendable {
  public var positional: [JinjaExpression] = []
  public var named: [(name: String, value: JinjaExpression)] = []
  /// `*list` and `**dict`.
  public var spread: JinjaExpression?
  public var spreadNamed: JinjaExpression?
}

/// One step of a chained comparison.
public struct JinjaComparison: Sendable {
  public let relation: JinjaExpression.ComparisonOperator
  public let operand: JinjaExpression
}

public struct JinjaExpression: Sendable {
  public let span: Span
  public let kind: Kind

  public indirect enum Kind: Sendable {
    case none
    case bool(Bool)
    case integer(Int)
    /// An integer beyond 64 bits, as written.
    case hugeInteger(String)
    case float(Double)
    /// After unescaping and joining of neighbours.
    case string(String)
    case name(String)
    case list([JinjaExpression])
    case tuple([JinjaExpression])
    case dict([(key: JinjaExpression, value: JinjaExpression)])
    case attribute(of: JinjaExpression, name: String, nameSpan: Span)
    case item(of: JinjaExpression, index: JinjaExpression)
    case slice(
      of: JinjaExpression, start: JinjaExpression?, stop: JinjaExpression?, step: JinjaExpression?)
    case call(JinjaExpression, JinjaArguments)
    case filter(JinjaExpression, JinjaFilterCall)
    case test(
      JinjaExpression, name: String, nameSpan: Span, arguments: JinjaArguments, isNegated: Bool)
    case unary(UnaryOperator, JinjaExpression)
    case binary(BinaryOperator, JinjaExpression, JinjaExpression)
    /// `a < b < c` compares neighbours.
    case comparison(JinjaExpression, [JinjaComparison])
    case and(JinjaExpression, JinjaExpression)
    case or(JinjaExpression, JinjaExpression)
    case not(JinjaExpression)
    case concatenation([JinjaExpression])
    case conditional(
      then: JinjaExpression, condition: JinjaExpression, otherwise: JinjaExpression?)
  }

  public enum UnaryOperator: String, Sendable { case plus = "+", minus = "-" }

  public enum BinaryOperator: String, Sendable {
    case add = "+", subtract = "-", multiply = "*", divide = "/", floorDivide = "//", modulo = "%"
    case power = "**"
  }

  public enum ComparisonOperator: String, Sendable {
    case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">"
    case greaterOrEqual = ">=", isIn = "in", isNotIn = "not in"
  }
}

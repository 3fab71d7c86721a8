/// What may stand at a place of a template.
///
/// Attributes of parameters, resources and outputs, and the policies of resources, are all of this
/// form, so that one walk compares any of them with what an author wrote.
public indirect enum NodeShape: Sendable {
  case anything
  /// A scalar of any type: CloudFormation takes numbers and booleans for texts.
  case text
  case integer
  case number
  case boolean
  /// One of a few texts.
  case oneOf([String])
  case list(NodeShape)
  /// A text, or a list.
  case textOrList(of: NodeShape)
  /// A mapping with known keys.
  case map([Field], others: Others)

  /// What a mapping may hold beside its known keys.
  public enum Others: Sendable {
    case none
    case each(NodeShape)
  }

  public struct Field: Sendable {
    public let name: String
    public let shape: NodeShape
    public let isRequired: Bool

    public static func required(_ name: String, _ shape: NodeShape) -> Field {
      Field(name: name, shape: shape, isRequired: true)
    }

    public static func optional(_ name: String, _ shape: NodeShape) -> Field {
      Field(name: name, shape: shape, isRequired: false)
    }
  }

  public static func map(_ fields: Field...) -> NodeShape { .map(fields, others: .none) }

  public static func map(of shape: NodeShape) -> NodeShape { .map([], others: .each(shape)) }
}

/// Where a node is not of its shape.
public struct ShapeFault: Sendable {
  public enum Kind: Sendable {
    case unknownKey(known: [String])
    case missingKey(String)
    /// With what is expected, in words: `a list`.
    case wrongKind(expected: String)
    /// A function where CloudFormation evaluates none.
    case function
  }

  public let kind: Kind
  /// The keys that lead to the place; for what is missing, to what lacks it. Elements of lists have
  /// no part in it.
  public let path: [String]
  public let span: Span
  public let condition: Condition
}

/// Whether functions are evaluated at a place; where they are not, CloudFormation asks for a text.
public enum FunctionUse: Sendable { case refused, evaluated }

extension CloudFormationTemplate {
  /// Where a node is not of a shape. What cannot be known is of any shape, and nulls are another
  /// rule's business.
  ///
  /// - Parameter key: The key of the node, where a fault is that something is missing from it.
  public func faults(
    of node: SyntaxNode, under key: SyntaxNode, as shape: NodeShape, functions: FunctionUse
  ) -> [ShapeFault] {
    var walk = ShapeWalk(template: self, functions: functions)
    walk.compare(node, shape, ShapeWalk.Place(key: key, path: [], condition: .always, depth: 0))
    return walk.faults
  }
}

private struct ShapeWalk {
  let template: CloudFormationTemplate
  let functions: FunctionUse
  var faults: [ShapeFault] = []

  struct Place {
    var key: SyntaxNode
    var path: [String]
    var condition: Condition
    var depth: Int

    func inside(_ entry: SyntaxNode.Entry) -> Place {
      Place(key: entry.key, path: path + [entry.key.text], condition: condition, depth: depth + 1)
    }

    var deeper: Place { Place(key: key, path: path, condition: condition, depth: depth + 1) }
  }

  private static let depthLimit = 32

  mutating func compare(_ node: SyntaxNode, _ shape: NodeShape, _ place: Place) {
    if case .anything = shape { return }
    guard place.depth < Self.depthLimit, !node.isBrokenAlias, !node.isNull else { return }
    if let call = IntrinsicCall(node) { return compare(call, node, shape, place) }
    if let tag = node.tag, tag != "!!str" { return }
    switch shape {
    case .anything: return
    case .text, .integer, .number, .boolean, .oneOf: compareScalar(node, shape, place)
    case .list(let element):
      guard node.isSequence else { return wrongKind(shape, node, place) }
      for item in node.items { compare(item, element, place.deeper) }
    case .textOrList(let element):
      if node.isScalar { return }
      guard node.isSequence else { return wrongKind(shape, node, place) }
      for item in node.items { compare(item, element, place.deeper) }
    case .map(let fields, let others): compare(node, fields, others, place)
    }
  }

  private mutating func compare(
    _ node: SyntaxNode, _ fields: [NodeShape.Field], _ others: NodeShape.Others, _ place: Place
  ) {
    guard node.isMapping else { return wrongKind(.map(fields, others: others), node, place) }
    var names: Set<String> = []
    // A macro, a hash merge or an expression can bring any key.
    var isOpen = false
    for entry in node.entries {
      let name = entry.key.text
      if template.holdsSymbol(entry.key) || name == "<<" || name == "Fn::Transform"
        || name.hasPrefix("Fn::ForEach::") || !entry.key.isScalar
      {
        isOpen = true
        continue
      }
      names.insert(name)
      if let field = fields.first(where: { $0.name == name }) {
        compare(entry.value, field.shape, place.inside(entry))
      } else if case .each(let shape) = others {
        compare(entry.value, shape, place.inside(entry))
      } else {
        faults.append(
          ShapeFault(
            kind: .unknownKey(known: fields.map(\.name)), path: place.path + [name],
            span: entry.key.contentSpan, condition: place.condition))
      }
    }
    guard !isOpen else { return }
    for field in fields where field.isRequired && !names.contains(field.name) {
      faults.append(
        ShapeFault(
          kind: .missingKey(field.name), path: place.path, span: place.key.contentSpan,
          condition: place.condition))
    }
  }

  /// A function: its alternatives, or what it comes to as far as that is known.
  private mutating func compare(
    _ call: IntrinsicCall, _ node: SyntaxNode, _ shape: NodeShape, _ place: Place
  ) {
    // What a macro or a loop makes is not known.
    if call.name == "Fn::Transform" || call.name == "Fn::ForEach" { return }
    guard case .evaluated = functions else {
      faults.append(
        ShapeFault(kind: .function, path: place.path, span: node.span, condition: place.condition))
      return
    }
    if call.name == "Fn::If" {
      guard let branches = template.branches(of: call) else { return }
      for (branch, condition) in branches.all {
        var inner = place.deeper
        inner.condition = place.condition.and(condition)
        if !inner.condition.isNever { compare(branch, shape, inner) }
      }
      return
    }
    guard shape.isScalar else { return }
    switch template.value(of: node).form {
    case .string(let text), .number(let text):
      if !shape.takes(text) { wrongKind(shape, node, place) }
    case .bool(let value): if !shape.takes(String(value)) { wrongKind(shape, node, place) }
    case .list, .map: wrongKind(shape, node, place)
    case .null, .reference, .choice, .text, .symbol, .unknown: return
    }
  }

  private mutating func compareScalar(_ node: SyntaxNode, _ shape: NodeShape, _ place: Place) {
    guard node.isScalar else { return wrongKind(shape, node, place) }
    guard !template.holdsSymbol(node), !shape.takes(node.text) else { return }
    // `{{resolve:…}}` is text that CloudFormation replaces.
    guard !node.text.contains("{{resolve:") else { return }
    wrongKind(shape, node, place)
  }

  private mutating func wrongKind(_ shape: NodeShape, _ node: SyntaxNode, _ place: Place) {
    // Of a block that is of the wrong kind, its key is the place.
    let span = node.isScalar || node.target.index != node.index ? node.span : place.key.contentSpan
    faults.append(
      ShapeFault(
        kind: .wrongKind(expected: shape.words), path: place.path,
        span: node.isScalar && node.span.count == 0 ? place.key.contentSpan : span,
        condition: place.condition))
  }
}

extension NodeShape {
  fileprivate var isScalar: Bool {
    switch self {
    case .text, .integer, .number, .boolean, .oneOf: true
    case .anything, .list, .textOrList, .map: false
    }
  }

  /// Whether a text is one of the texts of a scalar shape.
  fileprivate func takes(_ text: String) -> Bool {
    switch self {
    case .integer: Double(text).map { $0.rounded() == $0 } ?? false
    case .number: Double(text) != nil
    case .boolean: ["true", "false", "yes", "no", "on", "off"].contains(text.lowercased())
    case .oneOf(let texts): texts.contains(text)
    case .anything, .text, .list, .textOrList, .map: true
    }
  }

  /// What is expected, as a noun.
  fileprivate var words: String {
    switch self {
    case .anything: "a value"
    case .text: "a text"
    case .integer: "an integer"
    case .number: "a number"
    case .boolean: "`true` or `false`"
    case .oneOf(let texts): "one of \(quotedList(texts))"
    case .list: "a list"
    case .textOrList: "a text or a list"
    case .map: "a mapping"
    }
  }
}

extension ShapeFault {
  /// What is wrong, in a sentence.
  ///
  /// - Parameter noun: What the shape is of: `a parameter`, `parameter `Size``.
  public func problem(of noun: String) -> Problem {
    let name = path.last
    let evidence = path.joined(separator: ".")
    switch kind {
    case .unknownKey(let known):
      let owner = path.count > 1 ? "`\(path[path.count - 2])`" : noun
      let close = name.flatMap { closestName(to: $0, among: known) }
      return Problem(
        "`\(name ?? "")` is no attribute of \(owner)", at: Label(span),
        help: close.map { "did you mean `\($0)`?" }, when: condition,
        evidence: "\(noun) \(evidence)")
    case .missingKey(let key):
      return Problem(
        "\(name.map { "`\($0)`" } ?? noun) has no `\(key)`", at: Label(span), when: condition,
        evidence: "\(noun) \(evidence) \(key)")
    case .wrongKind(let expected):
      return Problem(
        "\(name.map { "`\($0)`" } ?? noun) is not \(expected)", at: Label(span), when: condition,
        evidence: "\(noun) \(evidence)")
    case .function:
      return Problem(
        "\(name.map { "`\($0)`" } ?? noun) takes no function", at: Label(span), when: condition,
        evidence: "\(noun) \(evidence)")
    }
  }
}

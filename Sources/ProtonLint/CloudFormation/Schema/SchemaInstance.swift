/// A value of a template as schemas see it. Read once, however many schemas it is held against.
final class SchemaInstance {
  enum Shape {
    /// There is no value: an empty map.
    case absent
    case call(IntrinsicCall)
    case scalar
    /// A null is a defect of its own, wherever it stands.
    case null
    /// A text of which a part is looked up when the stack is deployed.
    case dynamicReference
    case list
    case map
    case unknown
  }

  let template: CloudFormationTemplate
  let node: SyntaxNode
  let shape: Shape
  /// The key that the value stands under, or the list that it is an element of.
  let key: SyntaxNode
  /// What shows a fault of the value as a whole: its key, or what it begins with where it has none.
  let anchor: SyntaxNode
  /// Whether `${…}` in a text stands for something that is not known.
  let hasSubstitutions: Bool

  /// A key of a map or an element of a list.
  struct Part {
    /// The table's number of the name of a key; `.max` where the table does not have it.
    let name: UInt32
    let key: SyntaxNode
    let value: SchemaInstance
    /// When it is there; nil: always.
    let presence: Condition?
  }

  /// - Parameter anchor: Nil for the value of a key.
  init(
    _ node: SyntaxNode, under key: SyntaxNode, anchor: SyntaxNode? = nil,
    in template: CloudFormationTemplate, hasSubstitutions: Bool = false
  ) {
    self.template = template
    self.node = node.target
    self.key = key
    self.anchor = anchor ?? key
    self.hasSubstitutions = hasSubstitutions
    shape = Self.shape(of: node, in: template, hasSubstitutions)
  }

  /// No value at all.
  init(absentUnder key: SyntaxNode, in template: CloudFormationTemplate) {
    self.template = template
    node = key
    self.key = key
    anchor = key
    hasSubstitutions = false
    shape = .absent
  }

  private static func shape(
    of node: SyntaxNode, in template: CloudFormationTemplate, _ hasSubstitutions: Bool
  ) -> Shape {
    if let call = IntrinsicCall(node) { return .call(call) }
    let target = node.target
    if let tag = target.tag, tag != "!!str" { return .unknown }
    switch target.kind {
    case .mapping: return isDirective(target) ? .unknown : .map
    case .sequence: return .list
    case .scalar: return shape(ofScalar: target, in: template, hasSubstitutions)
    case .alias: return .unknown
    }
  }

  private static func shape(
    ofScalar node: SyntaxNode, in template: CloudFormationTemplate, _ hasSubstitutions: Bool
  ) -> Shape {
    if template.holdsSymbol(node) { return .unknown }
    if node.isNull { return .null }
    let bytes = node.textBytes
    // `{% … %}` is an expression of JSONata in a state machine.
    if hasSubstitutions, contains("${", in: bytes) || contains("{%", in: bytes) {
      return .unknown
    }
    return contains("{{resolve:", in: bytes) ? .dynamicReference : .scalar
  }

  /// A function of CloudFormation that is not known here, or a directive of Rain, which packs
  /// templates before they are deployed.
  private static func isDirective(_ map: SyntaxNode) -> Bool {
    var entries = map.entries
    guard let first = entries.next(), entries.next() == nil, first.key.isScalar else {
      return false
    }
    let name = first.key.textBytes
    return name.starts(with: "Rain::".utf8) || name.starts(with: "Fn::".utf8)
  }

  /// Whether there may be more keys than those of the text: by a merge, a macro, a loop or an
  /// expression.
  private(set) var isOpen = false
  private var readParts: [Part]?

  /// The keys of a map, the elements of a list.
  func parts(_ facts: SchemaFacts) -> [Part] {
    if let readParts { return readParts }
    var parts: [Part] = []
    switch shape {
    case .map:
      for entry in node.entries {
        if isOfUnknownName(entry.key) {
          isOpen = true
          continue
        }
        let value = part(entry.value, under: entry.key, anchor: nil)
        parts.append(
          Part(
            name: facts.number(of: entry.key) ?? .max, key: entry.key, value: value,
            presence: value.presence))
      }
    case .list:
      for item in node.items {
        let value = part(item, under: key, anchor: item.beginning)
        parts.append(Part(name: .max, key: key, value: value, presence: value.presence))
        if case .unknown = value.shape { isOpen = true }
      }
    case .absent, .call, .scalar, .null, .dynamicReference, .unknown: break
    }
    readParts = parts
    return parts
  }

  private func part(
    _ node: SyntaxNode, under key: SyntaxNode, anchor: SyntaxNode?
  ) -> SchemaInstance {
    SchemaInstance(
      node, under: key, anchor: anchor, in: template, hasSubstitutions: hasSubstitutions)
  }

  private func isOfUnknownName(_ key: SyntaxNode) -> Bool {
    guard key.isScalar else { return true }
    let name = key.textBytes
    // A function beside other keys is reported as that.
    return name.elementsEqual("<<".utf8) || name.starts(with: "Fn::".utf8)
      || template.holdsSymbol(key)
      || hasSubstitutions && contains("${", in: name)
  }

  /// Of a scalar all that it can be taken for; nil where it is not known.
  var kinds: ValueKinds? {
    switch shape {
    case .scalar: .scalar
    case .list: .array
    case .map: .object
    case .absent, .call, .null, .dynamicReference, .unknown: nil
    }
  }

  /// Whether it is a text, or may come to one.
  var mayBeText: Bool {
    switch shape {
    case .call, .scalar, .dynamicReference, .unknown: true
    case .absent, .list, .map, .null: false
    }
  }

  /// For messages: "a list", "`text`".
  var words: String {
    switch shape {
    case .scalar: "`\(text.shortened)`"
    case .list: "a list"
    case .map, .absent: "a map"
    case .dynamicReference: "a text"
    case .call, .null, .unknown: "something else"
    }
  }

  /// The text of a scalar.
  private(set) lazy var text: String = node.text

  private var readNumber: UInt32??

  /// The table's number of ``text``; nil where the table does not have it.
  func number(_ facts: SchemaFacts) -> UInt32? {
    if let readNumber { return readNumber }
    let number = facts.table.layout?.index(ofName: text.utf8)
    readNumber = .some(number)
    return number
  }

  private var readResult: FunctionResult?

  /// What is known of the result of a function.
  func result(_ call: IntrinsicCall, _ facts: SchemaFacts) -> FunctionResult {
    if let readResult { return readResult }
    let result = FunctionResult(of: call, in: template, facts)
    readResult = result
    return result
  }

  /// The branches of `Fn::If`; nil for another function, or a faulty one.
  private(set) lazy var branches: Branches? = {
    guard case .call(let call) = shape, call.name == "Fn::If",
      let branches = template.branches(of: call)
    else { return nil }
    return Branches(
      condition: branches.condition,
      then: part(branches.then, under: key, anchor: branches.then.beginning),
      otherwise: part(branches.otherwise, under: key, anchor: branches.otherwise.beginning))
  }()

  struct Branches {
    let condition: Condition
    let then: SchemaInstance
    let otherwise: SchemaInstance
  }

  /// What a function is known to come to; no text where that is not known.
  private(set) lazy var outcomes: [(text: String?, condition: Condition)] =
    template.value(of: node).alternatives.map { ($0.value.string, $0.condition) }

  /// When the value is there, `AWS::NoValue` being none; nil: always.
  private(set) lazy var presence: Condition? = presence(depth: 0)

  private func presence(depth: Int) -> Condition? {
    guard case .call(let call) = shape, depth < 32 else { return nil }
    if call.name == "Ref" {
      return call.argument.isScalar && call.argument.text == "AWS::NoValue" ? .never : nil
    }
    guard let branches else { return nil }
    let then = branches.then.presence(depth: depth + 1)
    let otherwise = branches.otherwise.presence(depth: depth + 1)
    if then == nil, otherwise == nil { return nil }
    return branches.condition.and(then ?? .always).or(
      branches.condition.negated.and(otherwise ?? .always))
  }
}

extension SyntaxNode {
  /// The first key of a map; anything else is its own beginning.
  var beginning: SyntaxNode {
    for entry in entries { return entry.key }
    return self
  }
}

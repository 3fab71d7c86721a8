/// One walk over the calls of all functions of a template.
///
/// The nodes of a tree stand in the order of the text, so the walk is a loop over an array that
/// looks only at tags and at keys that name a function. Each call is held against its
/// ``FunctionSignature``; calls in its arguments come up by themselves.
struct FunctionCheck {
  let template: CloudFormationTemplate
  /// Whether the template declares the transform `AWS::LanguageExtensions`.
  let declaresExtensions: Bool
  /// Whether functions are to be read as that transform has them: also where it is forgotten.
  let hasExtensions: Bool
  let names: [NameRole]
  private(set) var faults: [FunctionFault] = []

  /// The part of the template that is walked.
  var place = TemplatePlaces.properties
  /// Whether any key is permitted there: metadata is for whoever reads it.
  var isMetadata = false
  /// When what is walked is there, branches of `Fn::If` aside.
  var sectionCondition = Condition.always
  private var branches: [Branch] = []
  /// Up to which node no resource may be referred to, and where that is.
  var early: (end: Int, place: EarlyPlace)?
  /// Up to which node calls are part of something that is reported as a whole.
  private var silentEnd = 0
  var silenced: Set<Int> = []
  private var conditionsOfResources: [String: Presence]
  private var formulas: [String: Condition] = [:]

  /// What a name in the tree is, where it is the text of a key or a tag.
  enum NameRole { case other, function, unknownFunction, tag, unknownTag }

  /// What is worked out before there are resources.
  enum EarlyPlace: String {
    case conditions = "the conditions"
    case exportName = "the name of an export"
    case importName = "the name of an import"
  }

  /// An argument of `Fn::If`.
  private struct Branch {
    let range: Range<Int>
    let condition: String
    let isElse: Bool
  }

  /// What says when a resource is there.
  struct Presence {
    let condition: String
    let span: Span
  }

  init(_ template: CloudFormationTemplate) {
    self.template = template
    declaresExtensions = template.transforms.contains(languageExtensions)
    hasExtensions =
      declaresExtensions
      || template.tree.names.texts.contains { $0.hasPrefix("Fn::ForEach::") }
    names = template.tree.names.texts.map(Self.role)
    conditionsOfResources = [:]
    for resource in template.resources {
      guard let condition = resource.node["Condition"], condition.isScalar, condition.tag == nil,
        !template.holdsSymbol(condition), template.hasCondition(condition.text)
      else { continue }
      conditionsOfResources[resource.name] = Presence(
        condition: condition.text, span: condition.contentSpan)
    }
  }

  private static func role(of name: String) -> NameRole {
    switch name.utf8.first {
    case UInt8(ascii: "F") where name.hasPrefix("Fn::"):
      IntrinsicCall.longName(ofKey: name) != nil
        ? .function : isForeign(name.dropFirst(4)) ? .other : .unknownFunction
    case UInt8(ascii: "R") where name == "Ref": .function
    case UInt8(ascii: "!") where name.utf8.count > 1 && !name.hasPrefix("!!"):
      IntrinsicCall.longName(ofTag: name) != nil
        ? .tag : isForeign(name[...]) ? .other : .unknownTag
    default: .other
    }
  }

  /// Whether a name is that of another tool, which replaces it before a deployment: `Rain::Embed`.
  static func isForeign(_ name: Substring) -> Bool {
    name.utf8.contains(UInt8(ascii: ":")) && !name.hasPrefix("AWS::")
  }

  // MARK: Nodes

  mutating func walk(_ node: SyntaxNode, in place: TemplatePlaces) {
    self.place = place
    // An alias is walked where its anchor stands.
    let nodes = template.tree.nodes
    guard nodes[node.index].kind != .alias else { return }
    for index in node.index..<Int(nodes[node.index].subtreeEnd) { visit(index) }
  }

  mutating func visit(_ index: Int) {
    guard index >= silentEnd else { return }
    let node = template.tree.nodes[index]
    if node.tag != .max {
      switch names[Int(node.tag)] {
      case .tag: visitTag(SyntaxNode(tree: template.tree, index: index))
      case .unknownTag: reportUnknownTag(SyntaxNode(tree: template.tree, index: index))
      case .other, .function, .unknownFunction: break
      }
    }
    guard node.name != .max, node.kind == .scalar else { return }
    switch names[Int(node.name)] {
    case .function: visitKey(SyntaxNode(tree: template.tree, index: index), isKnown: true)
    case .unknownFunction: visitKey(SyntaxNode(tree: template.tree, index: index), isKnown: false)
    case .other, .tag, .unknownTag: break
    }
  }

  private mutating func visitTag(_ node: SyntaxNode) {
    guard let call = IntrinsicCall(node) else { return }
    if template.tree.nodes[node.index].name != .max {
      report(.misplaced(place: "a key"), call.name, at: node.contentSpan)
    } else {
      check(call)
    }
  }

  private mutating func reportUnknownTag(_ node: SyntaxNode) {
    guard let tag = node.tag, !isMetadata, !silenced.contains(node.index) else { return }
    report(.unknownFunction, tag, at: node.contentSpan)
  }

  private mutating func visitKey(_ key: SyntaxNode, isKnown: Bool) {
    guard let mapping = mapping(ofKey: key.index), !silenced.contains(mapping.index) else { return }
    let entries = Array(mapping.entries)
    guard let entry = entries.first(where: { $0.key.index == key.index }) else { return }
    guard isKnown, let name = IntrinsicCall.longName(ofKey: key.text) else {
      if !isMetadata { report(.unknownFunction, key.text, at: key.contentSpan) }
      return
    }
    let others = entries.filter { $0.key.text != key.text }
    if others.isEmpty || name == "Fn::Transform" || name == "Fn::ForEach" {
      check(IntrinsicCall(name: name, argument: entry.value, key: key))
    } else {
      reportOthers(others.map(\.key), beside: key, isFirst: entries.first?.key.index == key.index)
    }
  }

  /// `Ref` may be an ordinary key among others, and metadata may hold anything.
  private mutating func reportOthers(
    _ others: [SyntaxNode], beside key: SyntaxNode, isFirst: Bool
  ) {
    let functions = others.filter { IntrinsicCall.longName(ofKey: $0.text) != nil }
    guard !isMetadata, let other = others.first else { return }
    if !functions.isEmpty {
      guard functions.allSatisfy({ $0.index > key.index }) else { return }
    } else if key.text == "Ref" {
      guard place == .conditions else { return }
    }
    report(.keyBesideFunction(other: other.text), key.text, at: key.contentSpan)
  }

  private func mapping(ofKey index: Int) -> SyntaxNode? {
    let nodes = template.tree.nodes
    var parent = index - 1
    while parent >= 0 {
      if nodes[parent].kind == .mapping, Int(nodes[parent].subtreeEnd) > index {
        return SyntaxNode(tree: template.tree, index: parent)
      }
      if nodes[parent].kind == .sequence, Int(nodes[parent].subtreeEnd) > index { return nil }
      parent -= 1
    }
    return nil
  }

  // MARK: Conditions

  mutating func openBranches(of items: [SyntaxNode]) {
    guard items.count == 3, items[0].isScalar, template.hasCondition(items[0].text) else { return }
    for (number, item) in items.dropFirst().enumerated() {
      let node = template.tree.nodes[item.index]
      branches.append(
        Branch(
          range: item.index..<Int(node.subtreeEnd), condition: items[0].text, isElse: number == 1))
    }
  }

  /// When a node is there.
  mutating func condition(at index: Int) -> Condition {
    branches.removeAll { $0.range.upperBound <= index }
    var result = sectionCondition
    for branch in branches where branch.range.contains(index) {
      let formula = formula(branch.condition)
      result = result.and(branch.isElse ? formula.negated : formula)
    }
    return result
  }

  mutating func formula(_ name: String) -> Condition {
    if let known = formulas[name] { return known }
    let formula = template.formula(ofCondition: name)
    formulas[name] = formula
    return formula
  }

  func presence(of resource: String) -> Presence? { conditionsOfResources[resource] }

  // MARK: Places without resources

  /// Where a node stands that no resource may be referred to; nil elsewhere.
  mutating func earlyPlace(at index: Int) -> EarlyPlace? {
    if let early, early.end <= index { self.early = nil }
    return early?.place
  }

  mutating func forbidResources(in node: SyntaxNode, _ place: EarlyPlace) {
    guard earlyPlace(at: node.index) == nil else { return }
    early = (Int(template.tree.nodes[node.index].subtreeEnd), place)
  }

  // MARK: Faults

  /// Leaves out what is below a node, which is wrong as a whole.
  mutating func silence(below node: SyntaxNode) {
    silentEnd = Int(template.tree.nodes[node.index].subtreeEnd)
  }

  /// Leaves out one call, which is reported already.
  mutating func silence(_ call: IntrinsicCall) { silenced.insert(call.argument.index) }

  func isSilenced(_ call: IntrinsicCall) -> Bool { silenced.contains(call.argument.index) }

  mutating func report(
    _ kind: FunctionFault.Kind, _ function: String, at span: Span,
    when condition: Condition = .always
  ) {
    guard !condition.isNever else { return }
    faults.append(
      FunctionFault(kind: kind, function: function, span: span, condition: condition))
  }
}

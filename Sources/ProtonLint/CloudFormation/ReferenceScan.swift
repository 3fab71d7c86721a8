/// A use of a name in a template: `!Ref Name`, `!GetAtt Name.Attribute`, `${Name}`, `DependsOn`.
public struct NameUse: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case ref = "Ref"
    case getAtt = "Fn::GetAtt"
    case sub = "Fn::Sub"
    case dependsOn = "DependsOn"
  }

  public let kind: Kind
  public let name: String
  public let attribute: String?
  public let span: Span
}

extension CloudFormationTemplate {
  /// All uses of names below a node, in the order of the text. Aliases are not followed: what they
  /// stand for is below another node.
  public func nameUses(below node: SyntaxNode) -> [NameUse] {
    allCalls.uses.elements(between: nodeRange(of: node))
  }

  /// All uses of names by some calls, in their order.
  public func nameUses(of calls: [IntrinsicCall]) -> [NameUse] {
    var uses: [NameUse] = []
    for call in calls { collect(call, into: &uses) }
    return uses
  }

  /// The names of conditions that calls use, by `Fn::If` and by `Condition` in a condition's own
  /// expression, with their places.
  public func conditionUses(of calls: [IntrinsicCall]) -> [(name: String, span: Span)] {
    calls.compactMap { call in
      let name: SyntaxNode?
      switch call.name {
      case "Fn::If": name = Array(call.argument.items).first
      case "Condition": name = call.argument
      default: name = nil
      }
      guard let name, name.isScalar, !holdsSymbol(name),
        call.name == "Condition" || IntrinsicCall(name) == nil
      else { return nil }
      return (name.text, name.contentSpan)
    }
  }

  /// The names in `{Condition: Name}` below a node, with their places: the operands of conditions.
  public func conditionOperands(below node: SyntaxNode) -> [(name: String, span: Span)] {
    guard let word = tree.name("Condition") else { return [] }
    let nodes = tree.nodes
    let start = node.target.index
    var found: [(String, Span)] = []
    for index in start..<Int(nodes[start].subtreeEnd) where nodes[index].name == word {
      let value = Int(nodes[index].subtreeEnd)
      guard index > start, nodes[index - 1].kind == .mapping, value < nodes.count else { continue }
      let name = SyntaxNode(tree: tree, index: value)
      guard name.isScalar, name.tag == nil, !holdsSymbol(name) else { continue }
      found.append((name.text, name.contentSpan))
    }
    return found
  }

  /// The texts below every key `Condition` of the template: those of resources and outputs are the
  /// names of conditions.
  public var valuesOfConditionKeys: [String] {
    guard let name = tree.name("Condition") else { return [] }
    let nodes = tree.nodes
    return nodes.indices.dropLast().compactMap { index in
      guard nodes[index].name == name, nodes[index + 1].kind == .scalar else { return nil }
      return SyntaxNode(tree: tree, index: index + 1).text
    }
  }

  /// The names of mappings that calls of `Fn::FindInMap` look into, with their places.
  public func mappingUses(of calls: [IntrinsicCall]) -> [(name: String, span: Span)] {
    calls.compactMap { call in
      guard call.name == "Fn::FindInMap", let name = Array(call.argument.items).first,
        name.isScalar, IntrinsicCall(name) == nil, !holdsSymbol(name)
      else { return nil }
      return (name.text, name.contentSpan)
    }
  }

  /// All calls of intrinsic functions below a node, outer ones first.
  public func calls(below node: SyntaxNode) -> [IntrinsicCall] {
    allCalls.calls.elements(between: nodeRange(of: node))
  }

  private func nodeRange(of node: SyntaxNode) -> Range<Int> {
    let start = node.target.index
    return start..<Int(tree.nodes[start].subtreeEnd)
  }

  /// The calls of the whole template, found once.
  private var allCalls: TemplateCalls {
    if let found = foundCalls.withLock({ $0 }) { return found }
    let calls = TemplateCalls(in: self)
    foundCalls.withLock { $0 = calls }
    return calls
  }

  private func collect(_ call: IntrinsicCall, into uses: inout [NameUse]) {
    let argument = call.argument
    switch call.name {
    case "Ref":
      guard argument.isScalar, !holdsSymbol(argument) else { return }
      uses.append(
        NameUse(kind: .ref, name: argument.text, attribute: nil, span: argument.contentSpan))
    case "Fn::GetAtt":
      guard !holdsSymbol(argument), let (name, attribute) = attributeParts(argument) else { return }
      let first = argument.isSequence ? Array(argument.items)[0] : argument
      guard !holdsSymbol(first) else { return }
      uses.append(
        NameUse(kind: .getAtt, name: name, attribute: attribute, span: first.contentSpan))
    case "Fn::Sub":
      var template = argument
      var variables: SyntaxNode?
      if argument.isSequence {
        let items = Array(argument.items)
        guard let first = items.first else { return }
        template = first
        variables = items.dropFirst().first
      }
      guard template.isScalar, variables?.isMapping != false else { return }
      let bytes = template.textBytes
      let shift = template.valueRangeInText.map { $0.lowerBound - bytes.startIndex }
      for part in substitutionParts(bytes) {
        guard case .variable(let text) = part.kind, variables?.entry(text) == nil,
          !TokenTable.mayHoldToken(bytes[part.range])
        else { continue }
        let dot = text.firstIndex(of: ".")
        let span = shift.map {
          tree.map.origin(of: part.range.lowerBound + $0..<part.range.upperBound + $0)
        }
        uses.append(
          NameUse(
            kind: .sub, name: dot.map { String(text[..<$0]) } ?? text,
            attribute: dot.map { String(text[text.index(after: $0)...]) },
            span: span ?? template.span))
      }
    default: break
    }
  }

  /// The `${…}` in a scalar, as `Fn::Sub` would see them, with their places.
  public func substitutions(in node: SyntaxNode) -> [(name: String, span: Span)] {
    let bytes = node.textBytes
    guard bytes.contains(UInt8(ascii: "$")) else { return [] }
    let shift = node.valueRangeInText.map { $0.lowerBound - bytes.startIndex }
    return substitutionParts(bytes).compactMap { part in
      guard case .variable(let name) = part.kind, !TokenTable.mayHoldToken(bytes[part.range])
      else { return nil }
      let span = shift.map {
        tree.map.origin(of: part.range.lowerBound + $0..<part.range.upperBound + $0)
      }
      return (name, span ?? node.span)
    }
  }

  /// The names under `DependsOn` of a resource.
  public func dependencies(of resource: SyntaxNode) -> [NameUse] {
    guard let node = resource["DependsOn"] else { return [] }
    let names = node.isSequence ? Array(node.items) : [node]
    return names.filter { $0.isScalar && !holdsSymbol($0) }.map {
      NameUse(kind: .dependsOn, name: $0.text, attribute: nil, span: $0.contentSpan)
    }
  }
}

extension CloudFormationTemplate {
  /// Whether a scalar is what `Ref` is given, or a key.
  public func isReferred(_ node: SyntaxNode) -> Bool {
    let nodes = tree.nodes
    if node.tag != nil || nodes[node.index].name != .max { return true }
    guard node.index > 0, nodes[node.index - 1].name != .max else { return false }
    return tree.names[nodes[node.index - 1].name] == "Ref"
  }
}

/// The calls of a template in the order of the text, and the names that they use.
struct TemplateCalls: Sendable {
  /// Things found at nodes, in the order of the nodes.
  struct Found<Element: Sendable>: Sendable {
    private var elements: [Element] = []
    private var nodes: [Int] = []

    mutating func add(_ element: Element, at node: Int) {
      elements.append(element)
      nodes.append(node)
    }

    func elements(between range: Range<Int>) -> [Element] {
      Array(elements[firstIndex(from: range.lowerBound)..<firstIndex(from: range.upperBound)])
    }

    /// The place of the first element whose node has this index or a later one.
    private func firstIndex(from node: Int) -> Int {
      var low = 0
      var high = nodes.count
      while low < high {
        let middle = (low + high) / 2
        if nodes[middle] < node { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  private(set) var calls = Found<IntrinsicCall>()
  private(set) var uses = Found<NameUse>()

  init(in template: CloudFormationTemplate) {
    let tree = template.tree
    let nodes = tree.nodes
    for index in nodes.indices {
      guard nodes[index].kind != .alias, nodes[index].tag != .max || nodes[index].kind == .mapping,
        let call = IntrinsicCall(SyntaxNode(tree: tree, index: index))
      else { continue }
      let found = [call, call.inner].compactMap(\.self)
      for one in found { calls.add(one, at: index) }
      for use in template.nameUses(of: found) { uses.add(use, at: index) }
    }
  }
}

/// Loops (`Fn::ForEach`) of a template, written out.
///
/// See "Fn::ForEach" in the CloudFormation template reference:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html>.
/// The nodes of a body stand once for each value, all at their one place in the text. A loop over
/// what a deployer gives stays as it is, and so do all of them where there would be too many nodes.
func writingOutLoops(of tree: SyntaxTree) -> SyntaxTree {
  guard tree.hasLoops, let root = tree.root, let transform = root["Transform"],
    (transform.isSequence ? Array(transform.items) : [transform]).contains(where: {
      $0.text == languageExtensions
    })
  else { return tree }
  var expansion = LoopExpansion(of: tree)
  expansion.copy(root.index)
  return expansion.tree ?? tree
}

extension SyntaxTree {
  /// Whether a key begins a loop.
  var hasLoops: Bool {
    let isLoop = names.texts.map { $0.hasPrefix("Fn::ForEach::") }
    return isLoop.contains(true)
      && nodes.contains { $0.kind == .scalar && $0.name != .max && isLoop[Int($0.name)] }
  }
}

private struct LoopExpansion {
  private let source: SyntaxTree
  private var nodes: [SyntaxTree.Node] = []
  private var side: [UInt8]
  private var names: NameTable
  /// Where the last copy of each node is.
  private var copies: [UInt32]
  /// The variables of the loops around, with their values.
  private var values: [String: String] = [:]
  private var isTooLarge = false

  private let nodeLimit: Int
  private static let sideLimit = 1 << 23

  init(of source: SyntaxTree) {
    self.source = source
    side = source.side
    names = source.names
    copies = Array(repeating: .max, count: source.nodes.count)
    nodeLimit = source.nodes.count + 1 << 17
  }

  /// The tree, unless it became too large.
  var tree: SyntaxTree? {
    guard !isTooLarge else { return nil }
    return SyntaxTree(
      nodes: nodes, text: source.text, side: side, names: names, map: source.map,
      problems: source.problems)
  }

  mutating func copy(_ index: Int) {
    guard nodes.count < nodeLimit, side.count < Self.sideLimit else {
      isTooLarge = true
      return
    }
    let node = source.nodes[index]
    if node.kind == .mapping, let (name, value) = variable(ofReference: index) {
      return appendText(value, like: source.nodes[name])
    }
    let start = nodes.count
    copies[index] = UInt32(start)
    nodes.append(node)
    switch node.kind {
    case .scalar: replaceVariables(in: start)
    case .alias:
      if !node.isBroken, copies[Int(node.target)] != .max {
        nodes[start].target = copies[Int(node.target)]
      }
    case .sequence:
      for item in SyntaxNode(tree: source, index: index).items where !isTooLarge {
        copy(item.index)
      }
    case .mapping: copyEntries(of: SyntaxNode(tree: source, index: index))
    }
    nodes[start].subtreeEnd = UInt32(nodes.count)
  }

  private mutating func copyEntries(of mapping: SyntaxNode) {
    for entry in mapping.entries where !isTooLarge {
      guard let loop = loop(entry) else {
        copy(entry.key.index)
        copy(entry.value.index)
        continue
      }
      let outer = values
      for value in loop.values where !isTooLarge {
        values[loop.variable] = value
        copyEntries(of: loop.body)
      }
      values = outer
    }
  }

  // MARK: Loops

  private struct Loop {
    let variable: String
    let values: [String]
    let body: SyntaxNode
  }

  /// The loop that an entry is, if its values stand in the template.
  private func loop(_ entry: SyntaxNode.Entry) -> Loop? {
    guard entry.key.text.hasPrefix("Fn::ForEach::") else { return nil }
    let parts = Array(entry.value.items)
    guard entry.value.tag == nil, parts.count == 3, parts[0].isScalar, parts[0].tag == nil,
      parts[2].isMapping, parts[2].tag == nil, let values = collection(parts[1])
    else { return nil }
    return Loop(variable: parts[0].text, values: values, body: parts[2].target)
  }

  private func collection(_ node: SyntaxNode) -> [String]? {
    var list = node
    if let call = IntrinsicCall(node) {
      let keys = Array(call.argument.items)
      guard call.name == "Fn::FindInMap", keys.count == 3,
        keys.allSatisfy({ $0.isScalar && $0.tag == nil }),
        let found = source.root?["Mappings"]?[text(keys[0])]?[text(keys[1])]?[text(keys[2])]
      else { return nil }
      list = found
    }
    guard list.isSequence, IntrinsicCall(list) == nil else { return nil }
    var values: [String] = []
    for item in list.items {
      guard item.isScalar, item.tag == nil else { return nil }
      values.append(text(item))
    }
    return values
  }

  // MARK: Variables

  /// The text of a scalar, variables replaced.
  private func text(_ node: SyntaxNode) -> String {
    replaced(node.textBytes).map { String(decoding: $0, as: UTF8.self) } ?? node.text
  }

  /// The value that `{Ref: Variable}` is, and the node of the variable's name.
  private func variable(ofReference index: Int) -> (name: Int, value: String)? {
    guard !values.isEmpty, source.nodes[index].tag == .max else { return nil }
    let entries = Array(SyntaxNode(tree: source, index: index).entries)
    guard entries.count == 1, entries[0].key.text == "Ref", entries[0].value.isScalar,
      let value = values[entries[0].value.text]
    else { return nil }
    return (entries[0].value.target.index, value)
  }

  private mutating func appendText(_ text: String, like node: SyntaxTree.Node) {
    nodes.append(node)
    setText(Array(text.utf8), of: nodes.count - 1)
    nodes[nodes.count - 1].subtreeEnd = UInt32(nodes.count)
  }

  private mutating func replaceVariables(in index: Int) {
    guard !values.isEmpty else { return }
    let node = nodes[index]
    let bytes =
      node.valueIsInSide
      ? side[Int(node.valueStart)..<Int(node.valueEnd)]
      : source.text[Int(node.valueStart)..<Int(node.valueEnd)]
    if node.tag != .max, names[node.tag] == "!Ref",
      let value = values[String(decoding: bytes, as: UTF8.self)]
    {
      nodes[index].tag = .max
      return setText(Array(value.utf8), of: index)
    }
    if let replaced = replaced(bytes) { setText(replaced, of: index) }
  }

  private mutating func setText(_ text: [UInt8], of index: Int) {
    let start = side.count
    side += text
    nodes[index].valueIsInSide = true
    nodes[index].valueStart = UInt32(start)
    nodes[index].valueEnd = UInt32(side.count)
    if nodes[index].style == .plain { nodes[index].style = .singleQuoted }
    if nodes[index].name != .max {
      nodes[index].name = text.withUnsafeBufferPointer { names.intern($0) }
    }
  }

  /// A text with `${Variable}` replaced by its value, and `&{Variable}` by the letters and digits of
  /// it; nil where nothing is.
  private func replaced(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    guard !values.isEmpty, bytes.contains(UInt8(ascii: "{")) else { return nil }
    var result: [UInt8] = []
    var rest = bytes
    var isChanged = false
    while let brace = rest.firstIndex(of: UInt8(ascii: "{")) {
      let mark = brace > rest.startIndex ? rest[brace - 1] : 0
      guard mark == UInt8(ascii: "$") || mark == UInt8(ascii: "&"),
        let end = rest[brace...].firstIndex(of: UInt8(ascii: "}")),
        let value = values[String(decoding: rest[(brace + 1)..<end], as: UTF8.self)]
      else {
        result += rest[...brace]
        rest = rest[(brace + 1)...]
        continue
      }
      result += rest[..<(brace - 1)]
      result += mark == UInt8(ascii: "$") ? Array(value.utf8) : value.utf8.filter(isLetterOrDigit)
      rest = rest[(end + 1)...]
      isChanged = true
    }
    return isChanged ? result + rest : nil
  }
}

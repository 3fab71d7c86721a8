/// Makes the arena of a ``SyntaxTree`` out of what a parser meets, in document order.
struct SyntaxTreeBuilder {
  /// How deep collections may be nested.
  ///
  /// The time that libyaml takes is quadratic in the depth (20,000 brackets take more than half a
  /// second), and whoever walks a tree recurses. CloudFormation's own functions end long before.
  static let depthLimit = 128

  /// The longest text, in bytes: with what a side buffer may hold, all offsets fit in 32 bits.
  static let sizeLimit = 1 << 30

  let text: [UInt8]
  let map: SourceMap
  private let language: SyntaxProblem.Language
  private(set) var nodes: [SyntaxTree.Node] = []
  private(set) var names = NameTable()
  /// The offset behind the last node that is complete.
  private(set) var lastEnd = 0
  private var side: [UInt8] = []
  private var problems: [SyntaxProblem] = []
  private var openCollections: [OpenCollection] = []
  /// By number of a name: where it was a key the last time.
  private var keyUses: [KeyUse] = []

  private struct OpenCollection {
    let index: Int
    let isMapping: Bool
    /// Whether there is a bracket at its end; otherwise it ends with its last child.
    let isBracketed: Bool
    var isKeyNext: Bool
  }

  private struct KeyUse {
    var mapping: UInt32 = .max
    var key: UInt32 = .max
  }

  /// The value of a scalar: a piece of the text as it stands, or other bytes.
  enum ScalarValue {
    case inText(Range<Int>)
    case changed(UnsafeBufferPointer<UInt8>)
  }

  init(text: [UInt8], map: SourceMap, language: SyntaxProblem.Language) {
    self.text = text
    self.map = map
    self.language = language
    // Templates have a node in 12 to 20 bytes.
    nodes.reserveCapacity(min(text.count / 16, 1 << 20))
  }

  /// The number of collections that are open.
  var depth: Int { openCollections.count }
  var isAtDepthLimit: Bool { depth >= Self.depthLimit }
  var isInMapping: Bool { openCollections.last?.isMapping ?? false }
  var isKeyNext: Bool { openCollections.last?.isKeyNext ?? false }
  /// Whether the innermost collection ends with a bracket, and not with its last child.
  var isBracketed: Bool { openCollections.last?.isBracketed ?? false }
  /// Where the innermost collection begins.
  var openStart: Int { openCollections.last.map { Int(nodes[$0.index].start) } ?? 0 }
  var isValueNext: Bool { isInMapping && !isKeyNext }

  mutating func intern(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 { names.intern(name) }

  mutating func addScalar(
    _ style: SyntaxNode.Style, _ range: Range<Int>, value: ScalarValue, tag: UInt32 = .max
  ) {
    var node = SyntaxTree.Node(
      kind: .scalar, style: style, start: offset(range.lowerBound), end: offset(range.upperBound),
      subtreeEnd: offset(nodes.count + 1), tag: tag)
    let isKey = takeTurn()
    switch value {
    case .inText(let range):
      node.valueStart = offset(range.lowerBound)
      node.valueEnd = offset(range.upperBound)
      if isKey {
        node.name = text.withUnsafeBufferPointer {
          names.intern(UnsafeBufferPointer(rebasing: $0[range]))
        }
      }
    case .changed(let bytes):
      node.valueIsInSide = true
      node.valueStart = offset(side.count)
      side.append(contentsOf: bytes)
      node.valueEnd = offset(side.count)
      if isKey { node.name = names.intern(bytes) }
    }
    nodes.append(node)
    lastEnd = range.upperBound
  }

  /// Adds an alias; one without a target leads nowhere.
  mutating func addAlias(_ range: Range<Int>, target: Int?) {
    let isKey = takeTurn()
    if isKey, let target, nodes[target].kind == .scalar, nodes[target].name == .max {
      // Keys are compared by name, and this scalar is now a key as well.
      let scalar = nodes[target]
      let value = Int(scalar.valueStart)..<Int(scalar.valueEnd)
      nodes[target].name = (scalar.valueIsInSide ? side : text).withUnsafeBufferPointer {
        names.intern(UnsafeBufferPointer(rebasing: $0[value]))
      }
    }
    nodes.append(
      SyntaxTree.Node(
        kind: .alias, style: .none, isBroken: target == nil, start: offset(range.lowerBound),
        end: offset(range.upperBound), subtreeEnd: offset(nodes.count + 1),
        target: target.map(offset) ?? .max))
    lastEnd = range.upperBound
  }

  /// Begins a collection. The caller has asked ``isAtDepthLimit`` before.
  mutating func open(
    _ kind: SyntaxNode.Kind, at start: Int, isBracketed: Bool, tag: UInt32 = .max
  ) {
    _ = takeTurn()
    openCollections.append(
      OpenCollection(
        index: nodes.count, isMapping: kind == .mapping, isBracketed: isBracketed,
        isKeyNext: kind == .mapping))
    nodes.append(
      SyntaxTree.Node(
        kind: kind, style: .none, start: offset(start), end: offset(start), subtreeEnd: 0, tag: tag)
    )
    lastEnd = start
  }

  /// Ends the innermost collection.
  ///
  /// - Parameter end: The offset behind its bracket; without one, it ends with its last child.
  /// - Returns: The index of the collection.
  @discardableResult
  mutating func close(at end: Int) -> Int? {
    if isValueNext { addScalar(.plain, lastEnd..<lastEnd, value: .inText(lastEnd..<lastEnd)) }
    guard let collection = openCollections.popLast() else { return nil }
    if collection.isBracketed { lastEnd = max(lastEnd, end) }
    nodes[collection.index].end = offset(lastEnd)
    nodes[collection.index].subtreeEnd = offset(nodes.count)
    if collection.isMapping { reportDuplicateKeys(of: collection.index) }
    return collection.index
  }

  /// Makes all aliases lead nowhere.
  mutating func breakAliases() {
    for index in nodes.indices where nodes[index].kind == .alias { nodes[index].isBroken = true }
  }

  mutating func report(
    _ kind: SyntaxProblem.Kind, _ message: String, at range: Range<Int>,
    related: Range<Int>? = nil, relatedText: String? = nil
  ) {
    problems.append(
      SyntaxProblem(
        kind, message, in: language, at: map.origin(of: range),
        related: related.map(map.origin(of:)), relatedText: relatedText))
  }

  mutating func reportTooDeep(at range: Range<Int>) {
    report(
      .tooDeep(limit: Self.depthLimit),
      "nested deeper than \(Self.depthLimit) levels; what is deeper was not read", at: range)
  }

  /// The tree of what was met so far; collections that are still open end here.
  consuming func finish() -> SyntaxTree {
    while close(at: lastEnd) != nil {}
    return SyntaxTree(
      nodes: nodes, text: text, side: side, names: names, map: map,
      problems: problems.sorted { $0.span < $1.span })
  }

  /// Notes that a child of the innermost collection begins.
  ///
  /// - Returns: Whether the child is a key.
  private mutating func takeTurn() -> Bool {
    let last = openCollections.count - 1
    guard last >= 0, openCollections[last].isMapping else { return false }
    let isKey = openCollections[last].isKeyNext
    openCollections[last].isKeyNext = !isKey
    return isKey
  }

  private mutating func reportDuplicateKeys(of mapping: Int) {
    while keyUses.count < names.count { keyUses.append(KeyUse()) }
    let end = Int(nodes[mapping].subtreeEnd)
    var key = mapping + 1
    while key < end {
      let name = name(ofKey: key)
      if name != .max {
        let use = keyUses[Int(name)]
        if use.mapping == offset(mapping) {
          let first = nodes[Int(use.key)]
          report(
            .duplicateKey(names[name]), "key `\(names[name])` stands twice in one mapping",
            at: Int(nodes[key].start)..<Int(nodes[key].end),
            related: Int(first.start)..<Int(first.end), relatedText: "first here")
        } else {
          keyUses[Int(name)] = KeyUse(mapping: offset(mapping), key: offset(key))
        }
      }
      let value = Int(nodes[key].subtreeEnd)
      key = value < end ? Int(nodes[value].subtreeEnd) : end
    }
  }

  private func name(ofKey index: Int) -> UInt32 {
    let node = nodes[index]
    guard node.kind == .alias, !node.isBroken else { return node.name }
    return nodes[Int(node.target)].name
  }

  /// Offsets and counts fit, since a text ends at ``sizeLimit``.
  private func offset(_ value: Int) -> UInt32 { UInt32(truncatingIfNeeded: value) }
}

/// A YAML or JSON document as an arena of nodes, and what was wrong with the text.
///
/// Nodes stand in document order: a node is followed by its children, and `subtreeEnd` leads past
/// them. There is always a tree, also of a text that breaks off; ``problems`` says where it did.
public final class SyntaxTree: Sendable {
  struct Node: Sendable {
    var kind: SyntaxNode.Kind
    var style: SyntaxNode.Style
    /// Set on an alias that is not followed: its anchor is unknown, recursive or part of a bomb.
    var isBroken: Bool = false
    /// Whether the value of a scalar is in ``side``, because escapes or folding changed it.
    var valueIsInSide: Bool = false
    /// Offsets in ``text``. A tag and an anchor are outside; quotes are inside.
    var start: UInt32
    var end: UInt32
    /// The index behind the last node of this subtree.
    var subtreeEnd: UInt32
    /// The value of a scalar: offsets in ``text`` or in ``side``.
    var valueStart: UInt32 = 0
    var valueEnd: UInt32 = 0
    /// Index into ``names``, or `UInt32.max`. For a scalar key: its text. For an alias: unused.
    var name: UInt32 = .max
    /// Index into ``names`` of the tag (`!Ref`), or `UInt32.max`.
    var tag: UInt32 = .max
    /// For an alias: the index of the node with the anchor.
    var target: UInt32 = .max
  }

  let nodes: [Node]
  /// The text that was parsed: a file, or a rendering of one.
  public let text: [UInt8]
  let side: [UInt8]
  /// Interned texts of keys and tags.
  let names: NameTable
  public let map: SourceMap
  public let problems: [SyntaxProblem]

  init(
    nodes: [Node], text: [UInt8], side: [UInt8], names: NameTable, map: SourceMap,
    problems: [SyntaxProblem]
  ) {
    self.nodes = nodes
    self.text = text
    self.side = side
    self.names = names
    self.map = map
    self.problems = problems
  }

  /// The top node; nil for an empty document.
  public var root: SyntaxNode? { nodes.isEmpty ? nil : SyntaxNode(tree: self, index: 0) }

  public var nodeCount: Int { nodes.count }

  /// Whether the text stops being of its language, so that there may be more than the tree has.
  public var breaksOff: Bool {
    problems.contains {
      switch $0.kind {
      case .malformed, .tooDeep: true
      default: false
      }
    }
  }

  /// The number of a text that is used as a key or a tag; nil if none is.
  func name(_ text: String) -> UInt32? { names.find(text) }
}

/// A handle on one node of a ``SyntaxTree``.
public struct SyntaxNode: Sendable {
  public enum Kind: UInt8, Sendable { case scalar, sequence, mapping, alias }

  /// How a scalar was written. JSON strings are `doubleQuoted`, other JSON scalars `plain`.
  public enum Style: UInt8, Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded, none
  }

  public let tree: SyntaxTree
  public let index: Int

  init(tree: SyntaxTree, index: Int) {
    self.tree = tree
    self.index = index
  }

  private var node: SyntaxTree.Node { tree.nodes[index] }

  /// The kind; an alias that can be followed counts as what it stands for.
  public var kind: Kind { target.node.kind }
  public var style: Style { target.node.style }

  /// The node that an alias stands for, or this node.
  public var target: SyntaxNode {
    let node = node
    guard node.kind == .alias, !node.isBroken else { return self }
    return SyntaxNode(tree: tree, index: Int(node.target))
  }

  /// An alias that leads nowhere.
  public var isBrokenAlias: Bool { node.kind == .alias && node.isBroken }

  /// The author's text of this node. For an alias: of the alias.
  public var span: Span { tree.map.origin(of: Int(node.start)..<Int(node.end)) }

  /// Offsets of the node in the text that was parsed, which may be a rendering.
  public var rangeInText: Range<Int> { Int(node.start)..<Int(node.end) }

  /// The tag as written (`!GetAtt`), without a resolved prefix.
  public var tag: String? {
    let tag = target.node.tag
    return tag == .max ? nil : tree.names[tag]
  }

  /// The value of a scalar after unescaping and folding; empty for other kinds.
  public var text: String {
    let target = target.node
    guard target.kind == .scalar else { return "" }
    if target.name != .max { return tree.names[target.name] }
    return String(decoding: target.valueBytes(in: tree), as: UTF8.self)
  }

  /// The bytes of ``text``, without a copy into a string.
  public var textBytes: ArraySlice<UInt8> {
    let target = target.node
    return target.kind == .scalar ? target.valueBytes(in: tree) : []
  }

  /// The place of a scalar's value without its quotes, if it is one piece of the author's text;
  /// otherwise the place of the whole scalar.
  public var contentSpan: Span {
    let node = target.node
    guard node.kind == .scalar, !node.valueIsInSide else { return span }
    return tree.map.origin(of: Int(node.valueStart)..<Int(node.valueEnd))
  }

  /// Whether the value stands in the parsed text as it is, so that parts of it have places.
  public var valueRangeInText: Range<Int>? {
    let node = target.node
    guard node.kind == .scalar, !node.valueIsInSide else { return nil }
    return Int(node.valueStart)..<Int(node.valueEnd)
  }

  public var isScalar: Bool { kind == .scalar }
  public var isMapping: Bool { kind == .mapping }
  public var isSequence: Bool { kind == .sequence }

  /// A plain scalar that is empty, `~` or `null`.
  public var isNull: Bool {
    let target = target.node
    // The longest spelling has four letters; no text is made of any other scalar.
    guard target.kind == .scalar, target.style == .plain, target.tag == .max,
      target.valueEnd - target.valueStart <= 4
    else { return false }
    switch text {
    case "", "~", "null", "Null", "NULL": return true
    default: return false
    }
  }

  /// The elements of a sequence; none for other kinds.
  public var items: Items { Items(parent: target, isKind: .sequence) }

  /// The keys and values of a mapping in the order in which they are written, duplicates included.
  public var entries: Entries { Entries(parent: target) }

  /// The value of a key; the last one where a key stands twice, as CloudFormation takes it.
  public subscript(key: String) -> SyntaxNode? { entry(key)?.value }

  public func entry(_ key: String) -> Entry? {
    let mapping = target.index
    // Asked many times of every mapping: no handle is made of a key that is another one.
    let nodes = tree.nodes
    guard nodes[mapping].kind == .mapping, let name = tree.name(key) else { return nil }
    let end = Int(nodes[mapping].subtreeEnd)
    var found: (key: Int, value: Int)?
    var index = mapping + 1
    while index < end {
      let value = Int(nodes[index].subtreeEnd)
      guard value < end else { break }
      let key =
        nodes[index].kind == .alias && !nodes[index].isBroken ? Int(nodes[index].target) : index
      if nodes[key].name == name { found = (index, value) }
      index = Int(nodes[value].subtreeEnd)
    }
    return found.map {
      Entry(
        key: SyntaxNode(tree: tree, index: $0.key), value: SyntaxNode(tree: tree, index: $0.value))
    }
  }

  public struct Entry: Sendable {
    public let key: SyntaxNode
    public let value: SyntaxNode
    /// Key and value together.
    public var span: Span {
      key.tree.map.origin(
        of: key.rangeInText
          .lowerBound..<max(key.rangeInText.upperBound, value.rangeInText.upperBound))
    }
  }

  public struct Items: Sequence, IteratorProtocol, Sendable {
    private let tree: SyntaxTree
    private var next_: Int
    private let end: Int

    init(parent: SyntaxNode, isKind kind: Kind) {
      tree = parent.tree
      let node = parent.node
      next_ = parent.index + 1
      end = node.kind == kind ? Int(node.subtreeEnd) : 0
    }

    public mutating func next() -> SyntaxNode? {
      guard next_ < end else { return nil }
      defer { next_ = Int(tree.nodes[next_].subtreeEnd) }
      return SyntaxNode(tree: tree, index: next_)
    }
  }

  public struct Entries: Sequence, IteratorProtocol, Sendable {
    private var items: Items

    init(parent: SyntaxNode) { items = Items(parent: parent, isKind: .mapping) }

    public mutating func next() -> Entry? {
      guard let key = items.next(), let value = items.next() else { return nil }
      return Entry(key: key, value: value)
    }
  }
}

extension SyntaxTree.Node {
  fileprivate func valueBytes(in tree: SyntaxTree) -> ArraySlice<UInt8> {
    valueIsInSide
      ? tree.side[Int(valueStart)..<Int(valueEnd)] : tree.text[Int(valueStart)..<Int(valueEnd)]
  }
}

/// What a parser has to say of a text that it could not take as it is.
public struct SyntaxProblem: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The text is not of its language from here on.
    case malformed
    case duplicateKey(String)
    /// Aliases that would expand beyond every measure; they are not followed.
    case aliasBomb
    /// An alias inside of what it stands for, or of an anchor that does not exist.
    case brokenAlias
    /// Nested deeper than the limit; what is deeper was not read.
    case tooDeep(limit: Int)
    /// More than one document; only the first is read.
    case severalDocuments
    /// A construct of the language that nothing here can load (`include`, `import`, `extends`).
    case unsupported(String)
    /// `{{resolve:…}}`, which is meant for CloudFormation and read by Jinja.
    case dynamicReference
  }

  /// The language whose parser speaks. A template has two: Jinja, and what it renders to.
  public enum Language: String, Hashable, Sendable { case yaml, json, jinja }

  public let kind: Kind
  public let language: Language
  /// Lower case, no full stop, names from the source in backticks.
  public let message: String
  public let span: Span
  /// A second place: the first of two equal keys, the tag that an `endif` is missing for.
  public let related: Span?
  public let relatedText: String?

  public init(
    _ kind: Kind, _ message: String, in language: Language, at span: Span, related: Span? = nil,
    relatedText: String? = nil
  ) {
    self.kind = kind
    self.language = language
    self.message = message
    self.span = span
    self.related = related
    self.relatedText = relatedText
  }
}

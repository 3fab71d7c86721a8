/// The anchors of a document, and what it would cost to follow its aliases.
///
/// A few lines of aliases can stand for billions of nodes. So each anchor has the number of nodes
/// that it stands for, aliases included, and the depth of them; both are known when its node is
/// complete.
struct Anchors {
  /// What is wrong with following an alias.
  enum Objection {
    case unknownAnchor, recursive, tooDeep, bomb
  }

  /// A document may stand for this many nodes, and beyond that for ``growthLimit`` times its own.
  static let expansionLimit = 200_000
  static let growthLimit = 10

  private var names = NameTable()
  /// By number of a name: the last anchor of that name.
  private var latest: [Anchor] = []
  /// The anchors of collections that are still open, the innermost last.
  private var open: [OpenAnchor] = []
  /// What the aliases met so far add to the nodes. No sum here overflows: this ends at the limit.
  private var added = 0

  private struct Anchor {
    let node: Int
    /// Nil while the node is still open.
    var cost: Cost?
  }

  private struct Cost {
    let size: Int
    let depth: Int
  }

  private struct OpenAnchor {
    let name: Int
    let node: Int
    /// How many nodes the document stood for in front of this one.
    let sizeBefore: Int
    let depthBefore: Int
    /// The greatest depth inside so far.
    var deepest: Int
  }

  var isEmpty: Bool { latest.isEmpty }

  mutating func addScalar(_ anchor: UnsafeBufferPointer<UInt8>, node: Int) {
    set(anchor, Anchor(node: node, cost: Cost(size: 1, depth: 0)))
  }

  /// - Parameter depth: The number of collections around the node.
  mutating func open(_ anchor: UnsafeBufferPointer<UInt8>, node: Int, depth: Int) {
    let name = set(anchor, Anchor(node: node, cost: nil))
    open.append(
      OpenAnchor(
        name: name, node: node, sizeBefore: node + added, depthBefore: depth, deepest: depth))
  }

  /// Notes that a collection begins inside of `depth` others.
  mutating func note(depth: Int) {
    let last = open.count - 1
    if last >= 0 { open[last].deepest = max(open[last].deepest, depth + 1) }
  }

  /// Notes that a collection is complete; it may have had an anchor or not.
  mutating func close(node: Int, nodeCount: Int) {
    guard let anchor = open.last, anchor.node == node else { return }
    open.removeLast()
    // The name may have been given again inside of the node.
    if latest[anchor.name].node == node {
      latest[anchor.name].cost = Cost(
        size: nodeCount + added - anchor.sizeBefore, depth: anchor.deepest - anchor.depthBefore)
    }
    note(depth: anchor.deepest - 1)
  }

  enum Resolution {
    case target(Int)
    case refused(Objection)
  }

  mutating func resolve(
    _ alias: UnsafeBufferPointer<UInt8>, depth: Int, nodeCount: Int
  ) -> Resolution {
    let name = Int(names.intern(alias))
    guard name < latest.count else {
      // Keep the two in step: this anchor is known by name, but stands for nothing.
      latest.append(Anchor(node: -1, cost: nil))
      return .refused(.unknownAnchor)
    }
    let anchor = latest[name]
    guard anchor.node >= 0 else { return .refused(.unknownAnchor) }
    guard let cost = anchor.cost else { return .refused(.recursive) }
    guard depth + cost.depth <= SyntaxTreeBuilder.depthLimit else { return .refused(.tooDeep) }
    let size = nodeCount + added + cost.size
    guard size <= max(Self.expansionLimit, nodeCount * Self.growthLimit) else {
      return .refused(.bomb)
    }
    added += cost.size
    note(depth: depth + cost.depth - 1)
    return .target(anchor.node)
  }

  @discardableResult
  private mutating func set(_ name: UnsafeBufferPointer<UInt8>, _ anchor: Anchor) -> Int {
    let number = Int(names.intern(name))
    if number < latest.count { latest[number] = anchor } else { latest.append(anchor) }
    return number
  }
}

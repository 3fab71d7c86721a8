/// Unions of what is known and of what the registry says now.
///
/// What either permits is permitted, and what is known beyond the registry stays: formats, schemas
/// that our rules hold against values, conditions.
struct SchemaMerging {
  private struct Pair: Hashable {
    let known: Int
    let newer: Int
  }

  private var unions: [Pair: Int] = [:]
  private var unmerged: [Pair] = []
  /// No two versions of a type have that many pairs of schemas in common.
  private static let limit = 1_000_000

  /// A schema that permits what either does; neither of them is changed.
  mutating func union(_ known: Int, _ newer: Int, in graph: inout SchemaGraph) -> Int {
    let root = index(of: Pair(known: known, newer: newer), in: &graph)
    while let pair = unmerged.popLast() {
      guard let index = unions[pair] else { continue }
      graph[index] = merged(graph[pair.known], graph[pair.newer], in: &graph)
    }
    return root
  }

  private mutating func index(of pair: Pair, in graph: inout SchemaGraph) -> Int {
    if pair.known == pair.newer || pair.known == SchemaGraph.anything { return pair.known }
    if let index = unions[pair] { return index }
    guard unions.count < Self.limit else { return pair.known }
    let index = graph.add()
    unions[pair] = index
    unmerged.append(pair)
    return index
  }

  private mutating func merged(
    _ known: SchemaGraph.Node, _ newer: SchemaGraph.Node, in graph: inout SchemaGraph
  ) -> SchemaGraph.Node {
    if known.kinds == .never { return newer }
    if newer.kinds == .never { return known }
    var result = SchemaGraph.Node()
    if !known.kinds.isEmpty && !newer.kinds.isEmpty {
      result.kinds = known.kinds.union(newer.kinds)
    }
    result.flags = known.flags.intersection(newer.flags)
    if known.flags.contains(.isStrict) { result.flags.insert(.isStrict) }
    for saying in known.sayings where saying.keyword != .ruled {
      let other = newer[saying.keyword]
      result[saying.keyword] = merged(saying, other, known: known, newer: newer, in: &graph)
    }
    // Properties that only the registry names are needed where others are refused.
    if known[.properties] == nil, let properties = newer[.properties] {
      result[.properties] = properties
    }
    for saying in known.sayings where saying.keyword == .ruled {
      result.add(.ruled, saying.operand)
    }
    if case .name(let pattern)? = known[.pattern], case .name(let other)? = newer[.pattern],
      pattern != other
    {
      permitEither(pattern, other, in: &result, &graph)
    }
    return result
  }

  /// Nil where the union says nothing of the keyword.
  private mutating func merged(
    _ saying: SchemaGraph.Saying, _ other: SchemaGraph.Operand?, known: SchemaGraph.Node,
    newer: SchemaGraph.Node, in graph: inout SchemaGraph
  ) -> SchemaGraph.Operand? {
    switch (saying.keyword, saying.operand, other) {
    case (.properties, .namedSchemas(let mine), .namedSchemas(let others)?),
      (.patternProperties, .namedSchemas(let mine), .namedSchemas(let others)?):
      return .namedSchemas(merged(mine, others, in: &graph))
    case (.items, .schema(let mine), .schema(let others)?),
      (.additionalProperties, .schema(let mine), .schema(let others)?):
      return .schema(index(of: Pair(known: mine, newer: others), in: &graph))
    case (.required, .names(let mine), .names(let others)?):
      let both = mine.filter(others.contains)
      return both.isEmpty ? nil : .names(both)
    case (.required, _, nil): return nil
    case (_, .values(let mine), .values(let others)?):
      return .values(mine + others.filter { !mine.contains($0) })
    case (let keyword, .count(let mine), .count(let other)?):
      return .count(keyword.isUpperBound ? max(mine, other) : min(mine, other))
    case (let keyword, .number(let mine), .number(let other)?) where keyword != .multipleOf:
      return .number(keyword.isUpperBound ? max(mine, other) : min(mine, other))
    case (.pattern, .name(let mine), .name(let other)?): return mine == other ? .name(mine) : nil
    default: return saying.operand
    }
  }

  private mutating func merged(
    _ known: [SchemaGraph.Named<Int>], _ newer: [SchemaGraph.Named<Int>],
    in graph: inout SchemaGraph
  ) -> [SchemaGraph.Named<Int>] {
    var others = Dictionary(
      newer.map { ($0.name, $0.content) }, uniquingKeysWith: { first, _ in first })
    var result: [SchemaGraph.Named<Int>] = []
    for entry in known {
      let other = others.removeValue(forKey: entry.name)
      let content = other.map {
        index(of: Pair(known: entry.content, newer: $0), in: &graph)
      }
      result.append(.init(name: entry.name, content: content ?? entry.content))
    }
    return result + newer.filter { others[$0.name] != nil }
  }

  private func permitEither(
    _ pattern: Int, _ other: Int, in node: inout SchemaGraph.Node, _ graph: inout SchemaGraph
  ) {
    let either = [pattern, other].map { pattern in
      var alternative = SchemaGraph.Node()
      alternative[.pattern] = .name(pattern)
      return graph.add(alternative)
    }
    var holder = SchemaGraph.Node()
    holder[.anyOf] = .schemas(either)
    guard case .schemas(let others) = node[.allOf] ?? .schemas([]) else { return }
    node[.allOf] = .schemas(others + [graph.add(holder)])
  }
}

extension SchemaKeyword {
  fileprivate var isUpperBound: Bool {
    switch self {
    case .maxItems, .maxUniqueItems, .maxLength, .maxProperties, .maximum, .exclusiveMaximum: true
    default: false
    }
  }
}

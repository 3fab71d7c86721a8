/// Reads JSON schemas, as the CloudFormation registry has them, into a graph.
///
/// `$ref`s into the same text are followed; a circle of them becomes a circle of nodes. Nothing is
/// read by recursion: a text may nest and refer as deeply as it likes.
struct SchemaReader {
  private let root: SyntaxNode
  /// By the place of the schema in its tree.
  private var indices: [Int: Int] = [:]
  private var unread: [(node: SyntaxNode, index: Int)] = []
  private var targets: [String: SyntaxNode?] = [:]
  /// What most `$ref`s lead to, by name.
  private let definitions: [String: SyntaxNode]
  /// Schemas that say something besides a `$ref`, and where it leads.
  private var extended: [(index: Int, target: Int)] = []

  /// - Parameter root: What `#` refers to.
  init(root: SyntaxNode) {
    self.root = root
    definitions = Dictionary(
      root["definitions"].map { $0.entries.map { ($0.key.text, $0.value) } } ?? [],
      uniquingKeysWith: { _, last in last })
  }

  /// The graph's index of a schema, with all that it refers to.
  mutating func read(_ node: SyntaxNode, into graph: inout SchemaGraph) -> Int {
    let index = index(of: node, in: &graph)
    while let (node, index) = unread.popLast() {
      graph[index] = self.node(node, in: &graph)
    }
    for (index, target) in extended { graph.extend(index, with: target) }
    extended = []
    return index
  }

  /// The schema at a pointer that steps through properties and elements: `Rules/*/Id`.
  func schema(at path: [String]) -> SyntaxNode? {
    var node: SyntaxNode? = root
    for step in path {
      guard let schema = node.map({ self.followed($0) }) else { return nil }
      let own = step == "*" ? schema["items"] : schema["properties"]?[step]
      // Some pointers name the keywords too.
      node = own ?? (step == "*" || step == "items" ? schema["items"] : nil)
    }
    return node
  }

  private mutating func index(of node: SyntaxNode, in graph: inout SchemaGraph) -> Int {
    var node = node
    // A `$ref` alone stands for what it leads to; a circle of nothing else says nothing.
    var hops = 0
    while let target = plainTarget(of: node) {
      hops += 1
      guard hops < 64, let next = target else { return SchemaGraph.anything }
      node = next
    }
    guard node.isMapping else {
      return node.isScalar && node.text == "false" ? SchemaGraph.nothing : SchemaGraph.anything
    }
    if let known = indices[node.index] { return known }
    let index = graph.add()
    indices[node.index] = index
    unread.append((node, index))
    return index
  }

  private func followed(_ node: SyntaxNode) -> SyntaxNode {
    var node = node
    for _ in 0..<64 {
      guard let reference = node["$ref"], let target = resolve(reference.text) else { break }
      node = target
    }
    return node
  }

  /// Nil where the schema says something of its own; nil inside where the `$ref` leads nowhere.
  private mutating func plainTarget(of node: SyntaxNode) -> SyntaxNode?? {
    guard node.isMapping, let reference = node["$ref"], reference.isScalar else { return nil }
    for entry in node.entries where spokenKeywords.contains(entry.key.text) { return nil }
    return .some(target(of: reference.text))
  }

  private mutating func target(of reference: String) -> SyntaxNode? {
    if let known = targets[reference] { return known }
    let target = resolve(reference)
    targets[reference] = .some(target)
    return target
  }

  private func resolve(_ reference: String) -> SyntaxNode? {
    guard reference.hasPrefix("#") else { return nil }
    var steps = reference.dropFirst().split(separator: "/")[...]
    var node: SyntaxNode? = root
    if steps.first == "definitions", steps.count > 1 {
      node = definitions[unescaped(steps[1])]
      steps = steps.dropFirst(2)
    }
    for step in steps { node = node?[unescaped(step)] }
    return node
  }

  private func unescaped(_ step: Substring) -> String {
    guard step.utf8.contains(UInt8(ascii: "~")) else { return String(step) }
    // `~1` is a slash, `~0` the tilde itself.
    var pieces = step.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
    for index in pieces.indices.dropFirst() {
      let mark = pieces[index].first
      guard mark == "0" || mark == "1" else { continue }
      pieces[index] = (mark == "1" ? "/" : "~") + pieces[index].dropFirst()
    }
    return pieces.joined()
  }

  private mutating func node(_ schema: SyntaxNode, in graph: inout SchemaGraph) -> SchemaGraph.Node
  {
    var node = SchemaGraph.Node()
    var condition: [String: Int] = [:]
    for entry in schema.entries {
      let (key, value) = (entry.key.text, entry.value)
      switch key {
      case "type": node.kinds = kinds(value)
      case "additionalProperties", "unevaluatedProperties":
        if value.isScalar {
          if value.text == "false" { node.flags.insert(.isClosed) }
        } else {
          node[.additionalProperties] = .schema(index(of: value, in: &graph))
        }
      case "uniqueItems": if value.text == "true" { node.flags.insert(.hasUniqueItems) }
      case "if", "then", "else": condition[key] = index(of: value, in: &graph)
      case "items" where value.isSequence: read(value, as: .prefixItems, into: &node, &graph)
      case "enum": read(value, as: .values, into: &node, &graph)
      case "const": node[.values] = .values([self.value(value, in: &graph)])
      case "enumCaseInsensitive": read(value, as: .valuesIgnoringCase, into: &node, &graph)
      case "dependencies":
        let isSchema = { (entry: SyntaxNode.Entry) in entry.value.isMapping }
        node[.dependentSchemas] = namedSchemas(value.entries.filter(isSchema), in: &graph)
        node[.dependentRequired] = namedNames(
          value.entries.filter { !isSchema($0) }, in: &graph)
      default:
        if let keyword = keywords[key] { read(value, as: keyword, into: &node, &graph) }
      }
    }
    if let test = condition["if"], condition.count > 1 {
      node[.conditional] = .schemas([test, condition["then"] ?? 0, condition["else"] ?? 0])
    }
    if let reference = schema["$ref"], let target = target(of: reference.text),
      let own = indices[schema.index]
    {
      extended.append((own, index(of: target, in: &graph)))
    }
    return node
  }
}

extension SchemaReader {
  private mutating func read(
    _ value: SyntaxNode, as keyword: SchemaKeyword, into node: inout SchemaGraph.Node,
    _ graph: inout SchemaGraph
  ) {
    switch keyword.shape {
    case .schema: node[keyword] = .schema(index(of: value, in: &graph))
    case .schemas:
      node[keyword] = nonEmpty(value.items.map { index(of: $0, in: &graph) }).map { .schemas($0) }
    case .namedSchemas: node[keyword] = namedSchemas(Array(value.entries), in: &graph)
    case .namedNames: node[keyword] = namedNames(Array(value.entries), in: &graph)
    case .count:
      guard let count = Double(value.text), count > 0 || !keyword.isLowerBound else { return }
      node[keyword] = UInt32(exactly: count).map { .count($0) }
    case .number: node[keyword] = Double(value.text).map { .number($0) }
    case .name: if value.isScalar { node[keyword] = .name(graph.intern(value.text)) }
    case .names: node[keyword] = nonEmpty(names(value, in: &graph)).map { .names($0) }
    case .values:
      guard value.isSequence else { return }
      node[keyword] = .values(unique(value.items.map { self.value($0, in: &graph) }))
    case .ruled: break
    }
  }

  /// Of keys that stand twice the last one counts.
  private mutating func namedSchemas(
    _ entries: [SyntaxNode.Entry], in graph: inout SchemaGraph
  ) -> SchemaGraph.Operand? {
    var schemas: [Int: Int] = [:]
    for entry in entries {
      schemas[graph.intern(entry.key.text)] = index(of: entry.value, in: &graph)
    }
    guard !schemas.isEmpty else { return nil }
    return .namedSchemas(
      schemas.sorted { $0.key < $1.key }.map { .init(name: $0.key, content: $0.value) })
  }

  private func namedNames(
    _ entries: [SyntaxNode.Entry], in graph: inout SchemaGraph
  ) -> SchemaGraph.Operand? {
    var lists: [Int: [Int]] = [:]
    for entry in entries {
      lists[graph.intern(entry.key.text)] = nonEmpty(names(entry.value, in: &graph))
    }
    guard !lists.isEmpty else { return nil }
    return .namedNames(
      lists.sorted { $0.key < $1.key }.map { .init(name: $0.key, content: $0.value) })
  }

  private func names(_ value: SyntaxNode, in graph: inout SchemaGraph) -> [Int] {
    unique(value.items.filter(\.isScalar).map { graph.intern($0.text) })
  }

  private func value(_ node: SyntaxNode, in graph: inout SchemaGraph) -> Int {
    guard node.isScalar else { return graph.intern("") * 8 + 4 }
    let kind =
      if node.style != .plain { 0 } else if node.isNull {
        3
      } else if node.text == "true"
        || node.text == "false"
      { 2 } else { 1 }
    return graph.intern(node.text) * 8 + kind
  }

  private func kinds(_ value: SyntaxNode) -> ValueKinds {
    let words = value.isSequence ? value.items.map(\.text) : [value.text]
    var kinds = ValueKinds()
    for word in words {
      // A kind that is not known may be any.
      guard let known = kindsByWord[word] else { return [] }
      kinds.formUnion(known)
    }
    return kinds
  }

  private func nonEmpty(_ list: [Int]) -> [Int]? { list.isEmpty ? nil : list }

  private func unique(_ list: [Int]) -> [Int] {
    var seen = Set<Int>()
    return list.filter { seen.insert($0).inserted }
  }
}

extension SchemaKeyword {
  /// Zero of which bounds nothing.
  fileprivate var isLowerBound: Bool {
    [.minItems, .minLength, .minProperties].contains(self)
  }
}

/// Whatever is an integer is a number, too.
private let kindsByWord: [String: ValueKinds] = [
  "null": .null, "boolean": .boolean, "integer": .integer, "number": [.integer, .number],
  "string": .string, "array": .array, "object": .object,
]

private let keywords: [String: SchemaKeyword] = [
  "properties": .properties, "patternProperties": .patternProperties,
  "propertyNames": .propertyNames, "required": .required, "requiredOr": .requiredOr,
  "requiredXor": .requiredXor, "dependentRequired": .dependentRequired,
  "dependentExcluded": .dependentExcluded, "minProperties": .minProperties,
  "maxProperties": .maxProperties, "items": .items, "prefixItems": .prefixItems,
  "contains": .contains, "minItems": .minItems, "maxItems": .maxItems, "uniqueKeys": .uniqueKeys,
  "maxUniqueItems": .maxUniqueItems,
  "pattern": .pattern, "format": .format, "minLength": .minLength, "maxLength": .maxLength,
  "minimum": .minimum, "maximum": .maximum, "exclusiveMinimum": .exclusiveMinimum,
  "exclusiveMaximum": .exclusiveMaximum, "multipleOf": .multipleOf, "allOf": .allOf,
  "anyOf": .anyOf, "oneOf": .oneOf, "not": .not, "dependentSchemas": .dependentSchemas,
]

private let spokenKeywords = Set(keywords.keys).union([
  "type", "additionalProperties", "unevaluatedProperties", "uniqueItems", "if", "then", "else",
  "enum", "const", "enumCaseInsensitive", "dependencies",
])

extension SchemaGraph {
  /// Has a schema say what another one says as well.
  mutating func extend(_ index: Int, with target: Int) {
    let other = self[target]
    var node = self[index]
    if node.kinds.isEmpty || other.kinds.isEmpty {
      node.kinds.formUnion(other.kinds)
    } else {
      // Where they exclude each other, the definition is right and the use of it is a slip.
      let both = node.kinds.intersection(other.kinds)
      node.kinds = both.isEmpty ? other.kinds : both
    }
    node.flags.formUnion(other.flags)
    // What both speak of holds twice; the schema's own counts for `properties` look-ups.
    var second = Node()
    for saying in other.sayings where node[saying.keyword] != saying.operand {
      if node[saying.keyword] == nil {
        node.add(saying.keyword, saying.operand)
      } else {
        second.add(saying.keyword, saying.operand)
      }
    }
    if !second.saysNothing {
      let holdsBesides = add(second)
      guard case .schemas(let others) = node[.allOf] ?? .schemas([]) else { return }
      node[.allOf] = .schemas(others + [holdsBesides])
    }
    self[index] = node
  }
}

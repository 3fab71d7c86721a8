extension ResourceTypeTableBuilder {
  /// Begins with all that a table holds; nil where the bytes are none.
  ///
  /// Of a damaged table it takes what can be read, and no more than a table of its size holds.
  package init?(continuing table: ResourceTypeTable) {
    guard let layout = table.layout else { return nil }
    self.init()
    date = layout.date
    regions = Array(table.regionNames.prefix(64))
    var reader = TableReader(table: table, layout: layout)
    for record in 0..<layout.types.count {
      let known = ResourceType(record: record, table: table)
      var type = TypeDraft(name: known.name)
      type.variants = known.variants.map {
        TypeDraft.Variant(regions: $0.regions, schema: reader.index(of: $0.schema.word, &graph))
      }
      for (name, schema) in known.attributes {
        type.attributes[name] = reader.index(of: schema.word, &graph)
      }
      type.reference = reader.index(of: known.reference.word, &graph)
      type.readOnly = known.readOnlyPaths
      type.createOnly = known.createOnlyPaths
      type.writeOnly = known.writeOnlyPaths
      type.deprecated = known.deprecatedPaths
      type.identifier = known.primaryIdentifier
      type.tagging = known.tagPaths
      type.stage = known.stage
      type.stageDate = known.stageDateNumber
      type.flags = known.flags
      types[type.name] = type
    }
    for name in table.documentNames {
      guard let schema = table.document(named: name) else { continue }
      documents[name] = reader.index(of: schema.word, &graph)
    }
    reader.readAll(into: &graph)
  }
}

/// Reads the schemas of a table into a graph, each once.
private struct TableReader {
  private let table: ResourceTypeTable
  private let layout: ResourceTypeLayout
  private var indices: [UInt32: Int] = [0: SchemaGraph.anything]
  private var unread: [(word: UInt32, index: Int)] = []
  private var names: [UInt32: Int] = [:]
  /// Words still to read: lists of a sound table are not shared that much.
  private var budget: Int

  init(table: ResourceTypeTable, layout: ResourceTypeLayout) {
    self.table = table
    self.layout = layout
    budget = 16 * layout.words.count + 1024
  }

  mutating func index(of word: UInt32, _ graph: inout SchemaGraph) -> Int {
    if let known = indices[word] { return known }
    let index = graph.add()
    indices[word] = index
    unread.append((word, index))
    return index
  }

  mutating func readAll(into graph: inout SchemaGraph) {
    while let (word, index) = unread.popLast(), budget > 0 {
      graph[index] = node(at: Int(word), &graph)
    }
  }

  private mutating func node(at place: Int, _ graph: inout SchemaGraph) -> SchemaGraph.Node {
    let header = table.word(place)
    var node = SchemaGraph.Node(
      kinds: ValueKinds(rawValue: UInt8(truncatingIfNeeded: header)),
      flags: SchemaFlags(rawValue: UInt16(truncatingIfNeeded: header >> 16)))
    for saying in 0..<Int(header >> 8 & 255) {
      budget -= 2
      guard let keyword = SchemaKeyword(rawValue: table.word(place + 1 + 2 * saying)),
        let operand = operand(table.word(place + 2 + 2 * saying), of: keyword, &graph)
      else { continue }
      node.add(keyword, operand)
    }
    return node
  }

  private mutating func operand(
    _ word: UInt32, of keyword: SchemaKeyword, _ graph: inout SchemaGraph
  ) -> SchemaGraph.Operand? {
    switch keyword.shape {
    case .schema: .schema(index(of: word, &graph))
    case .schemas: .schemas(entries(word).map { index(of: $0[0], &graph) })
    case .namedSchemas:
      .namedSchemas(
        entries(word, width: 2).map {
          .init(name: name($0[0], &graph), content: index(of: $0[1], &graph))
        })
    case .count: .count(word)
    case .number: layout.number(word).map { .number($0) }
    case .name: .name(name(word, &graph))
    case .names: .names(names(word, &graph))
    case .namedNames:
      .namedNames(
        entries(word, width: 2).map {
          .init(name: name($0[0], &graph), content: names($0[1], &graph))
        })
    case .values: .values(entries(word).map { name($0[0] >> 3, &graph) * 8 + Int($0[0] & 7) })
    case .ruled: ruled(entries(word).map { $0[0] }, &graph)
    }
  }

  private mutating func ruled(
    _ entries: [UInt32], _ graph: inout SchemaGraph
  ) -> SchemaGraph.Operand? {
    guard entries.count == 3 else { return nil }
    return .ruled(
      rule: name(entries[0], &graph), schema: index(of: entries[1], &graph),
      countsEach: entries[2] == 1)
  }

  private mutating func names(_ word: UInt32, _ graph: inout SchemaGraph) -> [Int] {
    entries(word).map { name($0[0], &graph) }
  }

  private mutating func name(_ name: UInt32, _ graph: inout SchemaGraph) -> Int {
    if let known = names[name] { return known }
    let index = graph.intern(table.text(name))
    names[name] = index
    return index
  }

  private mutating func entries(_ start: UInt32, width: Int = 1) -> [[UInt32]] {
    let list = table.list(start, width: width)
    guard list.count * width <= budget else {
      budget = 0
      return []
    }
    budget -= list.count * width
    return (0..<list.count).map { entry in
      (0..<width).map { table.word(list.index(entry, $0)) }
    }
  }
}

/// Writes tables of resource types in the layout that ``ResourceTypeLayout`` describes.
///
/// It begins empty, or with what another table holds; see `FactsDocument` for what is added.
package struct ResourceTypeTableBuilder {
  /// As yyyymmdd.
  package internal(set) var date = UInt32(0)
  var graph = SchemaGraph()
  var types: [String: TypeDraft] = [:]
  var documents: [String: Int] = [:]
  /// At most 64: the place is a bit.
  var regions: [String] = []

  package init() {}

  /// The table, and how many bytes each section has.
  package func table() -> (bytes: [UInt8], sizes: [(section: String, bytes: Int)]) {
    var writer = TableWriter(graph: graph)
    return writer.write(self)
  }
}

/// Lays the words out: each class of schemas once, then lists, equal ones once.
private struct TableWriter {
  private let graph: SchemaGraph
  /// By node: its class, and by class: a node of it.
  private let classes: [Int]
  private var members: [Int: Int] = [:]
  /// By class: its first word.
  private var places: [Int: UInt32] = [:]
  private var order: [Int] = []
  private var words: [UInt32] = [0]
  private var lists: [[UInt32]: UInt32] = [[]: 0]
  private var numbers = Numbering<UInt64>()
  private var numberBits: [UInt64] = []
  private var ranks: [ExactText: UInt32] = [:]

  init(graph: SchemaGraph) {
    self.graph = graph
    classes = graph.classes()
    for (index, number) in classes.enumerated() where members[number] == nil {
      members[number] = index
    }
  }

  mutating func write(
    _ builder: ResourceTypeTableBuilder
  ) -> (bytes: [UInt8], sizes: [(section: String, bytes: Int)]) {
    let types = builder.types.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let documents = builder.documents.sorted {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }
    place(types: types, documents: documents.map(\.value))
    rank(types: types, documents: documents.map(\.key), regions: builder.regions)
    for number in order { writeSchema(number) }
    let records = types.map { record(of: $0) }
    let texts = ranks.sorted { $0.value < $1.value }.map(\.key.text)
    var text: [UInt8] = []
    var nameRecords: [UInt32] = []
    for entry in texts {
      nameRecords += [UInt32(text.count), UInt32(entry.utf8.count)]
      text += Array(entry.utf8)
    }
    let sections: [(section: String, bytes: [UInt8])] = [
      ("names", bytes(of: nameRecords)),
      ("numbers", bytes(of: numberBits)),
      ("words", bytes(of: words)),
      ("types", bytes(of: records.flatMap { $0 })),
      ("documents", bytes(of: documents.flatMap { [rank($0.key), place($0.value)] })),
      ("regions", bytes(of: builder.regions.map { rank($0) })),
      ("text", text),
    ]
    return (assembled(sections.map(\.bytes), date: builder.date), sections.map { ($0, $1.count) })
  }

  /// Gives a place to every schema that is referred to, in the order in which they come up.
  private mutating func place(types: [TypeDraft], documents: [Int]) {
    var next = UInt32(1)
    var waiting: [Int] = []
    func visit(_ schema: Int) { waiting.append(classes[schema]) }
    for type in types {
      for variant in type.variants { visit(variant.schema) }
      for (_, schema) in sorted(type.attributes) { visit(schema) }
      visit(type.reference)
    }
    documents.forEach(visit)
    waiting.reverse()
    places[classes[SchemaGraph.anything]] = 0
    while let number = waiting.popLast() {
      guard places[number] == nil, let node = members[number].map({ graph[$0] }) else { continue }
      places[number] = next
      order.append(number)
      next += 1 + 2 * UInt32(min(node.sayings.count, 255))
      for saying in node.sayings.reversed() {
        for schema in saying.operand.schemas.reversed() { waiting.append(classes[schema]) }
      }
    }
    words = [UInt32](repeating: 0, count: Int(next))
  }

  /// Numbers the names that are used by the order of their bytes.
  private mutating func rank(types: [TypeDraft], documents: [String], regions: [String]) {
    var used = Set((documents + regions).map(ExactText.init))
    for type in types {
      let texts = [type.name] + type.attributes.keys + type.lists.flatMap { $0 }
      for text in texts { used.insert(ExactText(text)) }
    }
    for number in order {
      guard let node = members[number].map({ graph[$0] }) else { continue }
      for saying in node.sayings {
        for name in saying.operand.names { used.insert(ExactText(graph.names.texts[name])) }
      }
    }
    for (rank, text) in used.sorted(by: ExactText.precedes).enumerated() {
      ranks[text] = UInt32(rank)
    }
  }

  private func rank(_ text: String) -> UInt32 { ranks[ExactText(text)] ?? 0 }
  private func rank(_ name: Int) -> UInt32 { rank(graph.names.texts[name]) }
  private func place(_ schema: Int) -> UInt32 { places[classes[schema]] ?? 0 }

  private mutating func list(_ count: Int, _ entries: [UInt32]) -> UInt32 {
    guard count > 0 else { return 0 }
    let content = [UInt32(count)] + entries
    if let known = lists[content] { return known }
    let place = UInt32(words.count)
    lists[content] = place
    words += content
    return place
  }

  private mutating func writeSchema(_ number: Int) {
    guard let node = members[number].map({ graph[$0] }), var place = places[number].map(Int.init)
    else { return }
    let sayings = node.sayings.prefix(255)
    words[place] =
      UInt32(node.kinds.rawValue) | UInt32(sayings.count) << 8 | UInt32(node.flags.rawValue) << 16
    for saying in sayings {
      words[place + 1] = saying.keyword.rawValue
      words[place + 2] = operand(saying.operand)
      place += 2
    }
  }

  private mutating func operand(_ operand: SchemaGraph.Operand) -> UInt32 {
    switch operand {
    case .schema(let schema): return place(schema)
    case .schemas(let schemas): return list(schemas.count, schemas.map { place($0) })
    case .namedSchemas(let entries):
      let sorted = entries.map { (rank($0.name), place($0.content)) }.sorted { $0.0 < $1.0 }
      return list(sorted.count, sorted.flatMap { [$0.0, $0.1] })
    case .count(let count): return count
    case .number(let number):
      let index = numbers.number(of: number.bitPattern)
      if index == numberBits.count { numberBits.append(number.bitPattern) }
      return UInt32(index)
    case .name(let name): return rank(name)
    case .names(let names): return list(names.count, names.map { rank($0) })
    case .namedNames(let entries):
      let sorted = entries.map { (rank($0.name), $0.content) }.sorted { $0.0 < $1.0 }
      return list(
        sorted.count, sorted.flatMap { [$0.0, list($0.1.count, $0.1.map { rank($0) })] })
    case .values(let values):
      return list(values.count, values.map { rank($0 / 8) << 3 | UInt32($0 % 8) })
    case .ruled(let rule, let schema, let countsEach):
      return list(3, [rank(rule), place(schema), countsEach ? 1 : 0])
    }
  }

  private mutating func record(of type: TypeDraft) -> [UInt32] {
    let variants = distinctVariants(of: type)
    let attributes = sorted(type.attributes)
    let attributeList = list(
      attributes.count, attributes.flatMap { [rank($0.key), place($0.value)] })
    let variantList = list(variants.count, variants.flatMap { $0 })
    let paths = type.lists.map { list($0.count, $0.map { rank($0) }) }
    return [rank(type.name), variantList, attributeList, place(type.reference)] + paths + [
      type.stage.rawValue, type.stageDate, type.flags.rawValue, 0,
    ]
  }

  /// Regions whose schemas turned out to say the same share a variant.
  private func distinctVariants(of type: TypeDraft) -> [[UInt32]] {
    var masks: [(schema: UInt32, regions: UInt64)] = []
    for variant in type.variants {
      let schema = place(variant.schema)
      if let index = masks.firstIndex(where: { $0.schema == schema }) {
        masks[index].regions |= variant.regions
      } else {
        masks.append((schema, variant.regions))
      }
    }
    return masks.map {
      [
        UInt32(truncatingIfNeeded: $0.regions), UInt32(truncatingIfNeeded: $0.regions >> 32),
        $0.schema,
      ]
    }
  }

  private func sorted(_ attributes: [String: Int]) -> [(key: String, value: Int)] {
    attributes.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  private func bytes<Number: FixedWidthInteger>(of numbers: [Number]) -> [UInt8] {
    numbers.flatMap { number in withUnsafeBytes(of: number.littleEndian, Array.init) }
  }

  private func assembled(_ sections: [[UInt8]], date: UInt32) -> [UInt8] {
    var header = [ResourceTypeLayout.magic, ResourceTypeLayout.version, date]
    var offset = ResourceTypeLayout.headerSize
    var offsets: [UInt32] = []
    for (section, width) in zip(sections, ResourceTypeLayout.widths) {
      header.append(UInt32(section.count / width))
      offsets.append(UInt32(offset))
      offset += (section.count + 7) / 8 * 8
    }
    var table = bytes(of: header + offsets + [0])
    for section in sections {
      table += section + [UInt8](repeating: 0, count: (8 - section.count % 8) % 8)
    }
    return table
  }
}

extension TypeDraft {
  /// In the order of the fields of a record.
  fileprivate var lists: [[String]] {
    [readOnly, createOnly, writeOnly, deprecated, identifier, tagging]
  }
}

extension SchemaGraph.Operand {
  fileprivate var names: [Int] {
    switch self {
    case .name(let name): [name]
    case .names(let names): names
    case .namedNames(let entries): entries.flatMap { [$0.name] + $0.content }
    case .namedSchemas(let entries): entries.map(\.name)
    case .values(let values): values.map { $0 / 8 }
    case .ruled(let rule, _, _): [rule]
    case .schema, .schemas, .count, .number: []
    }
  }
}

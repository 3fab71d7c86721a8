import Synchronization

/// The table of resource types as one template needs it: names of keys are looked up once, and
/// patterns compiled once.
final class SchemaFacts {
  let table: ResourceTypeTable
  private let patterns: PatternCache
  /// The table's numbers of the names of keys, by the tree's numbers.
  private var numbers: [UInt32]

  /// Patterns and formats by the table's numbers of their texts; shared by all templates.
  final class PatternCache: Sendable {
    fileprivate let patterns = Mutex<[UInt32: Pattern?]>([:])
    fileprivate let formats = Mutex<[UInt32: ValueFormat?]>([:])
  }

  private static let unknown = UInt32.max
  private static let notLookedUp = UInt32.max - 1

  init(_ table: ResourceTypeTable, for template: CloudFormationTemplate, _ patterns: PatternCache) {
    self.table = table
    self.patterns = patterns
    numbers = Array(repeating: Self.notLookedUp, count: template.tree.names.count)
  }

  struct Header {
    let kinds: ValueKinds
    let flags: SchemaFlags
    let keywordCount: Int
    let start: Int
  }

  func header(of schema: Schema) -> Header {
    let word = table.word(Int(schema.word))
    return Header(
      kinds: ValueKinds(rawValue: UInt8(truncatingIfNeeded: word)),
      flags: SchemaFlags(rawValue: UInt16(truncatingIfNeeded: word >> 16)),
      keywordCount: Int(word >> 8 & 0xFF), start: Int(schema.word) + 1)
  }

  /// Nil for a keyword that this program does not know: then nothing is held against it.
  func keyword(_ index: Int, of header: Header) -> (SchemaKeyword, UInt32)? {
    SchemaKeyword(rawValue: table.word(header.start + 2 * index)).map {
      ($0, table.word(header.start + 2 * index + 1))
    }
  }

  func operand(of keyword: SchemaKeyword, in header: Header) -> UInt32? {
    for index in 0..<header.keywordCount
    where table.word(header.start + 2 * index) == keyword.rawValue {
      return table.word(header.start + 2 * index + 1)
    }
    return nil
  }

  /// Those of a keyword that a schema may have several times.
  func operands(of keyword: SchemaKeyword, in header: Header) -> [UInt32] {
    (0..<header.keywordCount).compactMap { index in
      table.word(header.start + 2 * index) == keyword.rawValue
        ? table.word(header.start + 2 * index + 1) : nil
    }
  }

  /// The same table for another tree.
  func facts(for template: CloudFormationTemplate) -> SchemaFacts {
    SchemaFacts(table, for: template, patterns)
  }

  func schema(_ index: Int, of list: FactList) -> Schema {
    Schema(word: table.word(list.index(index)))
  }

  func schemas(_ list: UInt32) -> [Schema] {
    let list = table.list(list)
    return (0..<list.count).map { schema($0, of: list) }
  }

  func names(_ list: UInt32) -> [UInt32] {
    let list = table.list(list)
    return (0..<list.count).map { table.word(list.index($0)) }
  }

  func texts(_ list: UInt32) -> [String] { names(list).map(table.text) }

  /// The schema of a property in a sorted list of names and schemas.
  func schema(of name: UInt32, in list: FactList) -> Schema? {
    var low = 0
    var high = list.count
    while low < high {
      let middle = low + (high - low) / 2
      let other = table.word(list.index(middle))
      if other == name { return Schema(word: table.word(list.index(middle, 1))) }
      if other < name { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// The names of a list of names and schemas.
  func propertyNames(_ list: FactList) -> [String] {
    (0..<list.count).map { table.text(table.word(list.index($0))) }
  }

  /// The permitted values as texts.
  func values(_ operand: UInt32) -> [String] {
    names(operand).map { table.text($0 >> 3) }
  }

  /// Nil where it cannot be carried exactly, so that nothing is said of it.
  func pattern(_ name: UInt32) -> Pattern? {
    if let known = patterns.patterns.withLock({ $0[name] }) { return known }
    let pattern = try? Pattern.forASCII(table.text(name))
    patterns.patterns.withLock { $0[name] = .some(pattern) }
    return pattern
  }

  /// Nil for a format that any text satisfies as far as is known here.
  func format(_ name: UInt32) -> ValueFormat? {
    if let known = patterns.formats.withLock({ $0[name] }) { return known }
    // Texts in JSON have a rule of their own, which says what is wrong with them.
    let text = table.text(name)
    let format = text == "json" ? nil : ValueFormat.named(text)
    patterns.formats.withLock { $0[name] = .some(format) }
    return format
  }

  /// The table's number of a key; nil where the table does not have it.
  func number(of key: SyntaxNode) -> UInt32? {
    let name = key.tree.nodes[key.target.index].name
    guard name != .max, Int(name) < numbers.count else { return nil }
    if numbers[Int(name)] == Self.notLookedUp {
      numbers[Int(name)] =
        table.layout?.index(ofName: key.tree.names[name].utf8) ?? Self.unknown
    }
    return numbers[Int(name)] == Self.unknown ? nil : numbers[Int(name)]
  }
}

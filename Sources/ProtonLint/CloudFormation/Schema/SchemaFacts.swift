/// The table of resource types, with what reading it takes: patterns are compiled once.
final class SchemaFacts {
  let table: ResourceTypeTable
  private var patterns: [UInt32: Pattern?] = [:]

  init(_ table: ResourceTypeTable) { self.table = table }

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

  func schemas(_ list: UInt32) -> [Schema] {
    let list = table.list(list)
    return (0..<list.count).map { Schema(word: table.word(list.index($0))) }
  }

  func names(_ list: UInt32) -> [UInt32] {
    let list = table.list(list)
    return (0..<list.count).map { table.word(list.index($0)) }
  }

  func texts(_ list: UInt32) -> [String] { names(list).map(table.text) }

  /// The schema of a property in a sorted list of names and schemas.
  func schema(of name: UInt32, in operand: UInt32) -> Schema? {
    let list = table.list(operand, width: 2)
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
  func propertyNames(_ operand: UInt32) -> [String] {
    let list = table.list(operand, width: 2)
    return (0..<list.count).map { table.text(table.word(list.index($0))) }
  }

  /// The permitted values as texts.
  func values(_ operand: UInt32) -> [String] {
    names(operand).map { table.text($0 >> 3) }
  }

  /// Nil where it cannot be carried exactly, so that nothing is said of it.
  func pattern(_ name: UInt32) -> Pattern? {
    if let known = patterns[name] { return known }
    let pattern = try? Pattern(table.text(name))
    patterns[name] = .some(pattern)
    return pattern
  }
}

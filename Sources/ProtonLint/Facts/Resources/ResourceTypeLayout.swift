/// Where things stand in the table of resource types, layout version 1. `ResourceTypeTableBuilder`
/// writes it.
///
/// ```text
/// header, 72 bytes    "PLRT", then u32: layout version, date as yyyymmdd; the numbers of names,
///                     numbers, words, types, documents, regions and text bytes; the offsets of the
///                     seven sections, in the same order; u32 zero
/// names, 8 each       u32 start of the text, u32 its length; sorted by bytes, each once
/// numbers, 8 each     f64
/// words, 4 each       u32: schemas and lists; word 0 is zero: the empty list, and the schema that
///                     permits everything
/// types, 56 each      u32: name, variants, attributes, schema of what `Ref` gives, read-only,
///                     create-only, write-only and deprecated paths, primary identifier, paths of
///                     tags, stage of life, its date as yyyymmdd, flags (`ResourceTypeFlags`), zero
/// documents, 8 each   u32: name, schema; sorted
/// regions, 4 each     u32: name; the place is the bit in a mask of regions
/// text                all strings, UTF-8
///
/// a name              u32: index among the names
/// a list              words: the number of entries, then the entries
/// a schema            words: kinds (8 bits, see `ValueKinds`; bit 7: nothing is permitted), number
///                     of keywords (8 bits), flags (16 bits, see `SchemaFlags`); then for each
///                     keyword its number (`SchemaKeyword`) and its operand
/// variants            list of: mask of regions, low half and high half, and schema (three words each)
/// attributes          list of: name (ends with `*` where any text may follow), and schema
/// paths               list of names: `Endpoint/Port`, `Rules/*/Id`
/// ```
struct ResourceTypeLayout: Sendable {
  let date: UInt32
  let names: FactRecords
  let numbers: FactRecords
  let words: FactRecords
  let types: FactRecords
  let documents: FactRecords
  let regions: FactRecords
  private let text: FactRecords
  private let bytes: FactBytes

  static let magic = UInt32(0x5452_4C50)  // "PLRT"
  static let version = UInt32(1)
  static let headerSize = 72
  /// The longest name of a sound table has some hundred bytes.
  static let nameLimit = 8_192
  /// Bytes of a record of each section, in the order of the sections.
  static let widths = [8, 8, 4, 56, 8, 4, 1]

  init?(_ bytes: FactBytes) {
    func section(_ index: Int) -> FactRecords? {
      guard let count = bytes.count32(at: 12 + 4 * index),
        let start = bytes.count32(at: 40 + 4 * index)
      else { return nil }
      return FactRecords(start: start, width: Self.widths[index], count: count, in: bytes)
    }
    guard bytes.number(UInt32.self, at: 0) == Self.magic,
      bytes.number(UInt32.self, at: 4) == Self.version,
      let date = bytes.number(UInt32.self, at: 8),
      let names = section(0), let numbers = section(1), let words = section(2),
      let types = section(3), let documents = section(4), let regions = section(5),
      let text = section(6)
    else { return nil }
    self.date = date
    self.names = names
    self.numbers = numbers
    self.words = words
    self.types = types
    self.documents = documents
    self.regions = regions
    self.text = text
    self.bytes = bytes
  }

  /// 0, which means "nothing said", where there is no such word.
  func word(_ index: Int) -> UInt32 {
    words.offset(of: index).flatMap { bytes.number(UInt32.self, at: $0) } ?? 0
  }

  func number(_ index: UInt32) -> Double? {
    numbers.offset(of: Int(index)).flatMap { bytes.number(UInt64.self, at: $0) }.map {
      Double(bitPattern: $0)
    }
  }

  /// A field of a record of types, documents or regions.
  func field(_ index: Int, of record: Int, in section: FactRecords) -> UInt32 {
    section.offset(of: record).flatMap { bytes.number(UInt32.self, at: $0 + 4 * index) } ?? 0
  }

  func name(_ index: UInt32) -> FactBytes.Text? {
    guard let offset = names.offset(of: Int(index)), let start = bytes.count32(at: offset),
      let count = bytes.count32(at: offset + 4), count <= Self.nameLimit,
      let range = text.indices(from: start, count: count)
    else { return nil }
    return bytes.text(at: text.start + range.lowerBound, count: range.count)
  }

  /// The index of a name; nil where the table does not have it.
  func index(ofName key: some Sequence<UInt8>) -> UInt32? {
    var low = 0
    var high = names.count
    while low < high {
      let middle = low + (high - low) / 2
      guard let name = name(UInt32(truncatingIfNeeded: middle)) else { return nil }
      switch name.order(against: key) {
      case 0: return UInt32(truncatingIfNeeded: middle)
      case let order where order < 0: low = middle + 1
      default: high = middle
      }
    }
    return nil
  }
}

extension FactBytes.Text {
  /// Below zero, zero or above, by bytes.
  fileprivate func order(against key: some Sequence<UInt8>) -> Int {
    var rest = makeIterator()
    for byte in key {
      guard let own = rest.next() else { return -1 }
      if own != byte { return own < byte ? -1 : 1 }
    }
    return rest.next() == nil ? 0 : 1
  }
}

import FactsData

/// The resource types of CloudFormation: their properties, attributes, and what values they take.
///
/// A snapshot (``date``) of the CloudFormation registry and of what is known beyond it, embedded in
/// the program and read in place. A damaged table answers "unknown" and nothing else.
public struct ResourceTypeTable: Sendable {
  /// Nil where the bytes are no table of this layout; then nothing is known.
  let layout: ResourceTypeLayout?

  /// The table that was built into the program.
  public static let embedded = ResourceTypeTable(
    bytes: UnsafeRawBufferPointer(
      start: protonlint_resource_facts(), count: protonlint_resource_facts_size()))

  /// A table that lies elsewhere, and stays there unchanged for as long as it is in use.
  package init(bytes: UnsafeRawBufferPointer) {
    layout = ResourceTypeLayout(FactBytes(bytes))
  }

  public var isEmpty: Bool { (layout?.types.count ?? 0) == 0 }
  public var typeCount: Int { layout?.types.count ?? 0 }

  /// The day of the snapshot as yyyymmdd; 0 where there is no table.
  public var date: UInt32 { layout?.date ?? 0 }

  public var documentNames: [String] {
    guard let layout else { return [] }
    return (0..<layout.documents.count).map { text(layout.field(0, of: $0, in: layout.documents)) }
  }

  /// `AWS::S3::Bucket`; nil where the table does not have it.
  public func type(named name: String) -> ResourceType? {
    guard let layout, let key = layout.index(ofName: name.utf8) else { return nil }
    return index(of: key, in: layout.types).map { ResourceType(record: $0, table: self) }
  }

  /// The schema of a document that stands in properties of several types.
  public func document(named name: String) -> Schema? {
    guard let layout, let key = layout.index(ofName: name.utf8),
      let index = index(of: key, in: layout.documents)
    else { return nil }
    return Schema(word: layout.field(1, of: index, in: layout.documents))
  }

  public var regionNames: [String] {
    guard let layout else { return [] }
    return (0..<layout.regions.count).map { text(layout.field(0, of: $0, in: layout.regions)) }
  }

  /// The bits of the named regions; nil where none of them is known.
  public func mask(ofRegions names: [String]) -> UInt64? {
    var mask = UInt64(0)
    for (bit, name) in regionNames.enumerated() where names.contains(name) { mask |= 1 << bit }
    return mask == 0 ? nil : mask
  }

  /// The types whose names a function picks, in order.
  public var typeNames: [String] {
    guard let layout else { return [] }
    return (0..<layout.types.count).map { text(layout.field(0, of: $0, in: layout.types)) }
  }

  /// The kinds of values that a schema permits; none: any.
  public func kinds(of schema: Schema) -> ValueKinds {
    ValueKinds(rawValue: UInt8(truncatingIfNeeded: word(Int(schema.word))))
  }

  func text(_ name: UInt32) -> String {
    layout?.name(name).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// The words of a list whose entries have so many words each; at most what the table holds.
  func list(_ start: UInt32, width: Int = 1) -> FactList {
    guard let layout, start != 0 else { return FactList(start: 0, count: 0, width: width) }
    let count = Int(layout.word(Int(start)))
    let room = max(0, (layout.words.count - Int(start) - 1) / width)
    return FactList(start: Int(start) + 1, count: min(count, room), width: width)
  }

  func word(_ index: Int) -> UInt32 { layout?.word(index) ?? 0 }

  /// Names are sorted, so records in the order of their names are, too.
  private func index(of key: UInt32, in section: FactRecords) -> Int? {
    guard let layout else { return nil }
    var low = 0
    var high = section.count
    while low < high {
      let middle = low + (high - low) / 2
      let name = layout.field(0, of: middle, in: section)
      if name == key { return middle }
      if name < key { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}

/// A list of the table, by its words.
struct FactList: Sendable {
  let start: Int
  let count: Int
  let width: Int

  func index(_ entry: Int, _ field: Int = 0) -> Int { start + entry * width + field }
}

/// What is known of a type by yes or no.
struct ResourceTypeFlags: OptionSet, Sendable {
  let rawValue: UInt32

  static let mayBeTagged = ResourceTypeFlags(rawValue: 1)
  static let mayNotBeTagged = ResourceTypeFlags(rawValue: 2)
}

/// A type of resources, as the table knows it.
public struct ResourceType: Sendable {
  let record: Int
  let table: ResourceTypeTable

  private enum Field: Int {
    case name, variants, attributes, reference, readOnly, createOnly, writeOnly, deprecated,
      identifier, tagging, stage, stageDate, flags
  }

  private func field(_ field: Field) -> UInt32 {
    guard let layout = table.layout else { return 0 }
    return layout.field(field.rawValue, of: record, in: layout.types)
  }

  public var name: String { table.text(field(.name)) }

  /// The schemas of `Properties`, each with the regions in which it holds.
  public var variants: [(regions: UInt64, schema: Schema)] {
    let list = table.list(field(.variants), width: 3)
    return (0..<list.count).map { entry in
      let low = table.word(list.index(entry))
      let high = table.word(list.index(entry, 1))
      return (
        UInt64(high) << 32 | UInt64(low), Schema(word: table.word(list.index(entry, 2)))
      )
    }
  }

  /// The regions that have the type.
  public var regions: UInt64 { variants.reduce(0) { $0 | $1.regions } }

  /// What `Ref` gives; `.anything` where that is not known.
  public var reference: Schema { Schema(word: field(.reference)) }

  /// What `Fn::GetAtt` of an attribute gives; nil where there is no such attribute. `Outputs.*`
  /// stands for every name that begins so.
  public func attribute(named name: String) -> Schema? {
    let list = table.list(field(.attributes), width: 2)
    var open: Schema?
    for entry in 0..<list.count {
      let known = table.text(table.word(list.index(entry)))
      let schema = Schema(word: table.word(list.index(entry, 1)))
      if known == name { return schema }
      if known.hasSuffix("*"), name.hasPrefix(known.dropLast()) { open = schema }
    }
    return open
  }

  public var attributeNames: [String] { attributes.map(\.name) }

  /// In order of their names.
  var attributes: [(name: String, schema: Schema)] {
    let list = table.list(field(.attributes), width: 2)
    return (0..<list.count).map {
      (table.text(table.word(list.index($0))), Schema(word: table.word(list.index($0, 1))))
    }
  }

  public var readOnlyPaths: [String] { texts(.readOnly) }
  /// Those of the read-only paths that begin with a property.
  public func readOnlyPaths(below property: some StringProtocol) -> [String] {
    guard let layout = table.layout else { return [] }
    let list = table.list(field(.readOnly))
    return (0..<list.count).compactMap { entry in
      let name = table.word(list.index(entry))
      guard let bytes = layout.name(name), bytes.starts(with: property.utf8) else { return nil }
      let path = table.text(name)
      return path.utf8.count == property.utf8.count || path.dropFirst(property.count).first == "/"
        ? path : nil
    }
  }

  public var createOnlyPaths: [String] { texts(.createOnly) }
  public var writeOnlyPaths: [String] { texts(.writeOnly) }
  public var deprecatedPaths: [String] { texts(.deprecated) }
  /// The properties that no two resources share.
  public var primaryIdentifier: [String] { texts(.identifier) }

  /// How far the service behind the type still is offered.
  public enum Stage: UInt32, Sendable { case offered, inMaintenance, ending, ended }

  public var stage: Stage { Stage(rawValue: field(.stage)) ?? .offered }
  var stageDateNumber: UInt32 { field(.stageDate) }
  var flags: ResourceTypeFlags { ResourceTypeFlags(rawValue: field(.flags)) }

  public var stageDate: CivilDate? {
    let date = Int(stageDateNumber)
    guard date > 0 else { return nil }
    return CivilDate(year: date / 10_000, month: date / 100 % 100, day: date % 100)
  }

  /// Where its tags stand; none where it has none, or where that is not known.
  public var tagPaths: [String] { texts(.tagging) }
  /// Nil where that is not known.
  public var mayBeTagged: Bool? {
    if flags.contains(.mayBeTagged) { return true }
    return flags.contains(.mayNotBeTagged) ? false : nil
  }

  private func texts(_ field: Field) -> [String] {
    let list = table.list(self.field(field))
    // Some types have a hundred; a damaged table may claim any number.
    return (0..<min(list.count, 2_000)).map { table.text(table.word(list.index($0))) }
  }
}

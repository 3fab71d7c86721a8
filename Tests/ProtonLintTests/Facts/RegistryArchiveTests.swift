import CZlib
import Foundation
import Testing

@testable import ProtonLint

private func builder(_ schemas: [String]) throws -> ResourceTypeTableBuilder {
  var builder = ResourceTypeTableBuilder()
  let header = ##"{"date": 20260101, "regions": ["eu-west-1", "us-east-1"]}"##
  let lines = schemas.map {
    ##"{"type": "\##(typeName($0))", "variants": [{"regions": ["eu-west-1"], "schema": \##($0)}]}"##
  }
  try builder.add(document: Array(([header] + lines).joined(separator: "\n").utf8))
  return builder
}

private func typeName(_ schema: String) -> Substring {
  schema.firstMatch(of: /"typeName": "([^"]+)"/)?.1 ?? ""
}

/// A schema of a type, read from a table that is written and read again, in short words.
private func words(_ builder: ResourceTypeTableBuilder, _ type: String, depth: Int = 4) -> String {
  let bytes = builder.table().bytes
  return bytes.withUnsafeBytes { bytes in
    let table = ResourceTypeTable(bytes: bytes)
    guard let again = ResourceTypeTableBuilder(continuing: table),
      let root = again.types[type]?.variants.first?.schema
    else { return "" }
    return again.graph.words(root, depth)
  }
}

extension SchemaGraph {
  fileprivate func words(_ index: Int, _ depth: Int) -> String {
    guard depth > 0 else { return "…" }
    let node = nodes[index]
    var parts = node.kinds.isEmpty ? [] : ["\(node.kinds.rawValue)"]
    if node.flags.contains(.isClosed) { parts.append("closed") }
    for saying in node.sayings {
      switch saying.operand {
      case .namedSchemas(let entries):
        parts += entries.map { names.texts[$0.name] + ":" + words($0.content, depth - 1) }
      case .schema(let schema): parts.append("\(saying.keyword)(\(words(schema, depth - 1)))")
      case .schemas(let schemas):
        parts.append(
          "\(saying.keyword)(\(schemas.map { words($0, depth - 1) }.joined(separator: ",")))")
      case .count(let count): parts.append("\(saying.keyword)=\(count)")
      case .number(let number): parts.append("\(saying.keyword)=\(number)")
      case .name(let name): parts.append("\(saying.keyword)=\(names.texts[name])")
      case .names(let list):
        parts.append("\(saying.keyword)=" + list.map { names.texts[$0] }.joined(separator: "+"))
      case .values(let list):
        parts.append("\(saying.keyword)=" + list.map { names.texts[$0 / 8] }.joined(separator: "+"))
      case .namedNames, .ruled: parts.append("\(saying.keyword)")
      }
    }
    return "{" + parts.joined(separator: " ") + "}"
  }
}

@Test(arguments: [
  // A circle of `$ref`s becomes a circle.
  (
    ##"{"typeName": "A::B::C", "properties": {"P": {"$ref": "#/definitions/D"}}, "definitions": {"D": {"type": "object", "properties": {"P": {"$ref": "#/definitions/D"}}}}}"##,
    "{P:{64 P:{64 P:{64 P:…}}}}"
  ),
  // One of nothing but `$ref`s says nothing, nor does one that leads nowhere.
  (
    ##"{"typeName": "A::B::C", "properties": {"P": {"$ref": "#/definitions/D"}, "Q": {"$ref": "#/x"}, "R": {"$ref": "http://x"}}, "definitions": {"D": {"$ref": "#/definitions/E"}, "E": {"$ref": "#/definitions/D"}}}"##,
    "{P:{} Q:{} R:{}}"
  ),
  (
    ##"{"typeName": "A::B::C", "properties": {"P": {"$ref": "#/definitions/D", "maxLength": 3}}, "definitions": {"D": {"type": "string", "maxLength": 9}}}"##,
    "{P:{16 maxLength=3 allOf({maxLength=9})}}"
  ),
  (
    ##"{"typeName": "A::B::C", "additionalProperties": false, "properties": {"P": {"type": ["string", "date"], "const": true}, "Q": false}, "required": ["P", "P", 1]}"##,
    "{closed P:{values=true} Q:{128} required=P+1}"
  ),
  (##"{"typeName": "A::B::C", "properties": 7, "required": {}, "allOf": "x", "type": {}}"##, "{}"),
])
func schemaIsRead(schema: String, expected: String) throws {
  #expect(words(try builder([schema]), "A::B::C") == expected)
}

/// What either version permits is permitted.
@Test(arguments: [
  (
    ##"{"type": "string", "maxLength": 9, "enum": ["a", "b"], "format": "f"}"##,
    ##"{"type": ["string", "integer"], "maxLength": 5, "enum": ["b", "c"]}"##,
    "{20 values=a+b+c format=f maxLength=9}"
  ),
  (
    ##"{"additionalProperties": false, "properties": {"X": {"minimum": 3}}, "required": ["X", "Y"]}"##,
    ##"{"additionalProperties": false, "properties": {"X": {"minimum": 1}, "Y": {}}, "required": ["Y"]}"##,
    "{closed X:{minimum=1.0} Y:{} required=Y}"
  ),
  (
    ##"{"pattern": "^a$"}"##, ##"{"pattern": "^b$"}"##,
    "{allOf({anyOf({pattern=^a$},{pattern=^b$})})}"
  ),
  (##"{"additionalProperties": false}"##, ##"{}"##, "{}"),
  (##"{}"##, ##"{"enum": ["a"]}"##, "{}"),
])
func newerSchemaWidensKnownOne(known: String, newer: String, expected: String) throws {
  func type(_ property: String) -> String {
    ##"{"typeName": "A::B::C", "properties": {"P": \##(property)}}"##
  }
  var builder = try builder([type(known)])
  let archive = zip([("a.json", Array(type(newer).utf8)), ("readme.txt", [1])])
  let additions = try builder.add(
    archive: archive, region: nil, date: CivilDate(year: 2026, month: 2, day: 3))
  #expect(additions.changedTypes == 1)
  #expect(additions.newTypes == 0)
  #expect(builder.date == 20_260_203)
  #expect(words(builder, "A::B::C", depth: 6) == "{P:\(expected)}")
}

@Test func newTypeComesIn() throws {
  let known = ##"{"typeName": "A::B::C"}"##
  let newer =
    ##"{"typeName": "A::B::D", "properties": {"Arn": {"type": "string"}, "E": {"type": "object", "properties": {"Port": {"type": "integer"}}}}, "readOnlyProperties": ["/properties/Arn", "/properties/E"], "primaryIdentifier": ["/properties/Arn"]}"##
  var builder = try builder([known])
  _ = try builder.add(
    archive: zip([("d.json", Array(newer.utf8)), ("c.json", Array(known.utf8))]),
    region: "us-east-1", date: CivilDate(year: 2026, month: 2, day: 3))
  let bytes = builder.table().bytes
  bytes.withUnsafeBytes { bytes in
    let table = ResourceTypeTable(bytes: bytes)
    #expect(table.typeNames == ["A::B::C", "A::B::D"])
    #expect(table.type(named: "A::B::D")?.attributeNames == ["Arn", "E", "E.Port"])
    #expect(table.type(named: "A::B::D")?.regions == 2)
    #expect(table.type(named: "A::B::C")?.regions == 3)
  }
}

@Test func hostileZipIsRefused() throws {
  let schema = Array(##"{"typeName": "A::B::C"}"##.utf8)
  let sound = zip([("a.json", schema)])
  func fault(_ bytes: [UInt8]) -> String? {
    var builder = ResourceTypeTableBuilder()
    do throws(FactsFault) {
      let day = CivilDate(year: 2026, month: 2, day: 3)
      _ = try builder.add(archive: bytes, region: nil, date: day)
      return nil
    } catch {
      return error.words
    }
  }
  #expect(fault(sound) == nil)
  #expect(fault([]) == "it is no zip archive")
  #expect(fault(zip([])) == "it holds no schema of a type of resources")
  #expect(fault(zip([("a.txt", schema)])) == "it holds no schema of a type of resources")
  for size in 0..<sound.count { #expect(fault(Array(sound[..<size])) != nil, "\(size) bytes") }
  // Whatever a byte is changed to, it is read or refused.
  var random = SeededNumbers(state: 5)
  for place in sound.indices {
    var bytes = sound
    bytes[place] = UInt8.random(in: 0...255, using: &random)
    _ = fault(bytes)
  }
  // A bomb by what it states, many entries with the same bytes, and entries that state too much.
  let zeros = [UInt8](repeating: 32, count: 4_000_000)
  #expect(
    fault(zip([("a.json", zeros)], packs: true))?.hasPrefix("it unpacks to more than") == true)
  let shared = zip(
    [(String, [UInt8])](repeating: ("a.json", [UInt8](repeating: 32, count: 900_000)), count: 300),
    packs: true)
  #expect(fault(shared)?.hasPrefix("it unpacks to more than") == true)
}

/// A zip archive, as simple as they are.
private func zip(_ files: [(String, [UInt8])], packs: Bool = false) -> [UInt8] {
  func bytes(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
  var body: [UInt8] = []
  var directory: [UInt8] = []
  for (name, content) in files {
    let data = packs ? deflated(content) : content
    let fields =
      bytes(20, 2) + bytes(0, 2) + bytes(packs ? 8 : 0, 2) + bytes(0, 4)
      + bytes(checksum(content), 4) + bytes(data.count, 4) + bytes(content.count, 4)
      + bytes(name.utf8.count, 2) + bytes(0, 2)
    directory +=
      bytes(0x0201_4B50, 4) + bytes(20, 2) + fields + bytes(0, 10) + bytes(body.count, 4)
      + Array(name.utf8)
    body += bytes(0x0403_4B50, 4) + fields + Array(name.utf8) + data
  }
  return body + directory + bytes(0x0605_4B50, 4) + bytes(0, 4) + bytes(files.count, 2)
    + bytes(files.count, 2) + bytes(directory.count, 4) + bytes(body.count, 4) + bytes(0, 2)
}

private func deflated(_ bytes: [UInt8]) -> [UInt8] {
  var size = compressBound(UInt(bytes.count))
  var packed = [UInt8](repeating: 0, count: Int(size))
  compress(&packed, &size, bytes, UInt(bytes.count))
  // Without zlib's frame of two bytes before and four behind.
  return Array(packed[2..<Int(size) - 4])
}

private func checksum(_ bytes: [UInt8]) -> Int { Int(crc32(0, bytes, UInt32(bytes.count))) }

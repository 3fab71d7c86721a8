import Foundation
import Testing

@testable import ProtonLint

private let corpus = ProcessInfo.processInfo.environment["PROTONLINT_ORACLES"]
  .map { $0 + "/corpus/proton" }
  .flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }

/// Real schemas are changed at random, with a fixed seed, in ways of which it is known what they do:
/// exactly that is said, at exactly that place.
@Test(.enabled(if: corpus != nil, "needs PROTONLINT_ORACLES, a folder with real bundles"))
func mutationsOfRealSchemasAreFound() throws {
  var random = SeededNumbers(state: 2027)
  var counts: [VersionChange.Kind: Int] = [:]
  for schema in try schemas() {
    #expect(changes(from: schema, to: schema).isEmpty)
    for _ in 0..<40 {
      guard let mutation = try Mutation.random(of: schema, &random, .every) else { continue }
      let found = changes(from: schema, to: mutation.text)
      let words = found.map { "\($0.kind.rawValue) \($0.subject)" }
      #expect(words == mutation.expected, "\(mutation.text)")
      counts[mutation.kind, default: 0] += 1
      guard let place = mutation.place else { continue }
      for change in found where change.kind == mutation.kind {
        guard case .span(let span)? = change.new?.place else {
          Issue.record("\(words) has no place")
          continue
        }
        let text = String(
          decoding: Array(mutation.text.utf8)[span.start..<span.end], as: UTF8.self)
        #expect(text.hasPrefix(place), "\(words)")
      }
    }
  }
  for kind in Mutation.kinds { #expect(counts[kind, default: 0] > 3, "\(kind) hardly occurs") }
}

/// However many changes that only widen come together, a minor version may carry them.
@Test(.enabled(if: corpus != nil, "needs PROTONLINT_ORACLES, a folder with real bundles"))
func wideningsAreCompatible() throws {
  var random = SeededNumbers(state: 2028)
  for schema in try schemas() {
    var text = schema
    for _ in 0..<12 {
      if let mutation = try Mutation.random(of: text, &random, .widening) { text = mutation.text }
    }
    let found = changes(from: schema, to: text)
    #expect(found.allSatisfy { $0.effect == .compatible }, "\(found.map(\.kind))")
  }
}

private func schemas() throws -> [String] {
  let folder = try #require(corpus)
  return try FileManager.default.subpathsOfDirectory(atPath: folder)
    .filter { $0.hasSuffix("/schema/schema.yaml") }.sorted()
    .map { try String(contentsOfFile: folder + "/" + $0, encoding: .utf8) }
}

private func changes(from old: String, to new: String) -> [VersionChange] {
  let isService = old.contains("service_input_type")
  func files(_ schema: String) -> [String: String] {
    isService
      ? VersionFixture.service(schema: schema) : VersionFixture.environment(schema: schema)
  }
  return VersionFixture.compare(files(old), files(new)).bundles.flatMap(\.changes)
}

/// A changed schema, and what must be said of the change.
private struct Mutation {
  enum Choice { case every, widening }

  let text: String
  let kind: VersionChange.Kind
  /// `kind subject`
  var expected: [String]
  /// What the new place begins with.
  var place: String? = nil

  static let kinds: [VersionChange.Kind] = [
    .requiredInputAdded, .inputAdded, .inputRenamed, .typeChanged, .enumValueAdded,
    .enumValueRemoved, .boundTightened, .boundLoosened, .patternAdded, .defaultRemoved,
    .defaultChanged, .nullableAdded, .objectClosed,
  ]

  static func random(
    of text: String, _ random: inout SeededNumbers, _ choice: Choice
  ) throws -> Mutation? {
    let store = SourceStore(["s/schema/schema.yaml": text])
    let schema = try #require(Workspace(store).bundles.first?.schema)
    let types = [schema.environmentInputs, schema.serviceInputs, schema.pipelineInputs]
      .compactMap(\.self).filter { !$0.properties.isEmpty }
    // Two headers may name one type: what changes in it changes twice.
    guard let type = types.randomElement(using: &random),
      types.filter({ $0.name == type.name }).count == 1,
      let property = type.properties.randomElement(using: &random)
    else { return nil }
    let editor = SchemaEditor(text: text, type: type, property: property)
    switch choice {
    case .every: return editor.mutation(Int.random(in: 0..<13, using: &random), &random)
    case .widening:
      return editor.mutation([1, 4, 7, 11][Int.random(in: 0..<4, using: &random)], &random)
    }
  }
}

private struct SchemaEditor {
  let text: String
  let type: InputType
  let property: InputProperty

  private var shape: InputShape { property.shape }
  private var name: String { property.name }

  func mutation(_ number: Int, _ random: inout SeededNumbers) -> Mutation? {
    switch number {
    case 0: return requiredInput()
    case 1: return newInput(Int.random(in: 0..<1000, using: &random))
    case 2: return renamed()
    case 3: return otherType()
    case 4: return moreValues(Int.random(in: 0..<1000, using: &random))
    case 5: return fewerValues()
    case 6: return bound(by: 1)
    case 7: return bound(by: -1)
    case 8: return pattern()
    case 9: return noDefault()
    case 10: return otherDefault()
    case 11: return nullable()
    default: return closed()
    }
  }

  private func requiredInput() -> Mutation? {
    guard let entries = type.shape.propertiesEntry?.value,
      let withInput = inserting("zz_new: {type: string}", into: entries)
    else { return nil }
    let names = type.shape.required.map { source($0.span) } + ["zz_new"]
    let list = "[" + names.joined(separator: ", ") + "]"
    let edits: [(Range<Int>, String)]
    if let required = type.shape.node["required"] {
      edits = [withInput, (required.span.range, list)]
    } else if let insertion = inserting("required: \(list)", into: type.shape.node) {
      edits = [withInput, insertion]
    } else {
      return nil
    }
    return Mutation(
      text: applying(edits), kind: .requiredInputAdded, expected: ["required-input-added zz_new"],
      place: "zz_new")
  }

  private func newInput(_ number: Int) -> Mutation? {
    guard let entries = type.shape.propertiesEntry?.value,
      let edit = inserting("zz_\(number): {type: string, default: x}", into: entries)
    else { return nil }
    return Mutation(
      text: applying([edit]), kind: .inputAdded, expected: ["input-added zz_\(number)"],
      place: "zz_\(number)")
  }

  private func renamed() -> Mutation? {
    let new = name + "x"
    // A required input that is renamed under `properties` alone is another matter.
    guard !property.isRequired, name.utf8.count > 3, type.property(new) == nil else { return nil }
    return Mutation(
      text: applying([(property.nameSpan.range, new)]), kind: .inputRenamed,
      expected: ["input-renamed \(name)"], place: new)
  }

  private func otherType() -> Mutation? {
    guard let node = shape.typeName else { return nil }
    let new = node.text == "boolean" ? "object" : "boolean"
    return Mutation(
      text: applying([(node.span.range, new)]), kind: .typeChanged,
      expected: ["type-changed \(name)"], place: "type")
  }

  private func moreValues(_ number: Int) -> Mutation? {
    guard let values = shape.allowed, let node = shape.node["enum"], shape.type == .string else {
      return nil
    }
    let all = values.map { source($0.span) } + ["zz_\(number)"]
    return Mutation(
      text: applying([(node.span.range, "[\(all.joined(separator: ", "))]")]),
      kind: .enumValueAdded, expected: ["enum-value-added \(name)"], place: "zz_\(number)")
  }

  private func fewerValues() -> Mutation? {
    guard let values = shape.allowed, values.count > 1, let node = shape.node["enum"],
      Set(values.map(\.text)).count == values.count
    else { return nil }
    let left = values.dropLast().map { source($0.span) }
    return Mutation(
      text: applying([(node.span.range, "[\(left.joined(separator: ", "))]")]),
      kind: .enumValueRemoved, expected: ["enum-value-removed \(name)"], place: "enum")
  }

  /// - Parameter direction: 1 tightens, -1 loosens.
  private func bound(by direction: Int) -> Mutation? {
    let keywords: [(String, Int)] =
      switch shape.type {
      case .string: [("minLength", 1), ("maxLength", -1)]
      case .integer, .number: [("minimum", 1), ("maximum", -1)]
      case .list: [("minItems", 1), ("maxItems", -1)]
      default: []
      }
    guard shape.allowed == nil,
      let (keyword, sign) = keywords.first(where: { shape.node[$0.0] != nil }),
      let node = shape.node[keyword], let value = Int(node.text)
    else { return nil }
    let new = value + sign * direction
    guard new >= 0, keyword.hasPrefix("min") ? new != 0 || value > 0 : true else { return nil }
    let kind: VersionChange.Kind = direction > 0 ? .boundTightened : .boundLoosened
    return Mutation(
      text: applying([(node.span.range, String(new))]), kind: kind,
      expected: ["\(kind.rawValue) \(name)"], place: keyword)
  }

  private func pattern() -> Mutation? {
    guard shape.type == .string, shape.pattern == nil,
      let edit = inserting("pattern: '^zz$'", into: shape.node)
    else { return nil }
    return Mutation(
      text: applying([edit]), kind: .patternAdded, expected: ["pattern-added \(name)"],
      place: "pattern")
  }

  /// Under another name the keyword has no effect.
  private func noDefault() -> Mutation? {
    guard let entry = shape.defaultValue, !property.isRequired else { return nil }
    return Mutation(
      text: applying([(entry.key.span.range, "x-default")]), kind: .defaultRemoved,
      expected: ["default-removed \(name)"], place: name)
  }

  private func otherDefault() -> Mutation? {
    guard let entry = shape.defaultValue, entry.value.isScalar, !entry.value.span.range.isEmpty
    else { return nil }
    return Mutation(
      text: applying([(entry.value.span.range, "zz_other")]), kind: .defaultChanged,
      expected: ["default-changed \(name)"], place: "zz_other")
  }

  private func nullable() -> Mutation? {
    guard shape.node["nullable"] == nil,
      let edit = inserting("nullable: true", into: shape.node)
    else { return nil }
    return Mutation(
      text: applying([edit]), kind: .nullableAdded, expected: ["nullable-added \(name)"],
      place: "nullable")
  }

  private func closed() -> Mutation? {
    guard type.shape.node["additionalProperties"] == nil,
      let edit = inserting("additionalProperties: false", into: type.shape.node)
    else { return nil }
    return Mutation(
      text: applying([edit]), kind: .objectClosed, expected: ["object-closed \(type.name)"],
      place: "additionalProperties")
  }

  private func source(_ span: Span) -> String {
    String(decoding: Array(text.utf8)[span.range], as: UTF8.self)
  }

  /// An entry before the first of a mapping, in the mapping's own style.
  private func inserting(_ entry: String, into mapping: SyntaxNode) -> (Range<Int>, String)? {
    guard let first = mapping.entries.first(where: { _ in true }) else { return nil }
    let bytes = Array(text.utf8)
    let start = first.key.span.start
    let line = bytes[..<start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let isBlock = bytes[line..<start].allSatisfy { $0 == UInt8(ascii: " ") }
    let separator = isBlock ? "\n" + String(repeating: " ", count: start - line) : ", "
    return (start..<start, entry + separator)
  }

  private func applying(_ edits: [(Range<Int>, String)]) -> String {
    var bytes = Array(text.utf8)
    for (range, new) in edits.sorted(by: { $0.0.lowerBound > $1.0.lowerBound }) {
      bytes.replaceSubrange(range, with: Array(new.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

import FactsData
import Testing

@testable import ProtonLint

private let table = ResourceTypeTable.embedded

/// What is read from a table and written again is the same table.
@Test func tableIsWrittenAsItWasRead() throws {
  let builder = try #require(ResourceTypeTableBuilder(continuing: table))
  #expect(builder.types.count == table.typeCount)
  #expect(builder.table().bytes == embeddedBytes)
  #expect(embeddedBytes.count < 4_000_000)
}

@Test func tableKnowsTypesByRegion() throws {
  #expect(table.regionNames.count > 30)
  let queue = try #require(table.type(named: "AWS::SQS::Queue"))
  let everywhere = try #require(table.mask(ofRegions: table.regionNames))
  #expect(queue.regions & everywhere == everywhere)
  #expect(queue.attribute(named: "Arn") != nil)
  #expect(queue.attribute(named: "Colour") == nil)
  #expect(queue.createOnlyPaths == ["FifoQueue", "QueueName"])
  #expect(queue.mayBeTagged == true)
  #expect(queue.tagPaths == ["Tags"])
  let stack = try #require(table.type(named: "AWS::CloudFormation::Stack"))
  #expect(stack.attribute(named: "Outputs.VpcId") != nil)
  #expect(stack.attribute(named: "Outputs") == nil)
  // Not every type is offered in every region.
  let ends = table.typeNames.compactMap(table.type(named:)).filter { $0.regions != everywhere }
  #expect(ends.count > 500)
  #expect(table.type(named: "AWS::Serverless::Function")?.attribute(named: "Arn") != nil)
  #expect(table.type(named: "AWS::SQS::Que") == nil)
  for name in ["identity-policy", "trust-policy", "state-machine", "cfn-init", "tags"] {
    #expect(table.document(named: name) != nil, "\(name)")
  }
}

/// Damaged tables know less or something else; they do not trap and do not hang.
@Test func damagedTableOfTypesIsUnknown() {
  let whole = embeddedBytes
  for size in [0, 1, 3, 4, 12, 40, 71, 72, 5_000, 250_000, whole.count / 2, whole.count - 8] {
    #expect(walk(Array(whole[..<size])) == 0, "\(size) bytes")
  }
  for offset in 0..<72 {
    for value: UInt8 in [0, 0xFF] {
      var bytes = whole
      bytes[offset] = value
      _ = look(bytes)
    }
  }
  var random = SeededNumbers(state: 4)
  for round in 0..<6 {
    var bytes = whole
    // A few bytes leave most of the table sound; many reach every kind of record.
    for _ in 0..<(round < 3 ? 50 : 40_000) {
      let offset = Int.random(in: 72..<bytes.count, using: &random)
      bytes[offset] = UInt8.random(in: 0...255, using: &random)
    }
    _ = look(bytes)
    if round % 3 == 2 { _ = walk(bytes) }
  }
}

private var embeddedBytes: [UInt8] {
  [UInt8](
    UnsafeRawBufferPointer(
      start: protonlint_resource_facts(), count: protonlint_resource_facts_size()))
}

/// Asks a table as rules do.
private func look(_ bytes: [UInt8]) -> Int {
  bytes.withUnsafeBytes { bytes in
    let table = ResourceTypeTable(bytes: bytes)
    var found = 0
    for name in ["AWS::SQS::Queue", "AWS::RDS::DBInstance", "AWS::WAFv2::WebACL"] {
      guard let type = table.type(named: name) else { continue }
      found += type.variants.count + type.readOnlyPaths.count + type.primaryIdentifier.count
      _ = (type.attribute(named: "Arn"), type.attribute(named: "A.B"), type.stage, type.stageDate)
      _ = (type.regions, type.reference, type.deprecatedPaths, type.tagPaths, type.mayBeTagged)
    }
    _ = (table.mask(ofRegions: ["us-east-1"]), table.document(named: "tags"))
    return found
  }
}

/// Reads all of a table.
private func walk(_ bytes: [UInt8]) -> Int {
  bytes.withUnsafeBytes { bytes in
    ResourceTypeTableBuilder(continuing: ResourceTypeTable(bytes: bytes))?.graph.nodes.count ?? 0
  }
}

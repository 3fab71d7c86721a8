import FactsData
import ProtonLint
import Testing

private let table = IAMActionTable.embedded

@Test(arguments: [
  ("cloudformation:ValidateTemplate", IAMAction.AccessLevel.read, false),
  ("cloudwatch:PutMetricData", .write, false),
  ("ec2:CreateTags", .tagging, true),
  ("ec2:DescribeInstances", .list, false),
  ("ec2:RunInstances", .write, true),
  ("ecr:BatchGetImage", .read, true),
  ("ecr:GetAuthorizationToken", .read, false),
  ("ecs:RegisterTaskDefinition", .write, true),
  ("iam:PassRole", .permissionsManagement, true),
  ("kms:Decrypt", .write, true),
  ("logs:PutLogEvents", .write, true),
  ("s3:GetObject", .read, true),
  ("s3:ListAllMyBuckets", .list, false),
  ("s3:PutBucketPolicy", .permissionsManagement, true),
  ("sqs:ListQueues", .read, false),
  ("ssm:DescribeParameters", .list, false),
  ("ssmmessages:CreateControlChannel", .write, false),
  ("sts:AssumeRole", .write, true),
  ("sts:GetCallerIdentity", .read, false),
  ("xray:PutTraceSegments", .write, false),
])
func actionHasItsLevelAndScope(name: String, level: IAMAction.AccessLevel, canBeScoped: Bool) {
  for spelling in [name, name.lowercased(), name.uppercased()] {
    let action = table.action(spelling)
    #expect(action?.name == name)
    #expect(action?.accessLevel == level)
    #expect(action?.canBeScoped == canBeScoped)
    #expect(action?.resourceARNs.isEmpty == !canBeScoped)
  }
}

@Test(arguments: [
  ("iam:PassRole", ["arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"]),
  (
    "s3:GetObject",
    [
      "arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}/object/${ObjectName}",
      "arn:${Partition}:s3:::${BucketName}/${ObjectName}",
    ]
  ),
  ("ec2:DescribeInstances", []),
])
func actionListsItsResources(name: String, formats: [String]) {
  #expect(table.action(name)?.resourceARNs == formats)
}

@Test(arguments: [
  ("s3:GetObject", 1...1, ["s3:GetObject"]),
  ("S3:GETOBJECT", 1...1, ["s3:GetObject"]),
  ("s3:GetObject*", 5...20, ["s3:GetObject", "s3:GetObjectAcl", "s3:GetObjectVersion"]),
  ("s3:*object", 5...30, ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]),
  ("s3:?etObject", 1...1, ["s3:GetObject"]),
  ("sts:Assume*", 3...8, ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"]),
  ("ec2*:*", 500...2000, ["ec2:RunInstances", "ec2messages:GetMessages"]),
  ("*", 15_000...50_000, ["a4b:ApproveSkill", "xray:PutTraceSegments"]),
  ("*:*", 15_000...50_000, ["a4b:ApproveSkill", "xray:PutTraceSegments"]),
  ("*:TagResource", 50...500, ["ecs:TagResource", "proton:TagResource"]),
  ("s3:", 0...0, []),
  ("s3:GetObj", 0...0, []),
  ("s3", 0...0, []),
  ("s*", 0...0, []),
  ("", 0...0, []),
  (":", 0...0, []),
  ("nosuch:*", 0...0, []),
  ("s3:\u{00E9}*", 0...0, []),
])
func patternNamesActions(pattern: String, count: ClosedRange<Int>, among: [String]) {
  let names = table.actions(matching: pattern).map(\.name)
  #expect(count.contains(names.count), "\(names.count)")
  #expect(Set(among).isSubset(of: names))
  #expect(names.allSatisfy { iamActionPattern(pattern, matches: $0) })
  // By service first, whatever comes after a colon in the alphabet.
  let keys = names.map { $0.lowercased().replacing(":", with: "\0") }
  #expect(keys == keys.sorted())
  #expect(Set(names).count == names.count)
}

@Test func everyActionIsFoundByItsName() {
  let all = table.actions(matching: "*")
  #expect(all.count == table.actionCount)
  #expect(all.filter { table.action($0.name) != $0 }.map(\.name) == [])
  let services = Set(all.compactMap { $0.name.split(separator: ":").first })
  #expect(services.count == table.serviceCount)
  #expect(services.allSatisfy { table.hasService(String($0)) })
  #expect(table.hasService("S3"))
  for name in ["", "s", "s33", "s3:", "*", "zzzz", "é", String(repeating: "s", count: 5000)] {
    #expect(!table.hasService(name))
    #expect(table.action(name) == nil)
    #expect(table.action("\(name):GetObject") == nil)
    #expect(table.action("s3:\(name)") == nil)
  }
  #expect(table.date.wholeMatch(of: /20\d\d-[01]\d-[0-3]\d/) != nil)
}

/// Damaged tables know less or something else; they do not trap and do not hang.
@Test func damagedTableIsUnknown() {
  let whole = [UInt8](
    UnsafeRawBufferPointer(start: protonlint_iam_facts(), count: protonlint_iam_facts_size()))

  func actions(in bytes: [UInt8], _ pattern: String) -> Int {
    bytes.withUnsafeBytes { bytes in
      let table = IAMActionTable(bytes: bytes)
      _ = (table.date, table.hasService("s3"), table.action("s3:GetObject"))
      return table.actions(matching: pattern).count
    }
  }

  #expect(actions(in: whole, "s3:GetObject") == 1)
  for size in [0, 1, 3, 4, 12, 40, 51, 52, 64, 5_000, 250_000, whole.count / 2, whole.count - 8] {
    #expect(actions(in: Array(whole[..<size]), "*") == 0, "\(size) bytes")
  }
  for offset in 0..<52 {
    for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
      var bytes = whole
      bytes[offset] = value
      #expect(actions(in: bytes, "s3:Get*") <= table.actionCount)
    }
  }
  // Every 97th byte, which reaches all fields of all kinds of record; the header stays.
  var noise: UInt32 = 1
  for round in 0..<4 {
    var bytes = whole
    for offset in stride(from: 64 + round, to: bytes.count, by: 97) {
      noise = noise &* 1_664_525 &+ 1_013_904_223
      bytes[offset] = UInt8(truncatingIfNeeded: noise >> 24)
    }
    #expect(actions(in: bytes, "*") < table.actionCount)
  }
}

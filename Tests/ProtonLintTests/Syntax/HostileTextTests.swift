import Testing

@testable import ProtonLint

/// A text that is written to hurt, and what its tree may come to.
private struct HostileText: CustomTestStringConvertible {
  let testDescription: String
  let text: String
  var language = Language.yaml
  let kinds: [SyntaxProblem.Kind]
  let nodeLimit: Int
}

private let limit = SyntaxTreeBuilder.depthLimit
private let tooDeep = SyntaxProblem.Kind.tooDeep(limit: limit)

/// Each of ten anchors stands for ten of the one before.
private let laughs =
  "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
  + (1..<10).map { level in
    "a\(level): &a\(level) ["
      + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
  }.joined()

/// Each anchor is two levels deeper than the one before, and all are small.
private let staircase =
  "- &a0 [x]\n" + (1..<200).map { "- &a\($0) [[*a\($0 - 1)]]\n" }.joined()

private let hostileTexts = [
  HostileText(
    testDescription: "10,000 brackets", text: String(repeating: "[", count: 10_000),
    kinds: [tooDeep], nodeLimit: limit),
  HostileText(
    testDescription: "10,000 braces as keys", text: String(repeating: "{", count: 10_000),
    kinds: [tooDeep], nodeLimit: 2 * limit),
  HostileText(
    testDescription: "10,000 dashes", text: String(repeating: "- ", count: 10_000),
    kinds: [tooDeep], nodeLimit: limit),
  HostileText(
    testDescription: "10,000 explicit keys", text: String(repeating: "? ", count: 10_000),
    kinds: [tooDeep], nodeLimit: 2 * limit),
  HostileText(
    testDescription: "brackets as deep as permitted",
    text: String(repeating: "[", count: limit) + String(repeating: "]", count: limit),
    kinds: [], nodeLimit: limit),
  HostileText(
    testDescription: "10,000 JSON brackets", text: String(repeating: "[", count: 10_000),
    language: .json, kinds: [tooDeep], nodeLimit: limit),
  HostileText(
    testDescription: "10,000 JSON objects", text: String(repeating: "{\"a\":", count: 10_000),
    language: .json, kinds: [tooDeep], nodeLimit: 2 * limit + 1),
  HostileText(
    testDescription: "billion laughs", text: laughs, kinds: [.aliasBomb], nodeLimit: 200),
  HostileText(
    testDescription: "a chain of aliases that is deep", text: staircase,
    kinds: Array(repeating: tooDeep, count: 3), nodeLimit: 1_000),
  HostileText(
    testDescription: "10,000 duplicates of one key",
    text: String(repeating: "a: 1\n", count: 10_000),
    kinds: Array(repeating: .duplicateKey("a"), count: 9_999), nodeLimit: 20_001),
  HostileText(
    testDescription: "100,000 lines with one quote",
    text: "a: '" + String(repeating: "x\n", count: 100_000), kinds: [.malformed], nodeLimit: 3),
  HostileText(
    testDescription: "100,000 blank lines in a block scalar",
    text: "a: |\n  x\n" + String(repeating: "\n", count: 100_000) + "b: c\n", kinds: [],
    nodeLimit: 5),
]

@Test(arguments: hostileTexts)
private func hostileText(_ hostile: HostileText) {
  let tree = parse(Array(hostile.text.utf8), as: hostile.language)
  #expect(tree.problems.map(\.kind) == hostile.kinds)
  #expect(tree.nodeCount <= hostile.nodeLimit)
  #expect(brokenInvariant(of: tree) == nil)
  // Who follows every alias without a thought meets no more than the limits permit.
  if let root = tree.root {
    let (size, depth) = expansion(of: root)
    #expect(size <= max(Anchors.expansionLimit, tree.nodeCount * Anchors.growthLimit))
    #expect(depth <= limit)
  }
}

/// How many nodes a node stands for, and how deep they are nested.
private func expansion(of node: SyntaxNode) -> (size: Int, depth: Int) {
  var size = 1
  var depth = 0
  for child in node.items.map({ $0 }) + node.entries.flatMap({ [$0.key, $0.value] }) {
    let inner = expansion(of: child)
    size += inner.size
    depth = max(depth, inner.depth)
  }
  return (size, node.isScalar || node.isBrokenAlias ? 0 : depth + 1)
}

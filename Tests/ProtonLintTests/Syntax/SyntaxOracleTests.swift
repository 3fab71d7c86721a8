import Foundation
import Testing

@testable import ProtonLint

@Test(.enabled(if: !yamlCorpus.isEmpty, "PROTONLINT_ORACLES names no folder with a corpus of YAML"))
func corpusKeepsTheInvariants() {
  for file in yamlCorpus {
    let broken = brokenInvariant(of: parse(Array(file.text.utf8)))
    #expect(broken == nil, "\(file.path)")
  }
}

@Test(.enabled(if: hasPyYAML, "python3 with PyYAML is not installed"))
func yamlIsReadAsPyYAMLReadsIt() throws {
  let written = yamlTexts + yamlCorpus.map(\.text)
  // On odd texts the two differ in where a tab, a colon or a byte order mark may stand; what both
  // take, they must take alike.
  let mutated = mutations(of: yamlTexts, count: 3_000).filter { !$0.contains("\u{FEFF}") }
  let texts = written + mutated
  for (number, (text, answer)) in zip(texts, try nodes(.yaml, texts)).enumerated() {
    let tree = parse(Array(text.utf8))
    let start = text.prefix(80).debugDescription
    if number < written.count { #expect(tree.isMalformed == (answer == nil), "\(start)") }
    guard let answer, !tree.isMalformed else { continue }
    #expect(tree.nodeCount == answer.count, "\(start)")
    let differences = zip(tree.nodes.indices, answer).compactMap {
      difference(between: tree, $0, $1)
    }
    #expect(differences == [], "\(start)")
  }
}

@Test(.enabled(if: hasPyYAML, "python3 with PyYAML is not installed"))
func jsonIsAcceptedAsPythonAcceptsIt() throws {
  let texts = jsonTexts + mutations(of: jsonTexts, count: 3_000)
  for (text, answer) in zip(texts, try nodes(.json, texts)) {
    let tree = parse(Array(text.utf8), as: .json)
    #expect(tree.isMalformed == (answer == nil), "\(text.debugDescription)")
  }
}

private struct OracleNode: Decodable {
  let kind: String
  let tag: String
  let offset: Int
  let value: String

  init(from decoder: any Decoder) throws {
    var fields = try decoder.unkeyedContainer()
    kind = try fields.decode(String.self)
    tag = try fields.decode(String.self)
    offset = try fields.decode(Int.self)
    value = try fields.decode(String.self)
  }
}

private struct Request: Encodable {
  let language: String
  let texts: [String]
}

private func difference(
  between tree: SyntaxTree, _ index: Int, _ expected: OracleNode
) -> String? {
  let node = tree.nodes[index]
  guard "\(node.kind)" == expected.kind else { return "node \(index) is no \(expected.kind)" }
  let tag = node.tag == .max ? "" : tree.names[node.tag]
  guard tag == expected.tag || tag == "!<\(expected.tag)>" else {
    return "node \(index) has tag \(tag) instead of \(expected.tag)"
  }
  guard node.kind != .scalar || SyntaxNode(tree: tree, index: index).text == expected.value else {
    return "node \(index) is not \(expected.value.debugDescription)"
  }
  // Ours begins behind its tag and anchor, and a value that is left out behind its colon.
  let first = tree.text[min(expected.offset, tree.text.count)...].first
  let hasProperties = first == UInt8(ascii: "!") || first == UInt8(ascii: "&")
  let isLeftOut = node.start == node.end
  guard isLeftOut || hasProperties || Int(node.start) == expected.offset else {
    return "node \(index) begins at \(node.start) instead of \(expected.offset)"
  }
  return nil
}

extension SyntaxTree {
  fileprivate var isMalformed: Bool { problems.contains { $0.kind == .malformed } }
}

private let script = URL(filePath: #filePath).deletingLastPathComponent()
  .appending(path: "../../../scripts/oracles/syntax-nodes.py").standardized

private let hasPyYAML = (try? run(["python3", "-c", "import yaml"], input: Data())) != nil

private func nodes(_ language: Language, _ texts: [String]) throws -> [[OracleNode]?] {
  let request = try JSONEncoder().encode(Request(language: "\(language)", texts: texts))
  let answer = try run(["python3", script.path], input: request)
  return try JSONDecoder().decode([[OracleNode]?].self, from: answer)
}

private struct ExitStatus: Error { let status: Int32 }

private func run(_ command: [String], input: Data) throws -> Data {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = command
  let output = Pipe()
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  // A file, since a pipe that is full would block us before anybody reads.
  let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try input.write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  process.standardInput = try FileHandle(forReadingFrom: file)
  try process.run()
  let data = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    throw ExitStatus(status: process.terminationStatus)
  }
  return data
}

struct CorpusFile: Sendable {
  let path: String
  let text: String
}

/// The YAML files below the folder of oracles, in order of path; none where it is not named.
let yamlCorpus: [CorpusFile] = {
  guard let oracles = ProcessInfo.processInfo.environment["PROTONLINT_ORACLES"] else { return [] }
  let folder = oracles + "/corpus"
  return (FileManager.default.enumerator(atPath: folder)?.allObjects ?? [])
    .compactMap { $0 as? String }
    .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
    .sorted()
    .compactMap { path in
      (try? String(contentsOfFile: folder + "/" + path, encoding: .utf8))
        .map { CorpusFile(path: path, text: $0) }
    }
}()

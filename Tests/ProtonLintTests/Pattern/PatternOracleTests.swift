import Foundation
import ProtonLint
import Testing

/// The same answers as from the regular expressions of a JavaScript engine.
@Test(.enabled(if: hasNode, "node is not installed"))
func patternsAgreeWithJavaScript() throws {
  var random = PatternGenerator(state: 7)
  let questions = (0..<6_000).map { _ in
    Question(
      pattern: random.pattern(depth: 3), texts: (0..<12).map { _ in random.text(over: "aabc-1 \n") }
    )
  }
  let compared = try compare(questions)
  #expect(compared > 4_000)
}

/// The same, for all patterns of CloudFormation's resource types.
@Test(.enabled(if: hasNode && !publicPatterns.isEmpty, "node or python3 with cfn-lint is missing"))
func publicPatternsAgreeWithJavaScript() throws {
  var random = PatternGenerator(state: 11)
  let questions = publicPatterns.map { pattern in
    // What stands in the pattern makes texts that come close.
    let alphabet = pattern.filter { !"\\^$()[]{}*+?|".contains($0) } + "aA0-_./: \n"
    return Question(
      pattern: pattern,
      texts: ["", "a", "10.0.0.0/16"] + (0..<12).map { _ in random.text(over: alphabet) })
  }
  let compared = try compare(questions)
  #expect(compared > publicPatterns.count * 9 / 10)
}

/// How many patterns both understand; records where the answers differ.
private func compare(_ questions: [Question]) throws -> Int {
  var compared = 0
  for (question, answer) in zip(questions, try answers(to: questions)) {
    do {
      let pattern = try Pattern(question.pattern)
      // `\A` and `\Z` are letters to one side alone.
      guard let expected = answer.matches, !question.pattern.contains(/\\[AZz]/) else { continue }
      compared += 1
      let texts = question.texts
      for (text, expected) in zip(texts, expected) where pattern.matches(text) != expected {
        Issue.record(
          "\(question.pattern.debugDescription) on \(text.debugDescription): \(!expected)")
      }
      if !answer.isAccepted, answer.matches == nil { Issue.record("\(question.pattern) was taken") }
    } catch PatternFault.malformed(let message, _) {
      if answer.isAccepted { Issue.record("\(question.pattern) was refused: \(message)") }
    } catch {
      continue
    }
  }
  return compared
}

private struct Question: Encodable {
  let pattern: String
  let texts: [String]
}

private struct Answer: Decodable {
  let isAccepted: Bool
  /// Nil where the pattern was refused, or took too long.
  let matches: [Bool]?
}

/// A pattern of pairs of surrogates is one to JavaScript with the flag `u` alone.
private let script = """
  const lines = require('fs').readFileSync(0, 'utf8').split('\\n').filter(line => line);
  for (const line of lines) {
    const {pattern, texts} = JSON.parse(line);
    let expression = null;
    for (const flags of ['', 'u']) {
      try { expression ??= new RegExp(pattern, flags); } catch {}
    }
    const began = Date.now();
    const matches = expression && texts.map(text =>
      Date.now() - began > 200 ? null : expression.test(text));
    const isWhole = matches && !matches.includes(null);
    console.log(JSON.stringify({isAccepted: !!expression, matches: isWhole ? matches : null}));
  }
  """

private func answers(to questions: [Question]) throws -> [Answer] {
  var input = Data()
  for question in questions { input += try JSONEncoder().encode(question) + [0x0A] }
  let output = try run("node", ["-e", script], input: input)
  return try output.split(separator: 0x0A).map { try JSONDecoder().decode(Answer.self, from: $0) }
}

private let hasNode: Bool = {
  let version = try? run("node", ["--version"])
  return version?.first == UInt8(ascii: "v")
}()

private let publicPatterns: [String] = {
  let listing = """
    import cfnlint, json, pathlib
    found = set()
    def walk(value):
        if isinstance(value, dict):
            if isinstance(value.get("pattern"), str):
                found.add(value["pattern"])
            for child in value.values():
                walk(child)
        elif isinstance(value, list):
            for child in value:
                walk(child)
    for path in (pathlib.Path(cfnlint.__file__).parent / "data/schemas").rglob("*.json"):
        walk(json.loads(path.read_text()))
    print(json.dumps(sorted(found)))
    """
  guard let output = try? run("python3", ["-c", listing]) else { return [] }
  return (try? JSONDecoder().decode([String].self, from: output)) ?? []
}()

private func run(_ tool: String, _ arguments: [String], input: Data = Data()) throws -> Data {
  let file = FileManager.default.temporaryDirectory
    .appending(path: "protonlint-\(UUID().uuidString).jsonl")
  try input.write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [tool] + arguments
  process.standardInput = try FileHandle(forReadingFrom: file)
  let output = Pipe()
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  try process.run()
  let data = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return data
}

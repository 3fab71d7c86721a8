import Foundation
import Rules
import Testing

@testable import ProtonLint

/// Everything that a report can hold: a span, a file, a folder, notes, hostile characters.
private let fullResult: LintResult = {
  var sources = ReportFixture.sources
  let hostile = sources.add(
    path: "odd folder/ü:#?.yaml", content: .text(Array("\u{1F600}: [\n  x]\r\n".utf8)))
  let file = Finding(
    rule: "open-ingress", severity: .note,
    problem: Problem("file `a\u{202E}b` is empty", at: Label(.file(hostile))), scope: "")
  let folder = Finding(
    rule: "no-such-rule", severity: .warning,
    problem: Problem(
      "`manifest.yaml` is missing", at: Label(.folder("odd folder/")),
      related: [Label(.folder("nowhere")), Label(.file(hostile))]),
    scope: "web")
  let block = Finding(
    rule: "open-ingress", severity: .warning,
    problem: Problem("it's open", at: Label(Span(file: hostile, start: 4, end: 99))), scope: "web")
  return LintResult(
    findings: [file, folder, block, ReportFixture.misspelt(), ReportFixture.misspelt()],
    sources: sources,
    notes: [
      ToolNote("cut short", about: .place(.file(hostile))),
      ToolNote("no template", about: .path("/tmp/a b")), ToolNote("slow"),
    ])
}()

private func report(_ result: LintResult) -> String {
  sarifReport(
    result, rules: ReportFixture.rules, version: "0.1.0",
    invocation: SARIFInvocation(exitCode: 1))
}

@Test func sarifHoldsWhatCodeReviewShows() throws {
  let run = try JSONText(report(fullResult))["runs", 0]
  let results = run["results"]
  #expect(
    (0..<5).map { results[$0, "level"].string } == ["error", "error", "warning", "warning", "note"])
  #expect((0..<5).map { results[$0, "ruleIndex"].integer } == [1, 1, nil, 0, 0])

  let first = results[0]
  #expect(
    first["message", "text"].string == """
      Input `imge` is not declared in the schema when `kind` is `public`. Did you mean `image`? \
      See [declared inputs are \\[listed\\] here](1).
      """)
  let place = first["locations", 0, "physicalLocation"]
  #expect(place["artifactLocation", "uri"].string == "instance_infrastructure/cloudformation.yaml")
  #expect(place["artifactLocation", "uriBaseId"].string == "%SRCROOT%")
  #expect(
    ["startLine", "startColumn", "endLine", "endColumn", "byteOffset", "byteLength"]
      .map { place["region", $0].integer } == [3, 16, 3, 44, 34, 28])
  #expect(first["relatedLocations", 0, "id"].integer == 1)
  #expect(
    first["locations", 0, "logicalLocations", 0, "fullyQualifiedName"].string == "web/v1 instance")

  let folder = results[2]
  #expect(
    folder["locations", 0, "physicalLocation", "artifactLocation", "uri"].string
      == "odd%20folder/%C3%BC%3A%23%3F.yaml")
  #expect(folder["locations", 0, "physicalLocation", "region"].value == nil)
  #expect(
    folder["message", "text"].string
      == "`manifest.yaml` is missing. See [nowhere/](1), [ü:#?.yaml](2).")
  let block = results[3, "locations", 0, "physicalLocation", "region"]
  #expect(
    ["startLine", "startColumn", "endLine", "endColumn"].map { block[$0].integer } == [1, 3, 2, 5])
  #expect(results[4, "message", "text"].string == "File `a\\u{202E}b` is empty.")

  let notes = run["invocations", 0, "toolExecutionNotifications"]
  #expect(
    notes[1, "locations", 0, "physicalLocation", "artifactLocation", "uri"].string
      == "file:///tmp/a%20b")
  let rule = run["tool", "driver", "rules", 0]
  #expect(rule["name"].string == "OpenIngress")
  #expect(rule["properties", "security-severity"].string == "8.0")
  #expect(
    rule["help", "markdown"].string?.contains("````yaml\nDescription: ```日本``` a\n  b c\n````")
      == true)
  #expect(run["tool", "driver", "rules", 1, "properties", "security-severity"].value == nil)
}

@Test func fingerprintsStayWhenLinesMove() throws {
  // Published vectors of FNV-1a with 128 bits.
  #expect(fnv1a("".utf8) == 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
  #expect(fnv1a("foobar".utf8) == 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18)

  func fingerprints(_ prefix: String, evidence: String) throws -> [[String?]] {
    let text = prefix + "Image: imge\nImage: imge\n"
    let sources = SourceStore(["a.yaml": text])
    let findings = [prefix.utf8.count, prefix.utf8.count + 12].map { start in
      Finding(
        rule: "undeclared-input", severity: .error,
        problem: Problem(
          "m", at: Label(Span(file: SourceFile.ID(index: 0), start: start, end: start + 5)),
          evidence: evidence),
        scope: "web")
    }
    let results = try JSONText(report(LintResult(findings: findings, sources: sources)))[
      "runs", 0, "results"]
    return (0..<2).map { index in
      ["primaryLocationLineHash", "protonlint/v1"].map {
        results[index, "partialFingerprints", $0].string
      }
    }
  }
  let before = try fingerprints("", evidence: "x")
  #expect(try before == fingerprints("# one\n# two\n", evidence: "x"))
  #expect(Set(before.joined().compactMap { $0 }).count == 4)
  #expect(try before[0][1] != fingerprints("", evidence: "y")[0][1])
  #expect(try fingerprints("", evidence: "") == fingerprints("", evidence: "m"))
}

@Test func sarifKeepsTheWorstOfTooMany() throws {
  let finding = ReportFixture.misspelt(severity: .note)
  var findings = Array(repeating: finding, count: 5000)
  findings.append(ReportFixture.misspelt(severity: .error))
  let run = try JSONText(report(LintResult(findings: findings, sources: ReportFixture.sources)))[
    "runs", 0]
  #expect((run["results"].value as? [Any])?.count == 5000)
  #expect(run["results", 0, "level"].string == "error")
  #expect(
    run["invocations", 0, "toolExecutionNotifications", 0, "message", "text"].string?
      .hasPrefix("1 finding of lesser rank left out") == true)
}

@Test func jsonEscapesWhatItMust() throws {
  let value: JSON = [
    "a\"\\\n": [
      "\u{0}\u{1B}\u{7F}\u{202E}\u{E0041}😀é\t\r", true, .integer(-1), .number(.nan), [:], [],
    ],
    "absent": nil,
  ]
  #expect(
    value.text == #"""
      {
        "a\"\\\n": [
          "\u0000\u001b\u007f\u202e\udb40\udc41😀é\t\r",
          true,
          -1,
          null,
          {},
          []
        ]
      }

      """#)
  #expect(
    try JSONText(value.text)["a\"\\\n", 0].string == "\u{0}\u{1B}\u{7F}\u{202E}\u{E0041}😀é\t\r")
}

/// The official schema, where it is at hand, and a validator that we did not write.
private enum SchemaValidator {
  static let schema = ProcessInfo.processInfo.environment["PROTONLINT_ORACLES"].map {
    $0 + "/schemas/sarif-schema-2.1.0.json"
  }

  static var isAvailable: Bool {
    guard let schema, FileManager.default.fileExists(atPath: schema) else { return false }
    return (try? run("import jsonschema", []))?.status == 0
  }

  static func complaints(about report: URL) throws -> String {
    try run(
      """
      import json, sys, jsonschema
      schema, report = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
      validator = jsonschema.validators.validator_for(schema)
      checker = validator.FORMAT_CHECKER if hasattr(validator, "FORMAT_CHECKER") else None
      for error in validator(schema, format_checker=checker).iter_errors(report):
          print(list(error.absolute_path), error.message)
      """, [schema ?? "", report.path]
    ).output
  }

  private static func run(
    _ script: String, _ arguments: [String]
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}

/// The fixtures, hostile ones included, and the real bundles beside the schema.
private func realSources() throws -> SourceStore {
  let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
  let oracles = try #require(ProcessInfo.processInfo.environment["PROTONLINT_ORACLES"])
  let read = readWorkspaceFiles(
    paths: [root.appending(path: "Fixtures").path, oracles + "/corpus/proton"])
  #expect(read.faults.isEmpty)
  return read.sources
}

@Test(
  .enabled(
    if: SchemaValidator.isAvailable,
    "needs python3 with jsonschema, and schemas/sarif-schema-2.1.0.json below PROTONLINT_ORACLES"))
func sarifIsValidByTheOfficialSchema() throws {
  let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("protonlint-\(UUID().uuidString).sarif")
  defer { try? FileManager.default.removeItem(at: path) }
  for result in [fullResult, LintResult(findings: [], sources: SourceStore())] {
    try Data(report(result).utf8).write(to: path)
    #expect(try SchemaValidator.complaints(about: path) == "")
  }
  let real = lint(try realSources(), with: allRules)
  #expect(real.findings.count > 100)
  let text = sarifReport(
    real, rules: allRules, version: "1.0.0",
    invocation: SARIFInvocation(wasSuccessful: true, exitCode: 1))
  try Data(text.utf8).write(to: path)
  #expect(try SchemaValidator.complaints(about: path) == "")
  try Data("{\"version\": \"2.1.0\", \"runs\": 1}".utf8).write(to: path)
  #expect(try SchemaValidator.complaints(about: path) != "")
}

/// A parsed JSON text, walked by names and indices.
private struct JSONText {
  let value: Any?

  init(_ text: String) throws {
    value = try JSONSerialization.jsonObject(with: Data(text.utf8))
  }

  private init(value: Any?) { self.value = value }

  var string: String? { value as? String }
  var integer: Int? { value as? Int }

  subscript(_ path: any Hashable & Sendable...) -> JSONText {
    path.reduce(self) { current, step in
      if let name = step as? String {
        return JSONText(value: (current.value as? [String: Any])?[name])
      }
      guard let index = step as? Int, let array = current.value as? [Any],
        array.indices.contains(index)
      else { return JSONText(value: nil) }
      return JSONText(value: array[index])
    }
  }
}

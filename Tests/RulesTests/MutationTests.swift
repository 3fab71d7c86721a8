import Foundation
import ProtonLint
import Rules
import Testing

/// Whatever stands in the files, the run ends and every place lies inside its file. Bundles are
/// damaged at random, with a fixed seed; `PROTONLINT_MUTATIONS` asks for more rounds than usual.
@Test func damagedBundlesAreSurvived() throws {
  let rounds = ProcessInfo.processInfo.environment["PROTONLINT_MUTATIONS"].flatMap(Int.init) ?? 120
  let folders = ["Fixtures/clean", "Fixtures/seed", "Fixtures/plain"]
  let workspaces = try folders.map { try texts(below: $0) }
  var random = SplitMix(seed: 2026)
  for round in 0..<rounds {
    var files = workspaces[round % workspaces.count]
    let paths = files.keys.sorted()
    for _ in 0...random.below(2) {
      let path = paths[random.below(paths.count)]
      files[path] = damaged(files[path] ?? "", &random)
    }
    let result = lint(SourceStore(files), with: allRules)
    for finding in result.findings {
      for label in [finding.problem.primary] + finding.problem.related {
        guard case .span(let span) = label.place else { continue }
        #expect(
          span.end <= result.sources[span.file].bytes.count, "round \(round): \(finding.rule)")
      }
    }
    // The reports cut the text at these places, and must not trap on them either.
    #expect(!textReport(result, colour: true).isEmpty)
    #expect(
      !sarifReport(
        result, rules: allRules, version: "0",
        invocation: SARIFInvocation(wasSuccessful: true, exitCode: 0)
      ).isEmpty)
  }
}

private func texts(below folder: String) throws -> [String: String] {
  let root = repositoryRoot.appending(path: folder)
  var texts: [String: String] = [:]
  for path in try FileManager.default.subpathsOfDirectory(atPath: root.path)
  where path.hasSuffix(".yaml") || path.hasSuffix(".json") {
    texts[path] = try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
  return texts
}

/// Pieces that mean something in one of the languages.
private let pieces = [
  "{{", "}}", "{%", "%}", "{#", "#}", "{% if ", "{% else %}", "{% endif %}", "{% for x in ",
  "{% endfor %}", "{% set x = ", "&a ", "*a", "!Ref ", "!Sub '${", "!GetAtt ", "- ", ": ", "\t",
  "\r\n",
  "\n", "'", "\"", "[", "]", "{", "}", "|\n", ">-\n", "#", "\u{E000}", "\u{E010}\u{E001}",
  "\u{FEFF}",
  "é", "😀", " | truncate(", " ~ ", "environment.outputs.", "service_instances", "loop.index", "''",
  "Fn::If", "null", "0.0.0.0/0", "*", "..", "\u{202E}", "\u{1B}",
]

private func damaged(_ text: String, _ random: inout SplitMix) -> String {
  var characters = Array(text.unicodeScalars)
  for _ in 0...random.below(4) {
    let place = random.below(characters.count + 1)
    switch random.below(4) {
    case 0:
      characters.insert(contentsOf: pieces[random.below(pieces.count)].unicodeScalars, at: place)
    case 1:
      let end = min(characters.count, place + random.below(40))
      characters.removeSubrange(place..<end)
    case 2:
      // A piece of the text stands somewhere else as well.
      let start = random.below(characters.count + 1)
      let end = min(characters.count, start + random.below(200))
      characters.insert(contentsOf: Array(characters[start..<end]), at: place)
    default:
      characters = Array(characters[..<place])
    }
  }
  var view = String.UnicodeScalarView()
  view.append(contentsOf: characters)
  return String(view)
}

/// Small, and the same on every machine.
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(max(1, bound)))
  }
}

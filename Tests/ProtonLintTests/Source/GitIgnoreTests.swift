import Foundation
import Testing

@testable import ProtonLint

@Test(
  arguments: [
    // patterns, path, folder, verdict
    ("a.yaml", "a.yaml", false, true),
    ("a.yaml", "x/a.yaml", false, true),
    ("/a.yaml", "x/a.yaml", false, nil),
    ("x/a.yaml", "y/x/a.yaml", false, nil),
    ("build/", "build", true, true),
    ("build/", "build", false, nil),
    ("*.json\n!keep.json", "keep.json", false, false),
    ("!keep.json\n*.json", "keep.json", false, true),
    ("# note\n\\#a", "#a", false, true),
    ("\\!a", "!a", false, true),
    ("a  ", "a", false, true),
    ("a\\ ", "a ", false, true),
    ("a\r\n", "a", false, true),
    ("\u{FEFF}a", "a", false, true),
    ("**/a", "x/y/a", false, true),
    ("**/a", "a", false, true),
    ("a/**", "a/x/y", false, true),
    ("a/**", "a", true, nil),
    ("a/**/b", "a/b", false, true),
    ("a/**/b", "a/x/y/b", false, true),
    ("a/*/b", "a/x/y/b", false, nil),
    ("a*c", "abc", false, true),
    ("[a-c]x", "bx", false, true),
    ("[!a-c]x", "bx", false, nil),
    ("[]]x", "]x", false, true),
    ("[[:digit:]]", "7", false, true),
    ("[a", "[a", false, nil),
    ("a?c/d", "a/c/d", false, nil),
    ("*/b", "a/b", false, true),
    ("\\*", "a", false, nil),
  ] as [(String, String, Bool, Bool?)])
func gitIgnoreVerdict(patterns: String, path: String, isFolder: Bool, expected: Bool?) {
  let verdict = GitIgnore(Array(patterns.utf8)).verdict(
    on: ArraySlice(path.utf8), isFolder: isFolder)
  #expect(verdict == expected)
}

@Test func globTakesLinearTime() {
  let pattern = String(repeating: "*a", count: 400) + "b"
  let text = String(repeating: "a", count: 400)
  let start = ContinuousClock.now
  #expect(!Glob(Array(pattern.utf8)).matches(text.utf8))
  #expect(ContinuousClock.now - start < .seconds(5))
}

private let git = ["/usr/bin/git", "/usr/local/bin/git", "/opt/homebrew/bin/git"].first {
  FileManager.default.isExecutableFile(atPath: $0)
}

/// Random patterns and paths, with Git's own answers to them.
@Test(.enabled(if: git != nil, "git is missing"))
func ignoresWhatGitIgnores() throws {
  let folder = try TemporaryFolder()
  let git = try #require(git)
  var random = SeededNumbers(state: 7)
  let parts = [
    "a", "b", "ab", "a.b", "*", "**", "?", "a*", "*b", "[ab]", "[!a]", "\\a", "a**", "***",
  ]
  let names = ["a", "b", "ab", "a.b", "ba", "c"]
  try folder.run(git, "init", "-q")
  var counts = [true: 0, false: 0]
  for round in 0..<60 {
    var lines: [String] = []
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      var line = Int.random(in: 0..<4, using: &random) == 0 ? "!" : ""
      if Int.random(in: 0..<4, using: &random) == 0 { line += "/" }
      let count = Int.random(in: 1...3, using: &random)
      line += (0..<count).map { _ in parts.randomElement(using: &random) ?? "a" }
        .joined(separator: Int.random(in: 0..<5, using: &random) == 0 ? "" : "/")
      if Int.random(in: 0..<4, using: &random) == 0 { line += "/" }
      lines.append(line)
    }
    let text = lines.joined(separator: "\n") + "\n"
    try folder.write(".gitignore", text)
    let paths = (0..<80).map { _ in
      (0..<Int.random(in: 1...4, using: &random))
        .map { _ in names.randomElement(using: &random) ?? "a" }.joined(separator: "/")
    }
    // None of the paths exists, so that all of their parts but the last are folders.
    let answer = try folder.run(
      git, "-c", "core.excludesFile=/dev/null", "check-ignore", "--no-index", "--stdin",
      input: paths.joined(separator: "\n"))
    let ignored = Set(answer.split(separator: "\n").map(String.init))
    let patterns = GitIgnore(Array(text.utf8))
    for path in paths {
      var isIgnored = false
      let parts = path.split(separator: "/")
      for count in 1...parts.count where !isIgnored {
        let prefix = parts.prefix(count).joined(separator: "/")
        isIgnored =
          patterns.verdict(on: ArraySlice(prefix.utf8), isFolder: count < parts.count) ?? false
      }
      counts[isIgnored, default: 0] += 1
      #expect(isIgnored == ignored.contains(path), "round \(round): \(path) under \(lines)")
    }
  }
  #expect(counts.values.allSatisfy { $0 > 500 }, "one-sided: \(counts)")
}

/// Numbers that are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

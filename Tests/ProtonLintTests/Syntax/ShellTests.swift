import Foundation
import Testing

@testable import ProtonLint

/// The words of each command are those that a real shell hands to it.
@Test(
  .enabled(if: shellIsPresent, "needs /bin/sh to compare with"),
  arguments: [
    "show a 'b c' \"d e\" f\\ g", "show a'b'\"c\"d", "show '' \"\" x", "show a;show b\nshow c",
    "show a && show b", "show a # b\nshow c#d", "show a \\\n  b",
    "show \"a\\\"b\\\\c\\d\"",
    "show a 2>/dev/null b </dev/null", "show <<'EOF' a\nshow no\n'\nEOF\nshow b",
    "show x <<-EOF\n\tshow no\n\tEOF\nshow b", "if true; then show a; else :; fi; show b",
    "{ show a; }; (show b; show c)", "case x in y) :;; x) show a 'b)';; esac",
    "show 'a\nb' c", "true && ! false && show a", "show a 1>/dev/null; show 1 2 >/dev/null; show x",
    "show a|cat;show b", "for x in 1; do show a; done", "show a=b; A=1 show --c=d",
    "show '\"' \"'\"",
    "show é \"ü ß\" '→'", "true & show b", "show a >/dev/null 2>&1; show b",
  ])
func wordsAreThoseOfTheShell(text: String) throws {
  let process = Process()
  process.executableURL = URL(filePath: "/bin/sh")
  let output = Pipe()
  process.standardOutput = output
  // Where the text redirects what a command prints, the words still come here.
  let show = "show() { { for w; do printf '%s\\0' \"$w\"; done; printf '\\1'; } >&9; }; exec 9>&1\n"
  process.arguments = ["-c", show + text]
  try process.run()
  let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  let expected = bytes.split(separator: 1, omittingEmptySubsequences: true).map { command in
    command.split(separator: 0, omittingEmptySubsequences: false).dropLast().map {
      String(decoding: $0, as: UTF8.self)
    }
  }
  let found = readShell(Array(text.utf8)[...]).commands.compactMap { command in
    command.words.first?.literal == "show" ? command.words.dropFirst().map(\.literal) : nil
  }
  #expect(found == expected.map { $0.map(Optional.some) })
}

private let shellIsPresent = FileManager.default.isExecutableFile(atPath: "/bin/sh")

@Test(arguments: [
  (
    "a $B \"$C\" ${D} $(e (f) \"g)\") `h` ${I:-j}",
    "a|$B|\"$C\"|$D|<$(e (f) \"g)\")>|<`h`>|<${I:-j}>"
  ),
  ("a-$B/c $? $1", "a-$B/c|$?|$1"), ("a$ b", "a$|b"), ("'$A' \\$B", "$A|$B"),
  ("$(unclosed", "<$(unclosed>"), ("\"unclosed", "unclosed"), ("${A", "<${A>"),
])
func expansionsAreKept(text: String, expected: String) {
  let words = readShell(Array(text.utf8)[...]).commands.flatMap(\.words).map { word in
    word.parts.map { part in
      switch part {
      case .text(let text, _): text
      case .variable(let name, let isQuoted): isQuoted ? "\"$\(name)\"" : "$\(name)"
      case .expansion(let text, _): "<\(text)>"
      }
    }.joined()
  }
  #expect(words.joined(separator: "|") == expected)
}

/// What stands around each command: `?` where it may never run.
@Test(arguments: [
  ("a && b || c | d; e & f\ng", "a&& b|| c| d; e& f; g"),
  ("if a; then b; else c; fi; d", "a?; b?; c?; d"),
  ("while a; do b; done\nc", "a?; b?; c"), ("f() { a; }\nb", "a?; b"),
  ("for x in a b; do c; done; d", "c?; d"), ("case $x in a) b;; *) c;; esac\nd", "b?; c?; d"),
  ("(a; b) | c", "a; b| c"), ("{ a; b; } || c", "a; b|| c"), ("a <(b) c; d", "a; d"),
  ("function f { a; }; b", "a?; b"),
])
func commandsKnowTheirSurroundings(text: String, expected: String) {
  let words = readShell(Array(text.utf8)[...]).commands.map { command in
    let closing =
      switch command.closing {
      case .sequence: ";"
      case .background: "&"
      case .and: "&&"
      case .or: "||"
      case .pipe: "|"
      case nil: ""
      }
    return (command.words.first?.text ?? "") + (command.isConditional ? "?" : "") + closing
  }
  #expect(words.joined(separator: " ") == expected)
}

/// Damaged texts end, and every range lies inside of them.
@Test func damagedShellIsSurvived() {
  let samples = [
    "if [ \"$A\" = 'b' ]; then echo $(cat \"${C:-x}\") <<EOF | d\n e\nEOF\nfi && f >g 2>&1 # h",
    "case $a in b) c;; esac; for d in `e`; do (f); done; g() { h; }",
  ]
  for text in mutations(of: samples, count: 4_000) {
    let bytes = Array(text.utf8)
    for command in readShell(bytes[...]).commands {
      let ranges = command.words.map(\.range) + [command.range]
      for range in ranges where !(0...bytes.count).contains(range.upperBound) || range.isEmpty {
        Issue.record("\(range) in \(text.debugDescription)")
      }
    }
  }
}

/// Each word of a value stands in the author's text, whatever the style of the scalar.
@Test(arguments: [
  "- plain words here\n", "- plain words\n  go on\n\n  and on\n", "- 'single ''quoted'' words'\n",
  "- \"double \\\"quoted\\\" words\"\n", "- \"folded\n   words \\\n   here \\n there\"\n",
  "- |\n  one two\n    three\n\n  four\n", "- >-\n  one two\n  three\n\n  four\n    five\n",
  "- |2-\n    one\n  two\n", "- |\r\n  one\r\n  two\r\n", "- 'é → ü'\n", "- \"a\tb\\tc\"\n",
])
func wordsOfValuesHavePlaces(text: String) throws {
  let file = SourceFile(
    id: SourceFile.ID(index: 0), path: "a.yaml", content: .text(Array(text.utf8)))
  let tree = parseData(file)
  for node in try #require(tree.root).items {
    let places = ScalarPlaces(node)
    let value = Array(node.textBytes)
    var start = 0
    while start < value.count {
      var end = start
      while end < value.count, !isSpace(value[end]) { end += 1 }
      if end > start {
        let word = String(decoding: value[start..<end], as: UTF8.self)
        let found = file.text(of: places.span(of: start..<end))
        #expect(unescaped(found, node.style) == word)
      }
      start = end + 1
    }
  }
}

private func unescaped(_ text: String, _ style: SyntaxNode.Style) -> String {
  switch style {
  case .singleQuoted: text.replacing("''", with: "'")
  case .doubleQuoted: text.replacing("\\\"", with: "\"")
  case .plain, .literal, .folded, .none: text
  }
}

import ProtonLint
import Testing

@Test(arguments: [
  PatternRow("ab", takes: ["ab", "xaby"], refuses: ["", "a", "ba"]),
  PatternRow("^a*$", takes: ["", "aaa"], refuses: ["b", "aab", "a\n"]),
  PatternRow("a|^$|bc?", takes: ["", "xa", "b"], refuses: ["x"]),
  PatternRow("", takes: ["", "x"], refuses: []),
  PatternRow("^(?:ab){2,3}?$", takes: ["abab", "ababab"], refuses: ["ab", "abababab", "aba"]),
  PatternRow("^a{,2}$", takes: ["a{,2}"], refuses: ["", "a", "aa"]),
  PatternRow("^{{name}}$", takes: ["{{name}}"], refuses: ["name"]),
  PatternRow("^[]$", takes: [], refuses: ["", "a", "]"]),
  PatternRow("^[^]$", takes: ["a", "\n"], refuses: [""]),
  PatternRow(#"^[\w-.]+$"#, takes: ["a-b.c_0"], refuses: ["a b"]),
  PatternRow(#"^[^a-c\d]$"#, takes: ["d", "é", "🙂"], refuses: ["a", "b", "7"]),
  PatternRow("^.$", takes: ["a", "🙂"], refuses: ["", "\n", "\r", "\u{2028}", "ab"]),
  PatternRow(#"^\s\d\w$"#, takes: [" 1a", "\u{FEFF}1_"], refuses: [" ١a", " 1é"]),
  PatternRow(#"\bab\b"#, takes: ["ab", "x ab-"], refuses: ["xab", "ab_"]),
  PatternRow(#"^\Ba"#, takes: [], refuses: ["a", "ba"]),
  PatternRow(#"\Aab\Z"#, takes: ["ab"], refuses: ["Aab", "ab\n", "xab"]),
  PatternRow(#"^[\uD83D\uDE00-\uD83D\uDE4F]$"#, takes: ["🙂"], refuses: ["a", "🚀"]),
  PatternRow(#"^\x41\u0042\cJ$"#, takes: ["AB\n"], refuses: ["AB"]),
  PatternRow(
    #"^(?!-)(?!.*--)[a-z-]+(?<!-)$"#, takes: ["a-b", "a"], refuses: ["-a", "a--b", "a-"]),
  PatternRow("^(?=.*[0-9])(?=.*[a-z]).{4,}$", takes: ["abc1"], refuses: ["abcd", "1234", "a1"]),
  PatternRow("(?<=a(?!b))c", takes: ["ac"], refuses: ["c", "bc"]),
  PatternRow("a(?=b(?!c))", takes: ["ab", "abd", "abcab"], refuses: ["abc", "a"]),
  PatternRow("^(?<name>a)+$", takes: ["aa"], refuses: ["b"]),
  PatternRow("^(a*)*(b{0}|(?:)){1000000000}$|x", takes: ["x"], refuses: [], isTooLarge: true),
  PatternRow(
    "^([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}{{CONTENT}}quot;", takes: [], refuses: ["10.0.0.0/16"]),
])
func patternTakesWhatItDescribes(_ row: PatternRow) throws {
  guard !row.isTooLarge else {
    #expect(throws: PatternFault.self) { try Pattern(row.pattern) }
    return
  }
  let pattern = try Pattern(row.pattern)
  for text in row.takes { #expect(pattern.matches(text) == true, "\(text.debugDescription)") }
  for text in row.refuses { #expect(pattern.matches(text) == false, "\(text.debugDescription)") }
}

struct PatternRow: Sendable, CustomTestStringConvertible {
  let pattern: String
  let takes: [String]
  let refuses: [String]
  let isTooLarge: Bool
  var testDescription: String { pattern }

  init(_ pattern: String, takes: [String], refuses: [String], isTooLarge: Bool = false) {
    self.pattern = pattern
    self.takes = takes
    self.refuses = refuses
    self.isTooLarge = isTooLarge
  }
}

/// The offset of what is malformed; nil for what is unsupported.
@Test(arguments: [
  ("(a", 0), ("é(a", 2), ("a)", 1), ("[a-", 0), ("a[z-a]", 2), ("a**", 2), ("*a", 0), ("a|+", 2),
  ("{2}", 0), ("a{2}{3}", 4), ("a{3,2}", 1), (#"a\"#, 1), ("(?~a)", 0), ("(?<a", 3), ("(?<>a)", 3),
  (#"(a)\1"#, nil), ("(?i)a", nil), ("a++", nil), ("(?>a)", nil), (#"\p{L}"#, nil), (#"\h"#, nil),
  ("[[:alpha:]]", nil), ("(?:a{1000}){1000}", nil), ("a{99999999999999999999}", nil), ("^*", nil),
  (String(repeating: "(", count: 100_000), nil),
])
func patternFaultSaysWhatIsWrong(_ text: String, _ offset: Int?) {
  do {
    _ = try Pattern(text)
    Issue.record("`\(text.prefix(40))` was taken")
  } catch {
    switch error {
    case .malformed(_, let found): #expect(found == offset)
    case .unsupported: #expect(offset == nil)
    }
  }
}

/// Twice the text costs twice the steps, where backtracking would take twice the time for each
/// character more.
@Test(arguments: [
  "^(a|a)*(a+)+$", "^(([0-9a]|.|:|/)*)*$", "(a*)*b", "(a?){30}a{30}$", "^(?=(a+)+$)(a|aa)+$",
])
func stepsGrowWithTheText(_ text: String) throws {
  let pattern = try Pattern(text)
  let limit = 1_000_000_000
  let steps = [20_000, 40_000].map { count in
    var budget = limit
    #expect(pattern.matches(String(repeating: "a", count: count) + "!", budget: &budget) != nil)
    return limit - budget
  }
  #expect(steps[1] <= 2 * steps[0] + 1_000)
  #expect(steps[0] <= 2 * 20_002 * pattern.stateCount + 1_000)
}

@Test func patternStopsWhenTheBudgetIsSpent() throws {
  var budget = 1_000
  let text = String(repeating: "a", count: 100_000)
  #expect(try Pattern("(a|a)*(a+)+$").matches(text) == true)
  #expect(try Pattern("(a|a)*(a+)+b").matches(text, budget: &budget) == nil)
  #expect(budget <= 0)
}

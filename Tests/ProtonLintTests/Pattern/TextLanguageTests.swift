import ProtonLint
import Testing

@Test(arguments: [
  LanguageRow(["^[a-z]+$"], gives: "a"),
  LanguageRow(["^[a-z]+$"], not: ["a"], gives: "b"),
  LanguageRow(["^[a-z]+$"], not: ["^[a-z]"], gives: nil),
  LanguageRow(["^a+$"], atLeast: 3, gives: "aaa"),
  LanguageRow(["^a{0,3}$"], atLeast: 4, gives: nil),
  LanguageRow(["^a+$"], atLeast: 3, atMost: 2, gives: nil),
  LanguageRow([], atMost: 0, gives: ""),
  LanguageRow([], atLeast: 1, gives: "a"),
  LanguageRow(["^[a-z0-9]+$", "[^a-z]"], gives: "0"),
  LanguageRow(["x", "^y"], gives: "yx"),
  LanguageRow([#"^(?!10\.)[0-9]+\.$"#], gives: "0."),
  LanguageRow([#"^(?!0)[0-9]+$"#, "^[0]"], gives: nil),
  LanguageRow([#"(?<=a)b"#], gives: "ab"),
  LanguageRow([#"^a\b.$"#], gives: "a!"),
  LanguageRow(["^[0-9.]+$"], not: [#"^[0-9]{1,3}(\.[0-9]{1,3}){3}$"#], gives: "0"),
  LanguageRow(
    [#"^([0-9]{1,3}\.){3}[0-9]{1,3}$"#, "[3-9][0-9][0-9]"], gives: "0.0.0.300"),
])
func languageGivesItsShortestText(_ row: LanguageRow) throws {
  let language = TextLanguage(
    matching: try row.required.map { try Pattern($0) },
    notMatching: try row.refused.map { try Pattern($0) }, minLength: row.minLength,
    maxLength: row.maxLength)
  #expect(language.example() == (row.example.map { .text($0) } ?? .none))
}

struct LanguageRow: Sendable, CustomTestStringConvertible {
  let required: [String]
  let refused: [String]
  let minLength: Int
  let maxLength: Int?
  let example: String?
  var testDescription: String { "\(required) without \(refused)" }

  init(
    _ required: [String], not refused: [String] = [], atLeast: Int = 0, atMost: Int? = nil,
    gives example: String?
  ) {
    self.required = required
    self.refused = refused
    minLength = atLeast
    maxLength = atMost
    self.example = example
  }
}

/// What is found matches as it should, and no shorter text does, by the matcher.
@Test func languagesAgreeWithAllShortTexts() throws {
  var random = PatternGenerator(state: 23)
  let texts = allTexts(over: Array("ab1- "), upTo: 4)
  var answered = 0
  var empty = 0
  for _ in 0..<2_000 {
    guard let one = try? Pattern(random.pattern(depth: 2)),
      let other = try? Pattern(random.pattern(depth: 2))
    else { continue }
    let least = Int.random(in: 0...2, using: &random)
    let language = TextLanguage(matching: [one], notMatching: [other], minLength: least)
    func isIn(_ text: String) -> Bool {
      text.unicodeScalars.count >= least && one.matches(text) == true
        && other.matches(text) == false
    }
    let first = texts.first(where: isIn)
    switch language.example() {
    case .text(let text):
      #expect(isIn(text), "\(text.debugDescription)")
      if let first {
        #expect(text.unicodeScalars.count <= first.unicodeScalars.count)
      }
      answered += 1
    case .none:
      #expect(first == nil)
      empty += 1
    case .unknown: continue
    }
  }
  #expect(answered > 300 && empty > 100, "\(answered) and \(empty)")
}

/// The shorter ones first.
private func allTexts(over alphabet: [Character], upTo length: Int) -> [String] {
  var all = [""]
  var last = [""]
  for _ in 0..<length {
    last = last.flatMap { text in alphabet.map { text + String($0) } }
    all += last
  }
  return all
}

/// A question that takes too long is not answered, whatever the patterns are.
@Test func languageStopsWhenItsBudgetIsSpent() throws {
  let hard = try Pattern("a[ab]{40}$")
  let other = try Pattern("b[ab]{30}$")
  let language = TextLanguage(matching: [hard, other], notMatching: [try Pattern("ab|ba|aa|bb")])
  var budget = 100_000
  #expect(language.example(budget: &budget) == .unknown)
}

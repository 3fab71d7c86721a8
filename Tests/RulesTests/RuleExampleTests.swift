import ProtonLint
import Rules
import Testing

/// Every example of every rule is a test: a finding at each mark, and none elsewhere.
@Test(arguments: allRules.flatMap { rule in rule.examples.map { ExampleCase(rule, $0) } })
func exampleIsFlaggedWhereMarked(_ test: ExampleCase) {
  let marked = test.example.files.mapValues(MarkedText.init)
  let sources = test.example.sources(marked.mapValues(\.text))
  var options = LintOptions()
  // Rules on expiry know no day after this one.
  options.today = test.example.day ?? CivilDate(year: 2030, month: 1, day: 1)
  let result = lint(sources, with: [test.rule], options: options)

  let expected = marked.flatMap { path, text in
    text.marks.map { "\(path): «\(slice(text.text, $0))»" }
  }
  let found = result.findings.map { finding in
    switch finding.problem.primary.place {
    case .span(let span): "\(sources[span.file].path): «\(sources.text(of: span))»"
    case .file(let file): sources[file].path
    case .folder(let folder): folder
    }
  }
  let unmarked = test.example.unmarkedPlace
  #expect(Set(found) == Set(expected + (unmarked.map { [$0] } ?? [])))
  #expect(
    (expected.isEmpty && unmarked == nil) == (test.example.kind == .clean),
    "mark what is wrong, and only that")
}

private func slice(_ text: String, _ range: Range<Int>) -> String {
  String(decoding: Array(text.utf8)[range], as: UTF8.self)
}

struct ExampleCase: CustomTestStringConvertible, Sendable {
  let rule: Rule
  let example: RuleExample
  var testDescription: String { "\(rule.id): \(example.title)" }

  init(_ rule: Rule, _ example: RuleExample) {
    self.rule = rule
    self.example = example
  }
}

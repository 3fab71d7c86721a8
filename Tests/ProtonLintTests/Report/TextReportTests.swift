import Testing

@testable import ProtonLint

@Test func textReportShowsPlacesConditionsAndHelp() {
  let fixture = ReportFixture.self
  let missing = Finding(
    rule: "missing-file", severity: .warning,
    problem: Problem(
      "bundle has no manifest", at: Label(.folder("web/pipeline_infrastructure")),
      related: [Label(.file(SourceFile.ID(index: 1)), "the schema")]),
    scope: "web")
  let result = LintResult(
    findings: [fixture.misspelt(), missing], sources: fixture.sources,
    counts: .init(files: 9, bundles: 2, templates: 4),
    notes: [
      ToolNote(
        "only 64 of its paths were looked at", about: .place(.file(SourceFile.ID(index: 0)))),
      ToolNote("no template", about: .path("a\u{1B}.txt")),
      ToolNote("slow"),
    ])
  #expect(
    textReport(result, colour: false) == """
      error[undeclared-input]: input `imge` is not declared in the schema
       --> instance_infrastructure/cloudformation.yaml:3:16
        |
      3 |     Image: '{{ service_instance.inputs.imge }}'
        |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       --> schema/schema.yaml:4:7
        |
      4 |       properties:
        |       ----------- declared inputs are [listed] here
        = when: `kind` is `public`
        = help: did you mean `image`?

      warning[missing-file]: bundle has no manifest
       --> web/pipeline_infrastructure/
       --> schema/schema.yaml: the schema

      note: instance_infrastructure/cloudformation.yaml: only 64 of its paths were looked at
      note: a\\u{1B}.txt: no template
      note: slow
      found 1 error and 1 warning in 4 templates of 2 bundles

      """)
  #expect(
    conciseReport(result) == """
      instance_infrastructure/cloudformation.yaml:3:16: error[undeclared-input]: \
      input `imge` is not declared in the schema (when `kind` is `public`)
      web/pipeline_infrastructure/: warning[missing-file]: bundle has no manifest
      note: instance_infrastructure/cloudformation.yaml: only 64 of its paths were looked at
      note: a\\u{1B}.txt: no template
      note: slow

      """)
  let coloured = textReport(result, colour: true)
  #expect(coloured.hasPrefix("\u{1B}[1;31merror[undeclared-input]\u{1B}[0m\u{1B}[1m: input"))
  #expect(withoutColour(coloured) == textReport(result, colour: false))
}

@Test(
  arguments: [
    (LintResult.Counts(files: 3), [], "no problems found in 3 files"),
    (.init(files: 3, templates: 1), [.note, .note], "found 2 notes in 1 template"),
    (
      .init(files: 3, bundles: 1, templates: 2), [.note, .warning, .error, .warning],
      "found 1 error, 2 warnings and 1 note in 2 templates of 1 bundle"
    ),
  ] as [(LintResult.Counts, [Severity], String)])
func summaries(_ counts: LintResult.Counts, _ severities: [Severity], _ expected: String) {
  let findings = severities.map { ReportFixture.misspelt(severity: $0) }
  let result = LintResult(findings: findings, sources: ReportFixture.sources, counts: counts)
  #expect(summary(of: result) == expected)
}

@Test(
  arguments: [
    // A text with guillemets around the place, the line shown, the line of marks, and what follows.
    ("a: «b»", "a: b", "   ^", false),
    ("a: «»b", "a: b", "   ^", false),
    ("a: b«»", "a: b", "    ^", false),
    ("«»", "", "^", false),
    ("\ta:\t«b»", "    a:    b", "          ^", false),
    ("日本: «語» x", "日本: 語 x", "      ^^", false),
    ("👩‍👩‍👧 «👍🏽» x", "👩‍👩‍👧 👍🏽 x", "   ^^", false),
    ("e\u{301}e\u{301}«e\u{301}»", "e\u{301}e\u{301}e\u{301}", "  ^", false),
    ("\u{202E}«x»", "\\u{202E}x", "        ^", false),
    ("«\u{1B}[2J»", "\\u{1B}[2J", "^^^^^^^^^", false),
    ("x\r\na: «b\r\nc»\r\n", "a: b", "   ^", true),
    ("a: «b\r\n\r\n»c", "a: b", "   ^", false),
    ("a: «|\n b\n» c", "a: |", "   ^", true),
    ("a: b\r«c»\rd", "c", "^", false),
  ] as [(String, String, String, Bool)])
func excerpts(_ marked: String, _ text: String, _ marks: String, _ continues: Bool) {
  let excerpt = excerpt(of: marked)
  #expect(excerpt.text == text)
  #expect(markLine(of: excerpt) == marks)
  #expect(excerpt.continues == continues)
}

@Test(arguments: [
  ("", "", 159), ("", "", 160), ("", "", 161), ("x", "", 5000), ("", "y", 100_000),
  ("", "日", 3000), ("日", "日", 3000), ("e\u{301}", "e\u{301}", 3000),
])
func longLinesAreCutAroundThePlace(_ before: String, _ behind: String, _ count: Int) {
  let filler = before.isEmpty && behind.isEmpty ? String(repeating: "z", count: count - 4) : ""
  let excerpt = excerpt(
    of: String(repeating: before, count: count) + "<«ab»>" + filler
      + String(repeating: behind, count: count))
  #expect(displayWidth(excerpt.text) <= 162)
  #expect(excerpt.text.hasPrefix("…") == !before.isEmpty)
  #expect(excerpt.text.hasSuffix("…") == (!behind.isEmpty || count == 161))
  let shown = markLine(of: excerpt)
  #expect(shown.hasSuffix("^^") && excerpt.marks == 2)
  var column = 0
  let marked = excerpt.text.filter { character in
    defer { column += displayWidth(character) }
    return column >= excerpt.indentation && column < excerpt.indentation + excerpt.marks
  }
  #expect(marked == "ab")
}

private func excerpt(of marked: String) -> Excerpt {
  let parts = marked.split(omittingEmptySubsequences: false) { "«»".contains($0) }.map(String.init)
  let start = parts[0].utf8.count
  let span = Span(file: SourceFile.ID(index: 0), start: start, end: start + parts[1].utf8.count)
  let lines = LineTable(Array(parts.joined().utf8))
  return Excerpt(of: lines.shown(span), in: lines)
}

private func markLine(of excerpt: Excerpt) -> String {
  String(repeating: " ", count: excerpt.indentation) + String(repeating: "^", count: excerpt.marks)
}

private func withoutColour(_ text: String) -> String {
  text.split(separator: "\u{1B}[", omittingEmptySubsequences: false).enumerated()
    .map { $0 == 0 ? String($1) : String($1.drop { $0 != "m" }.dropFirst()) }.joined()
}

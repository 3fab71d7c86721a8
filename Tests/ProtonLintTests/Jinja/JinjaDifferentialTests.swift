import Foundation
import ProtonLint
import Testing

/// Comparisons with Jinja2 itself.
///
/// Differences that are meant, none of which the generator makes:
/// - digits outside of ASCII, which Python takes as digits and we do not
/// - `\N{…}` with a name that no character has
/// - decimal integers of more than 4,300 digits, which Python refuses
/// - nesting: our limits are fixed, Python's depend on its stack
@Suite(.enabled(if: JinjaOracle.isPresent, Comment(rawValue: JinjaOracle.absence)))
struct JinjaDifferentialTests {
  @Test func acceptsWhatJinjaAccepts() throws {
    var generator = JinjaGenerator(seed: 2026)
    var templates = JinjaCases.accepted
    templates += try corpus()
    for _ in 0..<3_000 {
      templates.append(generator.template())
      templates.append(generator.mutant())
    }
    let answers = try JinjaOracle.answers(to: templates)
    try #require(answers.count == templates.count)
    // Both kinds must be well represented for the comparison to say anything.
    #expect(answers.count { $0.accepts } > 1_000)
    #expect(answers.count { !$0.accepts } > 1_000)
    for (template, answer) in zip(templates, answers) {
      let problems = parse(template).problems
      if problems.contains(where: { if case .tooDeep = $0.kind { true } else { false } }) {
        continue
      }
      let faults = problems.filter { $0.kind == .malformed || $0.kind == .dynamicReference }
      #expect(
        faults.isEmpty == answer.accepts,
        "\(template.debugDescription): \(faults.map(\.message))")
    }
  }

  @Test func printsTheTextThatJinjaPrints() throws {
    var generator = JinjaGenerator(seed: 7)
    let templates = (0..<3_000).map { _ in generator.textTemplate() }
    let answers = try JinjaOracle.answers(to: templates, .render)
    try #require(answers.count == templates.count)
    #expect(answers.count { $0.accepts } > 1_000)
    for (template, answer) in zip(templates, answers) where answer.accepts {
      let tree = parse(template)
      #expect(printed(tree.body, of: tree) == answer.rendered, "\(template.debugDescription)")
    }
  }

  @Test func readsExpressionsAsJinjaDoes() throws {
    var generator = JinjaGenerator(seed: 11)
    let templates = (0..<4_000).map { _ in generator.output() }
    let answers = try JinjaOracle.answers(to: templates, .shape)
    try #require(answers.count == templates.count)
    #expect(answers.count { $0.accepts } > 1_000)
    for (template, answer) in zip(templates, answers) where answer.accepts {
      var found: JinjaExpression?
      if case .output(let expression) = parse(template).body.first?.kind { found = expression }
      #expect(shape(found) == answer.shape, "\(template.debugDescription)")
    }
  }

  private func parse(_ template: String) -> JinjaTemplate {
    parseJinja(Array(template.utf8), file: SourceFile.ID(index: 0))
  }

  /// What text statements print, in branches that are taken.
  private func printed(_ body: [JinjaStatement], of tree: JinjaTemplate) -> String {
    body.map { statement in
      switch statement.kind {
      case .text: String(decoding: tree.bytes[statement.span.range], as: UTF8.self)
      case .newline: "\n"
      case .if(let branches): branches.map { printed($0.body, of: tree) }.joined()
      default: ""
      }
    }.joined()
  }

  /// The templates of the corpus; none where it is absent.
  private func corpus() throws -> [String] {
    guard let folder = ProcessInfo.processInfo.environment["PROTONLINT_ORACLES"] else {
      print("skipped: the corpus, since PROTONLINT_ORACLES is not set")
      return []
    }
    let root = URL(filePath: folder).appending(path: "corpus")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    return try paths.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
      .map { try Data(contentsOf: root.appending(path: $0)) }
      .compactMap { String(bytes: $0, encoding: .utf8) }
  }
}

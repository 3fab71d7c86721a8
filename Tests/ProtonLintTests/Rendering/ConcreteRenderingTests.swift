import Foundation
import Testing

@testable import ProtonLint

/// Rendering with concrete inputs against Jinja2 itself.
///
/// What is counted and not compared, since no answer of ours could be right:
/// - integers beyond 64 bits, complex numbers, and work or texts beyond the limits
/// - `random` and `lipsum`, which are different each time
/// - the text of an iterator or a method, in which Python prints where in its memory they are, and
///   attributes with two underscores, which are Python's own
/// - `is sameas` of equal texts and large numbers: whether Python keeps one copy is up to it
/// - `casefold` of what is not ASCII, and named HTML entities that need a semicolon: tables that no
///   template is known to use
/// - `encode`, `translate` and `maketrans`, whose results no template can print
@Suite(.enabled(if: JinjaOracle.isPresent, Comment(rawValue: JinjaOracle.absence)))
struct ConcreteRenderingTests {
  @Test func printsWhatJinjaPrints() throws {
    var generator = RenderingGenerator(seed: 2026)
    let questions = (0..<20_000).map { _ in
      RenderingOracle.Question(template: generator.template(), inputs: RenderingGenerator.inputs)
    }
    let counts = try compare(questions)
    let share = counts.printed * 100 / questions.count
    print("rendering: \(counts), \(share) % without error")
    // All outcomes must be well represented for the comparison to say anything.
    #expect(share > 60)
    #expect(counts.failed > 2_000)
    #expect(counts.notEvaluated < 200)
  }

  /// Each filter, test, method and format with each of many operands.
  @Test(arguments: OperandTable.allCases)
  func givesWhatJinjaGives(_ table: OperandTable) throws {
    let questions = table.templates.map {
      RenderingOracle.Question(template: $0, inputs: OperandTable.inputs)
    }
    let counts = try compare(questions)
    print("\(table.rawValue): \(counts)")
    #expect(counts.printed > questions.count / 8)
    #expect(counts.notEvaluated < questions.count / 20)
  }

  private func compare(_ questions: [RenderingOracle.Question]) throws -> RenderingCounts {
    // Half for each of two processes of Jinja, while the templates are rendered here.
    let oracle = RenderingOracle.Asked(questions, processes: 2)
    let inputs = questions.first?.inputs ?? "{}"
    let renderings = concurrentMap(questions.count, workers: 2) { index in
      let file = SourceFile.ID(index: 0)
      let values = parseJSON(Array(inputs.utf8), map: SourceMap(identity: file))
      return render(
        parseJinja(Array(questions[index].template.utf8), file: file), inputs: values.root)
    }
    let answers = try oracle.answers()
    try #require(answers.count == questions.count)
    var counts = RenderingCounts()
    for ((question, answer), rendering) in zip(zip(questions, answers), renderings) {
      if let kind = rendering.fault?.kind, kind == .unsupported || kind == .limit {
        counts.notEvaluated += 1
        continue
      }
      if answer.text == nil { counts.failed += 1 } else { counts.printed += 1 }
      let text = rendering.fault == nil ? rendering.text : nil
      let isEqual = text.map { Array($0.utf8) } == answer.text.map { Array($0.utf8) }
      guard !isEqual else { continue }
      Issue.record(
        """
        \(question.template.debugDescription)
          Jinja: \(answer.text?.debugDescription ?? answer.fault ?? "")
          here:  \(text?.debugDescription ?? rendering.fault?.message ?? "")
        """)
    }
    return counts
  }
}

private struct RenderingCounts {
  var printed = 0
  var failed = 0
  var notEvaluated = 0
}

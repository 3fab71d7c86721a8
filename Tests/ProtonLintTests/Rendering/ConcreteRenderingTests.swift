import Foundation
import Testing

@testable import ProtonLint

/// Rendering with concrete inputs against Jinja2 itself.
///
/// Differences that are meant, none of which the generator makes:
/// - what `safe` and `tojson` give is plain text here, so `+` on it escapes nothing
/// - printing a function, an iterator or a range, whose text Python makes up, is not evaluated
/// - inside of a loop, `with` or block `set`, Jinja does not find an input that the scope around it
///   sets, later on as well, unless that scope has read it before
/// - Jinja works out constants as it compiles, and so fails for some that are never reached; the
///   same goes for unknown filters and tests outside of conditions
/// - integers beyond 64 bits are not evaluated
@Suite(.enabled(if: JinjaOracle.isPresent, Comment(rawValue: JinjaOracle.absence)))
struct ConcreteRenderingTests {
  @Test func printsWhatJinjaPrints() throws {
    var generator = RenderingGenerator(seed: 2026)
    let questions = (0..<3_000).map { _ in
      RenderingOracle.Question(template: generator.template(), inputs: RenderingGenerator.inputs)
    }
    let counts = try compare(questions)
    print("rendering: \(counts)")
    // All outcomes must be well represented for the comparison to say anything.
    #expect(counts.printed > 1_800)
    #expect(counts.failed > 150)
    #expect(counts.notEvaluated < 150)
  }

  private struct Counts {
    var printed = 0
    var failed = 0
    var notEvaluated = 0
  }

  private func compare(_ questions: [RenderingOracle.Question]) throws -> Counts {
    let answers = try RenderingOracle.answers(to: questions)
    try #require(answers.count == questions.count)
    var counts = Counts()
    for (question, answer) in zip(questions, answers) {
      let rendering = rendered(question)
      if let kind = rendering.fault?.kind, kind == .unsupported || kind == .limit {
        counts.notEvaluated += 1
        continue
      }
      if answer.text == nil { counts.failed += 1 } else { counts.printed += 1 }
      let text = rendering.fault == nil ? rendering.text : nil
      #expect(
        text.map { Array($0.utf8) } == answer.text.map { Array($0.utf8) },
        """
        \(question.template.debugDescription)
          Jinja: \(answer.text?.debugDescription ?? answer.fault ?? "")
          here:  \(text?.debugDescription ?? rendering.fault?.message ?? "")
        """)
    }
    return counts
  }

  private func rendered(_ question: RenderingOracle.Question) -> ConcreteRendering {
    let file = SourceFile.ID(index: 0)
    let inputs = parseJSON(Array(question.inputs.utf8), map: SourceMap(identity: file))
    return render(
      parseJinja(Array(question.template.utf8), file: file), inputs: inputs.root)
  }
}

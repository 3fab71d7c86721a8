import Foundation
import ProtonLint
import Testing

/// What holds for any text at all.
@Suite struct JinjaPropertyTests {
  @Test func placesAreExact() throws {
    var generator = JinjaGenerator(seed: 5)
    for _ in 0..<1_500 {
      check(parse(generator.template()))
      check(parse(generator.mutant()))
    }
  }

  private func check(_ tree: JinjaTemplate) {
    let whole = Span(file: tree.file, start: 0, end: tree.bytes.count)
    let source = Comment(rawValue: String(decoding: tree.bytes, as: UTF8.self).debugDescription)
    func text(_ span: Span) -> String { String(decoding: tree.bytes[span.range], as: UTF8.self) }

    for problem in tree.problems { #expect(whole.contains(problem.span), source) }
    var textEnd = 0
    tree.walkStatements { statement in
      #expect(whole.contains(statement.span), source)
      for body in statement.bodies {
        for inner in body { #expect(statement.span.contains(inner.span), source) }
      }
      switch statement.kind {
      case .text, .newline:
        #expect(statement.span.start >= textEnd && statement.span.count > 0, source)
        textEnd = statement.span.end
      case .output:
        #expect(text(statement.span).hasPrefix("{"), source)
      default: break
      }
    }
    tree.walkExpressions { expression in
      #expect(whole.contains(expression.span), source)
      for child in expression.children { #expect(expression.span.contains(child.span), source) }
      switch expression.kind {
      case .attribute(_, let name, let nameSpan): #expect(text(nameSpan) == name, source)
      case .name(let name) where !text(expression.span).hasPrefix("("):
        #expect(text(expression.span) == name, source)
      default: break
      }
    }
  }

  /// Each would cost a stack overflow, or hours, if it were not for the limits. Other tests share the
  /// processor meanwhile.
  @Test(.timeLimit(.minutes(5)), arguments: hugeTemplates)
  func hugeTemplateIsReadInLinearTime(_ part: String, _ tail: String) async {
    let template = String(repeating: part, count: 200_000 / part.utf8.count) + tail
    let count = await onSmallStack {
      let tree = self.parse(template)
      self.walk(tree)
      return tree.problems.count
    }
    #expect(count <= 1_000)
  }

  @Test(arguments: deepTemplates)
  func depthIsLimited(_ open: String, _ inside: String, _ close: String, _ levels: Int) async {
    @Sendable func nested(_ count: Int) -> String {
      let (first, last) = inside.isEmpty ? ("", "") : ("{{ ", " }}")
      return first + String(repeating: open, count: count) + inside
        + String(repeating: close, count: count) + last
    }
    for count in [levels - 1, levels + 1, 10_000] {
      let kinds = await onSmallStack {
        let tree = self.parse(nested(count))
        self.walk(tree)
        return tree.problems.map(\.kind)
      }
      if count < levels {
        #expect(kinds.isEmpty)
      } else {
        #expect(
          kinds.count == 1 && kinds.allSatisfy { if case .tooDeep = $0 { true } else { false } })
      }
    }
  }

  private func parse(_ template: String) -> JinjaTemplate {
    parseJinja(Array(template.utf8), file: SourceFile.ID(index: 0))
  }

  private func walk(_ tree: JinjaTemplate) {
    tree.walkExpressions { _ in }
    tree.walkStatements { _ in }
    _ = dump(tree)
  }

  /// Runs on the smallest stack that a thread may have, which is that of macOS. Without
  /// optimisation, frames are four times as large.
  private func onSmallStack<Result: Sendable>(
    _ body: @escaping @Sendable () -> Result
  ) async -> Result {
    await withCheckedContinuation { continuation in
      let thread = Thread {
        continuation.resume(returning: body())
      }
      #if DEBUG
        thread.stackSize = 4 * 512 * 1_024
      #else
        thread.stackSize = 512 * 1_024
      #endif
      thread.start()
    }
  }
}

private let hugeTemplates: [(String, String)] = [
  ("{{ ", ""), ("{% ", ""), ("{# ", ""), ("{{ '", ""), ("{{ \"'", ""), ("{{ (", ""), ("{{ $ ", ""),
  ("{{ a", ""), ("{%- ", "x"), ("  {{- a -}}", ""), ("{% raw %}", ""), ("{% raw %}{% endraw ", ""),
  ("{% if a %}", ""), ("{% endif %}", ""), ("{% else %}", ""), ("{{ a }", ""), ("{{ '{{' ", ""),
  ("{", ""), (" ", "{%- a %}"), ("\r", "{{ a }}"), ("{{ '\\", ""), ("{{resolve:", ""),
  ("{{ a }}", ""),
  ("{% if a %}{% for x in y %}{% endif %}", ""), ("{% set a %}", ""), ("{{ \"{{'\" ", ""),
  ("{% if a %}x{% elif b %}", ""), ("{% foo %}{% endbar %}", ""), ("{{ {{", "'"), ("a\n{% }}", ""),
]

/// The opening part, the middle, the closing part, and how many levels of it are permitted.
private let deepTemplates: [(String, String, String, Int)] = [
  ("(", "a", ")", 64), ("[", "a", "]", 64), ("{1:", "a", "}", 64), ("f(", "a", ")", 64),
  ("a[", "a", "]", 64), ("a|f(", "a", ")", 64), ("a is f(", "a", ")", 64), ("- (", "a", ")", 64),
  ("a if b else ", "a", "", 64), ("a is f [", "a", "]", 64), ("f(x=[", "a", "])", 32),
  ("1 or 1 and 1 == 1 + 1 ~ 1 * 1 ** (", "a", ")", 8), ("not (", "a", ")", 32),
  ("not ", "a", "", 200), ("- ", "a", "", 200), ("", "a", ".b", 200), ("", "a", "|f", 200),
  ("", "a", " + a", 200), ("", "a", " or a", 200), ("", "a", "[0]", 200), ("", "a", "()", 200),
  ("", "a", " if b", 200), ("{% if a %}", "", "{% endif %}", 100),
]

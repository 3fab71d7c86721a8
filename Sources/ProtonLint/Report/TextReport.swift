/// The report for people: every finding with its source lines, what the run left out, and a
/// summary.
///
/// Columns count UTF-16 code units, as the editors do that make such places clickable.
package func textReport(_ result: LintResult, colour: Bool) -> String {
  textBlocks(of: result, colour: colour) + summary(of: result) + "\n"
}

/// The findings and the notes of the report, without the summary.
///
/// - Parameter verdicts: What else to say of each finding, in their order.
func textBlocks(of result: LintResult, colour: Bool, verdicts: [String] = []) -> String {
  let writer = TextReport(
    sources: result.sources, tables: LineTables(for: result),
    palette: Palette(isColoured: colour))
  let findings = result.findings.enumerated().map { number, finding in
    writer.text(
      of: finding, verdict: verdicts.indices.contains(number) ? verdicts[number] : nil) + "\n"
  }
  return (findings + result.notes.map { writer.text(of: $0) }).joined()
}

private struct TextReport {
  let sources: SourceStore
  let tables: LineTables
  let palette: Palette

  func text(of finding: Finding, verdict: String? = nil) -> String {
    let problem = finding.problem
    let labels = [problem.primary] + problem.related
    let gutter = labels.map(gutterWidth).max() ?? 1

    var lines = [
      palette.paint("\(finding.severity.rawValue)[\(visible(finding.rule))]", finding.severity.ink)
        + palette.paint(": \(visible(problem.message))", .strong)
    ]
    lines += block(problem.primary, mark: "^", finding.severity.ink, gutter)
    lines += problem.related.flatMap { block($0, mark: "-", .frame, gutter) }
    if let words = problem.condition.words {
      lines.append(footer("when", withoutWhen(words), gutter))
    }
    if let verdict { lines.append(footer("version", verdict, gutter)) }
    if let help = problem.help { lines.append(footer("help", help, gutter)) }
    return lines.joined(separator: "\n") + "\n"
  }

  func text(of note: ToolNote) -> String {
    palette.paint("note", .note) + ": " + note.words(in: sources, tables) + "\n"
  }

  /// A place, the line it starts in, and the marks and words under it.
  private func block(
    _ label: Label, mark: Character, _ ink: Palette.Ink, _ gutter: Int
  ) -> [String] {
    let arrow = String(repeating: " ", count: gutter) + palette.paint("-->", .frame)
    let place = label.place.words(in: sources, tables)
    let words = label.text.map(visible)
    guard case .span(let span) = label.place else {
      return ["\(arrow) \(place)" + (words.map { ": \($0)" } ?? "")]
    }
    let table = tables[span.file]
    let range = table.shown(span)
    let excerpt = Excerpt(of: range, in: table)
    let number = String(table.line(at: range.lowerBound)).padded(to: gutter)
    let marks = String(repeating: mark, count: excerpt.marks) + (words.map { " \($0)" } ?? "")
    let bar = palette.paint("|", .frame)
    let blank = String(repeating: " ", count: gutter + 1) + bar
    return [
      "\(arrow) \(place)",
      blank,
      palette.paint(number, .frame) + " " + bar + (excerpt.text.isEmpty ? "" : " " + excerpt.text),
      blank + String(repeating: " ", count: excerpt.indentation + 1) + palette.paint(marks, ink),
    ] + (excerpt.continues ? ["..."] : [])
  }

  private func footer(_ name: String, _ text: String, _ gutter: Int) -> String {
    let indentation = String(repeating: " ", count: gutter + 1)
    return indentation + palette.paint("=", .frame) + " " + palette.paint("\(name):", .strong)
      + " " + visible(text)
  }

  private func gutterWidth(_ label: Label) -> Int {
    guard case .span(let span) = label.place else { return 1 }
    let table = tables[span.file]
    return String(table.line(at: table.shown(span).lowerBound)).count
  }
}

/// The line begins with "when" already.
private func withoutWhen(_ words: String) -> String {
  for (opening, rest) in [("when ", ""), ("for example when ", "for example ")]
  where words.hasPrefix(opening) {
    return rest + words.dropFirst(opening.count)
  }
  return words
}

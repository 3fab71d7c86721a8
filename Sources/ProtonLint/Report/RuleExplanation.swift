/// All that a user may want to know of one rule, for a terminal of 80 columns.
package func explanation(of rule: Rule) -> String {
  var sections = [
    "\(rule.id): \(rule.severityWords)",
    wrapped("Finds \(rule.finds).", indentation: 0),
    "Why\n" + wrapped(rule.why, indentation: 2),
    "What to do\n" + wrapped(rule.fix, indentation: 2),
  ]
  sections += rule.examples.map { example in
    example.heading + "\n"
      + example.markedLines.map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
  }
  if !rule.aliases.isEmpty {
    sections.append(
      "In other tools\n" + wrapped(rule.aliases.joined(separator: ", "), indentation: 2))
  }
  sections.append("Source\n  " + rule.source)
  return sections.joined(separator: "\n\n") + "\n"
}

extension Rule {
  /// `error, security severity 8.0`.
  var severityWords: String {
    severity.rawValue + (securitySeverity.map { ", security severity \($0)" } ?? "")
  }
}

/// A text in lines of at most 80 columns, as far as its words permit.
private func wrapped(_ text: String, indentation: Int) -> String {
  let margin = String(repeating: " ", count: indentation)
  var lines: [String] = []
  var line = ""
  for word in text.split(whereSeparator: \.isWhitespace) {
    if !line.isEmpty, indentation + displayWidth(line) + 1 + displayWidth(String(word)) > 80 {
      lines.append(margin + line)
      line = ""
    }
    line += (line.isEmpty ? "" : " ") + word
  }
  return (lines + [margin + line]).joined(separator: "\n")
}

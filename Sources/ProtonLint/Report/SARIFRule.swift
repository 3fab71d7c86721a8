/// A rule as SARIF's `reportingDescriptor`, with what GitHub shows and sorts by.
func reportingDescriptor(_ rule: Rule) -> JSON {
  [
    "id": .string(rule.id),
    "name": .string(pascalCase(rule.id)),
    "shortDescription": ["text": .string(shortened(sentence(rule.finds)))],
    "fullDescription": ["text": .string(shortened(sentence(rule.finds) + " " + rule.why))],
    "help": [
      "text": .string(helpText(of: rule)),
      "markdown": .string(helpMarkdown(of: rule)),
    ],
    "helpUri": rule.source.hasPrefix("https://") ? .string(rule.source) : nil,
    "defaultConfiguration": ["level": .string(rule.severity.rawValue)],
    "properties": [
      "tags": .strings(
        [rule.category.rawValue] + (rule.securitySeverity == nil ? [] : ["security"])),
      "precision": .string(precision(of: rule.severity)),
      "problem.severity": .string(problemSeverity(of: rule.severity)),
      "security-severity": rule.securitySeverity.map { .string(String($0)) },
    ],
  ]
}

private func helpText(of rule: Rule) -> String {
  [sentence(rule.finds), rule.why, rule.fix, rule.source].joined(separator: "\n\n")
}

private func helpMarkdown(of rule: Rule) -> String {
  let examples = rule.examples.map { "\($0.heading):\n\n\($0.fencedText)" }
  return
    (["**\(sentence(rule.finds))**", rule.why, "**What to do.** \(rule.fix)"] + examples
    + ["[Source](\(rule.source))"]).joined(separator: "\n\n")
}

/// The names of GitHub's filter for what is not about security.
private func problemSeverity(of severity: Severity) -> String {
  switch severity {
  case .error, .warning: severity.rawValue
  case .note: "recommendation"
  }
}

/// An error may not be wrong on a template that deploys; a note may depend on taste.
private func precision(of severity: Severity) -> String {
  switch severity {
  case .error: "very-high"
  case .warning: "high"
  case .note: "medium"
  }
}

/// `undeclared-input` as `UndeclaredInput`.
private func pascalCase(_ id: String) -> String {
  id.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
}

/// GitHub takes descriptions of up to 1,024 characters.
private func shortened(_ text: String) -> String {
  let limit = 1024
  return text.count <= limit ? text : text.prefix(limit - 1) + "…"
}

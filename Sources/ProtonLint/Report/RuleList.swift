/// All rules, one a line: id, severity, category, what it finds.
package func ruleList(_ rules: [Rule]) -> String {
  let rows =
    [["rule", "severity", "category", "finds"]]
    + rules.sorted { $0.id < $1.id }.map {
      [$0.id, $0.severity.rawValue, $0.category.rawValue, $0.finds]
    }
  let widths = (0..<3).map { column in rows.map { displayWidth($0[column]) }.max() ?? 0 }
  return rows.map { row in
    zip(row, widths).map { $0.padded(to: $1) + "  " }.joined() + row[3] + "\n"
  }.joined()
}

/// All rules with all that is known of them but their examples, as a JSON array.
package func ruleListJSON(_ rules: [Rule]) -> String {
  JSON.array(
    rules.sorted { $0.id < $1.id }.map { rule in
      [
        "id": .string(rule.id),
        "category": .string(rule.category.rawValue),
        "severity": .string(rule.severity.rawValue),
        "securitySeverity": rule.securitySeverity.map { .number($0) },
        "finds": .string(rule.finds),
        "why": .string(rule.why),
        "fix": .string(rule.fix),
        "source": .string(rule.source),
        "aliases": .strings(rule.aliases),
        "presets": .strings(rule.presets.map(\.rawValue).sorted()),
      ]
    }
  ).text
}

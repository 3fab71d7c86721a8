/// One sentence on the whole run: `found 2 errors and 1 note in 4 templates of 2 bundles`.
func summary(of result: LintResult) -> String {
  let found = Severity.allCases.sorted(by: >).compactMap { severity -> String? in
    let count = result.findings.count { $0.severity == severity }
    return count == 0 ? nil : counted(count, severity.rawValue)
  }
  let outcome = found.isEmpty ? "no problems found" : "found " + listed(found)
  return outcome + " in " + extent(of: result.counts)
}

private func extent(of counts: LintResult.Counts) -> String {
  guard counts.templates > 0 else { return counted(counts.files, "file") }
  let templates = counted(counts.templates, "template")
  return counts.bundles == 0 ? templates : templates + " of " + counted(counts.bundles, "bundle")
}

/// `1 file`, `2 files`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

private func listed(_ items: [String]) -> String {
  guard let last = items.last, items.count > 1 else { return items.joined() }
  return items.dropLast().joined(separator: ", ") + " and " + last
}

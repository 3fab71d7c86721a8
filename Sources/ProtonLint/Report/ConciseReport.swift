/// The report for editors and `grep`: one line for each finding and for each note, nothing else.
package func conciseReport(_ result: LintResult) -> String {
  let tables = LineTables(for: result)
  let findings = result.findings.map { finding in
    let problem = finding.problem
    let place = problem.primary.place.words(in: result.sources, tables)
    let condition = problem.condition.words.map { " (\(visible($0)))" } ?? ""
    return "\(place): \(finding.severity.rawValue)[\(visible(finding.rule))]: "
      + visible(problem.message) + condition + "\n"
  }
  let notes = result.notes.map { "note: \($0.words(in: result.sources, tables))\n" }
  return (findings + notes).joined()
}

/// The report for code review: SARIF 2.1.0, within the limits and with the fields of GitHub code
/// scanning.
///
/// Results come worst first, because GitHub keeps the first 5,000 of a run; no more are written.
///
/// Sources: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html> and
/// <https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>.
///
/// - Parameters:
///   - rules: Every rule that ran, whether it found something or not.
///   - version: Of this tool, as semantic versioning writes it.
package func sarifReport(
  _ result: LintResult, rules: [Rule], version: String, invocation: SARIFInvocation
) -> String {
  let rules = rules.sorted { $0.id < $1.id }
  let writer = SARIFResults(of: result, rules: rules)
  let run: JSON = [
    "tool": [
      "driver": [
        "name": "protonlint",
        "semanticVersion": .string(version),
        "rules": .array(rules.map(reportingDescriptor)),
      ]
    ],
    "automationDetails": ["id": "protonlint/"],
    "invocations": [invocation.json(notes: result.notes, leftOut: writer.leftOut, writer)],
    "originalUriBaseIds": [
      SARIFResults.baseID: [
        "description": ["text": "The folder that the paths of this report are relative to."]
      ]
    ],
    "columnKind": "utf16CodeUnits",
    "results": .array(writer.results),
  ]
  let log: JSON = [
    "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
    "version": "2.1.0",
    "runs": [run],
  ]
  return log.text
}

/// What a report says about the run itself.
package struct SARIFInvocation: Sendable {
  /// Whether the tool did its work; findings are no failure.
  package let wasSuccessful: Bool
  package let exitCode: Int?

  package init(wasSuccessful: Bool = true, exitCode: Int? = nil) {
    self.wasSuccessful = wasSuccessful
    self.exitCode = exitCode
  }

  fileprivate func json(notes: [ToolNote], leftOut: Int, _ writer: SARIFResults) -> JSON {
    var notifications = notes.map { note -> JSON in
      [
        "level": "note",
        "message": ["text": .string(sentence(note.message))],
        "locations": writer.location(of: note).map { [$0] },
      ]
    }
    if leftOut > 0 {
      notifications.append([
        "level": "warning",
        "message": [
          "text": .string(
            "\(counted(leftOut, "finding")) of lesser rank left out: a code scanning service keeps no more than "
              + "\(SARIFResults.limit) of a run.")
        ],
      ])
    }
    return [
      "executionSuccessful": .boolean(wasSuccessful),
      "exitCode": exitCode.map { .integer($0) },
      "toolExecutionNotifications": .array(notifications),
    ]
  }
}

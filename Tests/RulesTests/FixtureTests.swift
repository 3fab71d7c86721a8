import Foundation
import ProtonLint
import Rules
import Testing

/// `Fixtures/<workspace>/expected.txt` is the report that the workspace must give.
///
/// To accept new reports, run `UPDATE_FIXTURES=1 swift test` and read the diff.
@Test(arguments: try Fixture.all())
func fixtureGivesExpectedReport(_ fixture: Fixture) throws {
  let report = textReport(fixture.lint(), colour: false)
  if ProcessInfo.processInfo.environment["UPDATE_FIXTURES"] != nil {
    try report.write(to: fixture.expectedReport, atomically: true, encoding: .utf8)
  }
  let expected = try String(contentsOf: fixture.expectedReport, encoding: .utf8)
  #expect(report == expected)
}

/// The README shows what a newcomer will see.
@Test func readmeShowsRealOutput() throws {
  let report = textReport(
    Fixture(path: "Fixtures/plain/batch-host.yaml").lint(), colour: false)
  let readme = try String(
    contentsOf: repositoryRoot.appending(path: "README.md"), encoding: .utf8)
  #expect(readme.contains("```text\n\(report)```"), "put this report into the README: \(report)")
}

/// Every place of every finding lies inside its file, on fixtures and on real bundles.
@Test(arguments: try Fixture.all() + Fixture.corpus())
func placesLieInsideTheirFiles(_ fixture: Fixture) throws {
  let result = fixture.lint()
  for finding in result.findings {
    for label in [finding.problem.primary] + finding.problem.related {
      guard case .span(let span) = label.place else { continue }
      let file = result.sources[span.file]
      #expect(
        span.start <= span.end && span.end <= file.bytes.count,
        "\(finding.rule) at \(file.path):\(span.range) of \(file.bytes.count) bytes")
    }
  }
}

/// The same input gives the same bytes, whatever the number of threads.
@Test(arguments: try Fixture.all() + Fixture.corpus())
func reportsDoNotDependOnThreads(_ fixture: Fixture) throws {
  let first = textReport(fixture.lint(workers: 1), colour: false)
  let second = textReport(fixture.lint(workers: 2), colour: false)
  #expect(first == second)
  let sarif = [1, 2].map { workers in
    sarifReport(
      fixture.lint(workers: workers), rules: allRules, version: "test",
      invocation: SARIFInvocation(wasSuccessful: true, exitCode: 0))
  }
  #expect(sarif[0] == sarif[1])
}

struct Fixture: CustomTestStringConvertible, Sendable {
  let path: String

  var expectedReport: URL { repositoryRoot.appending(path: "\(path)/expected.txt") }
  var testDescription: String { path }

  func lint(workers: Int = 2) -> LintResult {
    // Reports print paths as they were given: relative to the repository's root.
    #expect(FileManager.default.changeCurrentDirectoryPath(repositoryRoot.path))
    let read = readWorkspaceFiles(paths: [path])
    #expect(read.faults.isEmpty)
    var options = LintOptions()
    options.workers = workers
    options.today = CivilDate(year: 2026, month: 11, day: 1)
    return ProtonLint.lint(read.sources, with: allRules, options: options)
  }

  static func all() throws -> [Fixture] {
    try FileManager.default
      .contentsOfDirectory(atPath: repositoryRoot.appending(path: "Fixtures").path)
      .filter { !$0.contains(".") }.sorted().map { Fixture(path: "Fixtures/\($0)") }
  }

  /// Real bundles, where they are at hand.
  static func corpus() -> [Fixture] {
    guard let oracles = ProcessInfo.processInfo.environment["PROTONLINT_ORACLES"] else {
      print("skipped by name: the corpus is not at hand (PROTONLINT_ORACLES is not set)")
      return []
    }
    let folder = URL(filePath: oracles, relativeTo: repositoryRoot).appending(path: "corpus/proton")
    return [Fixture(path: folder.path)]
  }
}

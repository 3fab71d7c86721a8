import Foundation
import Rules
import Testing

@testable import ProtonLint

private let corpus = ProcessInfo.processInfo.environment["PROTONLINT_ORACLES"]
  .map { URL(filePath: $0).appending(path: "corpus/proton") }

/// The same input gives the same findings, however many templates are read at a time.
@Test(.enabled(if: corpus != nil, "needs PROTONLINT_ORACLES with real bundles"))
func sameFindingsWithAnyNumberOfWorkers() throws {
  let root = try #require(corpus)
  var files: [String: String] = [:]
  for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
    files[path] = try? String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
  let sources = SourceStore(files)
  func findings(workers: Int) -> [Finding] {
    var options = LintOptions()
    options.workers = workers
    return lint(sources, with: allRules, options: options).findings
  }
  let first = findings(workers: 1)
  #expect(!first.isEmpty)
  for workers in [1, 2, 3] { #expect(findings(workers: workers) == first) }
}

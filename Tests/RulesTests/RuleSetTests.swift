import Foundation
import ProtonLint
import Rules
import Testing

/// What every rule owes its readers. Each failure says what to do.
@Suite struct RuleSetTests {
  @Test func rulesAreWellFormed() {
    #expect(Set(allRules.map(\.id)).count == allRules.count)
    for rule in allRules {
      #expect(
        rule.id.wholeMatch(of: #/[a-z0-9]+(-[a-z0-9]+)*/#) != nil, "\(rule.id): use kebab-case")
      #expect(
        rule.examples.contains { $0.kind == .flagged }, "\(rule.id): add an example that is flagged"
      )
      #expect(
        rule.examples.contains { $0.kind == .clean },
        "\(rule.id): add the nearest example that is not flagged")
      #expect(rule.source.hasPrefix("https://"), "\(rule.id): name the page that supports it")
      #expect(!rule.finds.hasSuffix("."), "\(rule.id): `finds` ends a sentence without a full stop")
      #expect(
        rule.securitySeverity.map { 0.1...10 ~= $0 } ?? true,
        "\(rule.id): a security severity is from 0.1 to 10.0")
    }
  }

  /// Reads the source files, since nothing at run time knows of a rule that is not listed.
  @Test func everyRuleIsListed() throws {
    let folder = repositoryRoot.appending(path: "Sources/Rules")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    let declared = try files.filter { $0.hasSuffix(".swift") }
      .map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
      .flatMap { $0.matches(of: #/public static let \w+ = Rule\(\s*id: "([^"]+)"/#) }
      .map { String($0.1) }
    #expect(declared.sorted() == allRules.map(\.id).sorted(), "name the rule in AllRules.swift")
  }

  @Test func catalogueIsUpToDate() throws {
    let committed = try String(
      contentsOf: repositoryRoot.appending(path: "rules.md"), encoding: .utf8)
    #expect(
      committed == ruleCatalog(allRules), "run: protonlint rules --format markdown > rules.md")
  }
}

let repositoryRoot = URL(filePath: #filePath).appending(path: "../../..").standardized

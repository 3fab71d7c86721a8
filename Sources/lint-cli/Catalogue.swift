import ArgumentParser
import ProtonLint
import Rules

struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List the rules.",
    discussion: """
      EXAMPLES
        protonlint rules
        protonlint rules --format json
        protonlint rules --format markdown > rules.md
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }

  @Option(help: "How to list them.")
  var format: Format = .text

  func run() {
    let text =
      switch format {
      case .text: ruleList(allRules)
      case .json: ruleListJSON(allRules)
      case .markdown: ruleCatalog(allRules)
      }
    write(text, to: .output)
  }
}

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell what a rule finds, why it matters and what to do.",
    discussion: """
      EXAMPLES
        protonlint explain undeclared-input
        protonlint explain CKV_AWS_24
      """)

  @Argument(help: "The id of a rule, or the id that another tool gives to the same check.")
  var rule: String

  func run() throws {
    let named = allRules.filter { $0.id == rule || $0.aliases.contains(rule) }
    guard !named.isEmpty else {
      let near = closestName(to: rule, among: allRules.map(\.id))
      let hint = near.map { "; did you mean `\($0)`?" } ?? "; `protonlint rules` lists them"
      throw ValidationError("there is no rule `\(rule)`\(hint)")
    }
    write(named.map { explanation(of: $0) }.joined(separator: "\n"), to: .output)
  }
}

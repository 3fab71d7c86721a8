/// The text of `rules.md`: all rules by category, with contents, reasons and examples.
package func ruleCatalog(_ rules: [Rule]) -> String {
  let categories = Rule.Category.allCases.compactMap { category -> (Rule.Category, [Rule])? in
    let members = rules.filter { $0.category == category }.sorted { $0.id < $1.id }
    return members.isEmpty ? nil : (category, members)
  }
  let contents = categories.map { category, members in
    "- [\(category.title)](#\(category.anchor))\n"
      + members.map { "  - [`\($0.id)`](#\($0.id)): \($0.finds)" }.joined(separator: "\n")
  }
  let introduction = """
    # Rules

    <!-- Generated from the rules themselves. Edit those, not this file. -->

    ProtonLint has \(counted(rules.count, "rule")). `protonlint explain RULE` prints one of these sections.
    """
  let sections = categories.flatMap { category, members in
    ["## \(category.title)"] + members.map(section(on:))
  }
  return ([introduction, contents.joined(separator: "\n")] + sections).joined(separator: "\n\n")
    + "\n"
}

private func section(on rule: Rule) -> String {
  let aliases = rule.aliases.map { "`\($0)`" }.joined(separator: ", ")
  let paragraphs: [String?] = [
    "### \(rule.id)",
    "Finds \(rule.finds).",
    "Severity: \(rule.severityWords).",
    "**Why.** \(rule.why)",
    "**What to do.** \(rule.fix)",
    rule.aliases.isEmpty ? nil : "**In other tools.** \(aliases)",
    "**Source.** <\(rule.source)>",
  ]
  let examples = rule.examples.map { "\($0.heading):\n\n\($0.fencedText)" }
  return (paragraphs.compactMap { $0 } + examples).joined(separator: "\n\n")
}

extension Rule.Category {
  fileprivate var title: String {
    switch self {
    case .syntax: "Syntax"
    case .bundle: "Bundles"
    case .schema: "Schemas"
    case .inputs: "Inputs"
    case .rendering: "Rendering"
    case .contracts: "Contracts between bundles"
    case .codeBuild: "CodeBuild"
    case .versions: "Versions"
    case .structure: "Template structure"
    case .functions: "Intrinsic functions"
    case .properties: "Resource properties"
    case .documents: "Documents inside templates"
    case .cloudFormation: "CloudFormation practice"
    case .identity: "Identity and access"
    case .network: "Network"
    case .logging: "Logging"
    }
  }

  /// The fragment by which GitHub links to a heading of this title.
  fileprivate var anchor: String {
    title.lowercased().split(separator: " ").joined(separator: "-")
  }
}

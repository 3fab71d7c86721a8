/// What the tables of facts hold, in lines.
package func factsReport(
  iam: IAMActionTable, resources: ResourceTypeTable, listsPatterns: Bool
) -> String {
  var report =
    "IAM actions of \(iam.date): \(iam.serviceCount) services, \(iam.actionCount) actions\n"
  guard let counts = FactCounts(resources) else {
    return report + "Resource types: there is no table\n"
  }
  report += """
    Resource types of \(counts.date): \(resources.typeCount) types, \(counts.properties) properties, \
    \(counts.attributes) attributes, \(resources.regionNames.count) regions
    Patterns of values: \(counts.patterns.count), of which \(counts.partly.count) are checked for \
    texts of ASCII alone, and \(counts.unchecked.count) are not checked\n
    """
  guard listsPatterns else { return report }
  for pattern in counts.partly { report += "  \(visible(pattern)): for texts of ASCII alone\n" }
  for (pattern, reason) in counts.unchecked {
    report += "  \(visible(pattern)): \(reason)\n"
  }
  return report
}

/// Counts over a table of resource types.
private struct FactCounts {
  let date: String
  var properties = 0
  var attributes = 0
  var patterns: Set<String> = []
  /// Those with Unicode properties.
  var partly: [String] = []
  var unchecked: [(pattern: String, reason: String)] = []

  init?(_ table: ResourceTypeTable) {
    guard let builder = ResourceTypeTableBuilder(continuing: table) else { return nil }
    let day = String(builder.date)
    date = "\(day.prefix(4))-\(day.dropFirst(4).prefix(2))-\(day.suffix(2))"
    for type in builder.types.values { attributes += type.attributes.count }
    for node in builder.graph.nodes {
      for saying in node.sayings {
        switch (saying.keyword, saying.operand) {
        case (.properties, .namedSchemas(let entries)): properties += entries.count
        case (.patternProperties, .namedSchemas(let entries)):
          patterns.formUnion(entries.map { builder.graph.names.texts[$0.name] })
        case (.pattern, .name(let name)): patterns.insert(builder.graph.names.texts[name])
        default: break
        }
      }
    }
    for pattern in patterns.sorted() {
      guard let fault = Pattern.fault(in: pattern) else { continue }
      if (try? Pattern.forASCII(pattern)) != nil {
        partly.append(pattern)
      } else {
        unchecked.append((pattern, fault.words))
      }
    }
  }
}

extension PatternFault {
  fileprivate var words: String {
    switch self {
    case .malformed(let message, let offset): "\(message), at byte \(offset)"
    case .unsupported(let construct): "\(construct) is not understood"
    }
  }
}

import Rules
import Testing

@testable import ProtonLint

/// What the table attributes to rules, and the rules that report it, belong together: a name that no
/// rule has would be checked for nothing, and a rule without a schema would never find anything.
@Test func ruledSchemasHaveTheirRules() throws {
  let builder = try #require(ResourceTypeTableBuilder(continuing: .embedded))
  var names: Set<Rule.ID> = []
  for saying in builder.graph.nodes.flatMap(\.sayings) {
    if case .ruled(let rule, _, _) = saying.operand {
      names.insert(builder.graph.names.texts[rule])
    }
  }
  #expect(names.isSubset(of: allRules.map(\.id)))
  let reporting = allRules.filter { if case .schema(.ruled) = $0.check { true } else { false } }
  // This document stands in the metadata, where no property leads.
  #expect(Set(reporting.map(\.id)).subtracting(names) == ["malformed-cfn-init"])
}

/// What holds beyond the registry's schemas, and documents that stand in templates.
extension SchemaCheck {
  /// Whether a value fits it is no part of the verdict: nothing is decided by it.
  mutating func ruled(
    _ operand: UInt32, _ value: SchemaInstance, when: Condition
  ) -> Verdict {
    guard isReporting, rule == 0 else { return .fits }
    let list = facts.table.list(operand)
    guard list.count == 3 else { return .fits }
    let name = facts.table.word(list.index(0))
    // Most variants are looked at for a few faults alone.
    if let rulesWanted, !rulesWanted.contains(facts.table.text(name)) { return .fits }
    rule = name
    rulesAsked.insert(facts.table.text(rule))
    let before = faults.count
    let schema = facts.schema(1, of: list)
    if value.mayBeText, isOfMaps(schema) {
      ofTexts(value, schema, when: when)
    } else {
      _ = verdict(of: value, schema, when: when)
    }
    rule = 0
    if facts.table.word(list.index(2)) == 0, faults.count > before + 1 {
      faults.removeSubrange((before + 1)...)
    }
    return .fits
  }

  /// Whether a schema says something of maps alone. Those are documents, which may stand as a text.
  private func isOfMaps(_ schema: Schema) -> Bool {
    let header = facts.header(of: schema)
    guard header.keywordCount == 1,
      let test = facts.operand(of: .conditional, in: header).map(facts.schemas)?.first
    else { return false }
    let condition = facts.header(of: test)
    return condition.kinds == .object && condition.keywordCount == 0
  }

  /// The documents that a text holds.
  private mutating func ofTexts(
    _ value: SchemaInstance, _ schema: Schema, when: Condition
  ) {
    for text in template.documentTexts(value.node) {
      // Of what is no document at all, another rule speaks.
      let tree = text.jsonOrYAML
      guard let root = tree.root, root.isMapping, !tree.breaksOff else { continue }
      let document = template.holding(tree)
      var check = SchemaCheck(of: document, facts: facts.facts(for: document))
      check.rule = rule
      let whole = SchemaInstance(
        root, under: value.key, in: document,
        hasSubstitutions: value.hasSubstitutions || text.hasSubstitutions)
      _ = check.verdict(of: whole, schema, when: when.and(text.condition))
      faults += check.takeFaults()
    }
  }

  /// The faults of documents that no property's schema speaks of.
  mutating func faultsOfDocuments(
    of resource: CloudFormationTemplate.Section, when: Condition
  ) -> [SchemaFault] {
    var found: [SchemaFault] = []
    if let entry = resource.node["Metadata"]?.entry("AWS::CloudFormation::Init") {
      found += faults(of: entry, "cfn-init", when: when, rule: "malformed-cfn-init")
    }
    guard let place = documentPlaces[resource.node["Type"]?.text ?? ""],
      let entry = resource.node["Properties"]?.entry(place.property)
    else { return found }
    // Step Functions substitutes in the texts of a definition.
    return found
      + faults(
        of: entry, place.document, when: when, rule: place.rule,
        hasSubstitutions: place.document == "state-machine")
  }

  private mutating func faults(
    of entry: SyntaxNode.Entry, _ document: String, when: Condition, rule: String,
    hasSubstitutions: Bool = false
  ) -> [SchemaFault] {
    guard let schema = facts.table.document(named: document) else { return [] }
    let value = SchemaInstance(
      entry.value, under: entry.key, in: template, hasSubstitutions: hasSubstitutions)
    if value.mayBeText {
      ofTexts(value, schema, when: when)
    } else {
      _ = verdict(of: value, schema, when: when)
    }
    return takeFaults().map { fault in
      var fault = fault
      fault.rule = rule
      return fault
    }
  }

  /// What must not fit a schema.
  mutating func negation(
    _ schema: Schema, _ value: SchemaInstance, when: Condition
  ) -> Verdict {
    let verdict = quietly { $0.verdict(of: value, schema, when: when) }.negated
    let fails = when.and(verdict.failing)
    guard isReporting, !fails.isNever else { return verdict }
    let header = facts.header(of: schema)
    if case .scalar = value.shape, facts.operand(of: .values, in: header) != nil {
      // A schema of the names of properties has the key itself for its value.
      let isKey = value.node.index == value.key.index
      report(
        isKey ? .forbiddenProperty(value.text) : .excludedValue(value.text), at: value.node,
        value, fails)
      return verdict
    }
    let refused = Set(demandedNames(header))
    let members = value.parts(facts).filter { refused.contains($0.key.text) }
    for member in members {
      report(
        .forbiddenProperty(member.key.text), at: member.key, value,
        when.and(member.presence ?? .always))
    }
    if members.isEmpty { report(.refusedForm, at: value.anchor, value, fails) }
    return verdict
  }

  /// A combination of values that is refused as a whole is shown at the last property of it.
  mutating func reportCombination(
    _ premise: Schema, _ value: SchemaInstance, _ condition: Condition
  ) {
    guard isReporting else { return }
    let names = facts.operand(of: .properties, in: facts.header(of: premise)).map {
      facts.propertyNames(facts.table.list($0, width: 2))
    }
    let parts = value.parts(facts)
    let members = (names ?? []).compactMap { name in parts.first { $0.key.text == name } }
    guard let last = members.last?.value else {
      return report(.refusedForm, at: value.key, value, condition)
    }
    report(
      .excludedValue(template.value(of: last.node).string ?? ""), at: last.node, last, condition)
  }

  /// The properties of which each alone makes a map fit: those of several schemas that ask for
  /// one each, or the one that a schema asks for.
  private func demandedNames(_ header: SchemaFacts.Header) -> [String] {
    let alternatives = facts.operand(of: .anyOf, in: header).map(facts.schemas) ?? []
    let headers = alternatives.isEmpty ? [header] : alternatives.map(facts.header)
    return headers.flatMap { header -> [String] in
      let names = facts.operand(of: .required, in: header).map(facts.texts) ?? []
      return names.count == 1 ? names : []
    }
  }
}

/// Where documents stand that the table attributes to no property, by resource type.
private let documentPlaces: [String: (property: String, document: String, rule: String)] = [
  "AWS::EC2::VPCEndpoint": ("PolicyDocument", "resource-policy", "malformed-resource-policy"),
  "AWS::Elasticsearch::Domain": ("AccessPolicies", "resource-policy", "malformed-resource-policy"),
  "AWS::SNS::TopicInlinePolicy": ("PolicyDocument", "resource-policy", "malformed-resource-policy"),
  "AWS::SQS::QueueInlinePolicy": ("PolicyDocument", "resource-policy", "malformed-resource-policy"),
  "AWS::SecretsManager::ResourcePolicy": (
    "ResourcePolicy", "resource-policy", "malformed-resource-policy"
  ),
  "AWS::StepFunctions::StateMachine": (
    "DefinitionString", "state-machine", "malformed-state-machine"
  ),
]

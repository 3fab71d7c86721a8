extension CloudFormationTemplate {
  /// How the properties of its resources fail to fit what is known of their types.
  ///
  /// - Parameter mask: The regions that the template is deployed to; nil: any region. A fault counts
  ///   where it holds in one of these regions, or else in every region that has the type.
  func schemaFaults(
    _ types: ResourceTypeTable, inRegions mask: UInt64?, _ patterns: SchemaFacts.PatternCache
  ) -> [SchemaFault] {
    guard !types.isEmpty else { return [] }
    let facts = SchemaFacts(types, for: self, patterns)
    var check = SchemaCheck(of: self, facts: facts)
    var faults: [SchemaFault] = []
    for resource in resources {
      faults += check.faultsOfDocuments(of: resource, when: condition(of: resource))
      guard let type = resource.node["Type"], type.isScalar, !holdsSymbol(type),
        let known = self.type(named: type.text, in: types), !resource.node.isBrokenAlias
      else { continue }
      let properties = resource.node.entry("Properties")
      let value =
        properties.map {
          SchemaInstance(
            $0.value, under: $0.key, in: self,
            // Step Functions substitutes in the texts of a definition.
            hasSubstitutions: known.name == "AWS::StepFunctions::StateMachine")
        }
        ?? SchemaInstance(absentUnder: resource.key, in: self)
      if let properties, let fault = faultOfNoMap(properties) {
        faults.append(fault)
        continue
      }
      let condition = self.condition(of: resource)
      check.packaged = packagedProperties[type.text] ?? []
      let variants = known.variants.filter { mask == nil || $0.regions & (mask ?? 0) != 0 }
      var found: [SchemaFault] = []
      for (number, variant) in variants.enumerated() {
        check.rulesAsked = []
        // Where any region will do, later ones can but take faults away.
        check.rulesWanted = mask != nil || number == 0 ? nil : Set(found.compactMap(\.rule))
        _ = check.verdict(of: value, variant.schema, when: condition)
        let here = check.takeFaults()
        if mask != nil {
          found = union(of: [found, here])
        } else {
          // What holds in one region alone is no fault where any region will do.
          found = number == 0 ? here : common(to: found, here, rulesAsked: check.rulesAsked)
          if found.isEmpty { break }
        }
      }
      faults += withoutEchoes(found)
    }
    return faults
  }

  /// `Properties` that are no map at all.
  private func faultOfNoMap(_ properties: SyntaxNode.Entry) -> SchemaFault? {
    let value = properties.value
    let isNothing = IntrinsicCall(value).map {
      $0.name == "Ref" && $0.argument.text == "AWS::NoValue"
    }
    guard
      isNothing
        ?? (!value.isMapping && !value.isNull && !holdsSymbol(value) && !value.isBrokenAlias)
    else { return nil }
    let found = isNothing == true ? "nothing" : value.isScalar ? "a text" : "a list"
    return SchemaFault(
      kind: .wrongKind(found: found, expected: .object), span: value.span, condition: .always,
      rule: nil, property: "Properties")
  }

  /// When a resource is there.
  public func condition(of resource: Section) -> Condition {
    guard let name = resource.node["Condition"], name.isScalar, !holdsSymbol(name) else {
      return .always
    }
    return formula(ofCondition: name.text)
  }

  /// - Parameter rulesAsked: Those of whose facts something is known in the second region.
  private func common(
    to faults: [SchemaFault], _ others: [SchemaFault], rulesAsked: Set<String>
  ) -> [SchemaFault] {
    let identities = Set(others.map(\.identity))
    return faults.filter { fault in
      identities.contains(fault.identity) || fault.rule.map { !rulesAsked.contains($0) } ?? false
    }
  }

  /// Where the schema of a type and one of a rule say the same, the first is enough.
  private func withoutEchoes(_ faults: [SchemaFault]) -> [SchemaFault] {
    guard faults.contains(where: { $0.rule != nil }) else { return faults }
    let plain = Set(faults.filter { $0.rule == nil }.map(\.identity))
    guard !plain.isEmpty else { return faults }
    return faults.filter { fault in
      guard fault.rule != nil else { return true }
      var unruled = fault
      unruled.rule = nil
      return !plain.contains(unruled.identity)
    }
  }

  private func union(of variants: [[SchemaFault]]) -> [SchemaFault] {
    var seen: Set<SchemaFault.Identity> = []
    return variants.flatMap { $0 }.filter { seen.insert($0.identity).inserted }
  }
}

extension SchemaFault {
  /// What tells faults of one value apart.
  fileprivate struct Identity: Hashable {
    let span: Span
    let topic: Topic
    let rule: String?
    let words: String
  }

  fileprivate var identity: Identity {
    // What a region permits differs; that it refuses this value does not.
    let words: String
    switch kind {
    case .missingProperty(let name), .forbiddenProperty(let name): words = name
    case .missingOneOf(let names), .severalOf(let names): words = names.joined(separator: " ")
    case .missingCompanion(let name, let other), .excluded(let name, let other):
      words = name + " " + other
    default: words = ""
    }
    return Identity(span: span, topic: topic, rule: rule, words: words)
  }
}

extension CloudFormationTemplate {
  /// What is known of the type of a resource; nil where nothing is, or a macro may change it.
  public func type(ofResource logicalID: String, in types: ResourceTypeTable) -> ResourceType? {
    guard let node = resource(logicalID)?.node["Type"], node.isScalar, node.tag == nil,
      !holdsSymbol(node), declaresAllSections, !node.text.hasPrefix("AWS::Serverless::")
    else { return nil }
    return type(named: node.text, in: types)
  }

  /// A type of the table, looked up once for all resources that have it.
  public func type(named name: String, in types: ResourceTypeTable) -> ResourceType? {
    if let found = foundTypes.withLock({ $0[name] }) { return found }
    let type = types.type(named: name)
    foundTypes.withLock { $0[name] = .some(type) }
    return type
  }
}

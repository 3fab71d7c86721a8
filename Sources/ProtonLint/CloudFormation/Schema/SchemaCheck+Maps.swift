/// Maps.
extension SchemaCheck {
  mutating func ofMap(
    _ value: SchemaInstance, _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    var verdict = properties(value, header, when: when)
    for index in 0..<header.keywordCount {
      if isDecided(verdict) { break }
      guard let (keyword, operand) = facts.keyword(index, of: header) else { continue }
      verdict = verdict.and(ofMap(keyword, operand, value, when: when))
    }
    return verdict
  }

  /// Each property against its own schema, and those that no schema names.
  private mutating func properties(
    _ value: SchemaInstance, _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    let named = facts.table.list(facts.operand(of: .properties, in: header) ?? 0, width: 2)
    let matched = facts.operand(of: .patternProperties, in: header)
    let others = facts.operand(of: .additionalProperties, in: header)
    let isClosed = header.flags.contains(.isClosed)
    guard named.count > 0 || matched != nil || others != nil || isClosed else { return .fits }
    let members = value.parts(facts)
    if matched == nil, others == nil, !isClosed {
      return ofNamed(named, members, when: when)
    }
    var verdict = Verdict.fits
    for member in members {
      if isDecided(verdict) { break }
      let here = member.presence.map(when.and) ?? when
      guard !here.isNever else { continue }
      var isKnown = false
      if let schema = facts.schema(of: member.name, in: named) {
        isKnown = true
        verdict = verdict.and(
          self.verdict(of: member.value, schema, when: here).holding(when: member.presence))
      }
      if let matched {
        for schema in self.matched(by: member.key.text, matched) {
          isKnown = true
          verdict = verdict.and(
            self.verdict(of: member.value, schema, when: here).holding(when: member.presence))
        }
      }
      guard !isKnown else { continue }
      if let others {
        verdict = verdict.and(
          self.verdict(of: member.value, Schema(word: others), when: here).holding(
            when: member.presence))
      } else if isClosed {
        if isReporting {
          report(
            .unknownProperty(member.key.text, permitted: facts.propertyNames(named)),
            at: member.key, member.value, here)
        }
        verdict = verdict.and(Verdict(failsWhen: member.presence ?? .always))
      }
    }
    return verdict
  }

  /// Of a schema that names few properties and minds no others.
  private mutating func ofNamed(
    _ named: FactList, _ members: [SchemaInstance.Part], when: Condition
  ) -> Verdict {
    var verdict = Verdict.fits
    for index in 0..<named.count {
      let name = facts.table.word(named.index(index))
      for member in members where member.name == name {
        let here = member.presence.map(when.and) ?? when
        guard !here.isNever else { continue }
        let schema = Schema(word: facts.table.word(named.index(index, 1)))
        verdict = verdict.and(
          self.verdict(of: member.value, schema, when: here).holding(when: member.presence))
      }
      if isDecided(verdict) { break }
    }
    return verdict
  }

  /// The schemas for names of a pattern. A pattern that cannot be told may match.
  private func matched(by name: String, _ operand: UInt32) -> [Schema] {
    let list = facts.table.list(operand, width: 2)
    return (0..<list.count).compactMap { index in
      guard let pattern = facts.pattern(facts.table.word(list.index(index))) else {
        return .anything
      }
      switch pattern.matches(name) {
      case true?: return Schema(word: facts.table.word(list.index(index, 1)))
      case false?: return nil
      case nil: return .anything
      }
    }
  }

  private mutating func ofMap(
    _ keyword: SchemaKeyword, _ operand: UInt32, _ value: SchemaInstance, when: Condition
  ) -> Verdict {
    switch keyword {
    case .properties, .patternProperties, .additionalProperties: return .fits
    case .required: return required(operand, value, when: when)
    case .requiredOr, .requiredXor:
      return choice(
        facts.names(operand), value, isExclusive: keyword == .requiredXor, when: when)
    case .dependentRequired, .dependentExcluded:
      return companions(operand, value, isNeeded: keyword == .dependentRequired, when: when)
    case .dependentSchemas:
      let list = facts.table.list(operand, width: 2)
      var verdict = Verdict.fits
      for index in 0..<list.count {
        let presence = presence(of: facts.table.word(list.index(index)), in: value)
        let here = when.and(presence)
        guard !here.isNever else { continue }
        let schema = Schema(word: facts.table.word(list.index(index, 1)))
        verdict = verdict.and(
          self.verdict(of: value, schema, when: here).holding(when: presence))
      }
      return verdict
    case .minProperties, .maxProperties:
      return propertyCount(keyword, Int(operand), value, when: when)
    case .propertyNames:
      var verdict = Verdict.fits
      for member in value.parts(facts) {
        let name = SchemaInstance(member.key, under: member.key, anchor: nil, in: template)
        verdict = verdict.and(
          self.verdict(
            of: name, Schema(word: operand), when: member.presence.map(when.and) ?? when))
      }
      return verdict
    default: return general(keyword, operand, value, when: when)
    }
  }

  private mutating func required(
    _ operand: UInt32, _ value: SchemaInstance, when: Condition
  ) -> Verdict {
    var verdict = Verdict.fits
    let list = facts.table.list(operand)
    for index in 0..<list.count {
      if isDecided(verdict) { break }
      let name = facts.table.word(list.index(index))
      if isSurelyThere(name, in: value) { continue }
      let presence = presence(of: name, in: value)
      if presence.isAlways { continue }
      if value.isOpen {
        verdict = verdict.and(.unknown)
        continue
      }
      let absence = presence.negated
      if isReporting {
        report(
          .missingProperty(facts.table.text(name)), at: value.anchor, value, when.and(absence))
      }
      verdict = verdict.and(Verdict(failsWhen: absence))
    }
    return verdict
  }

  /// At least one of several, or exactly one.
  private mutating func choice(
    _ names: [UInt32], _ value: SchemaInstance, isExclusive: Bool, when: Condition
  ) -> Verdict {
    let presences = names.map { presence(of: $0, in: value) }
    let none = presences.reduce(Condition.never) { $0.or($1) }.negated
    var verdict = value.isOpen && !none.isNever ? Verdict.unknown : Verdict(failsWhen: none)
    if !value.isOpen, !none.isNever, isReporting {
      report(
        .missingOneOf(names.map(facts.table.text)), at: value.anchor, value, when.and(none))
    }
    guard isExclusive else { return verdict }
    var earlier = Condition.never
    for (name, presence) in zip(names, presences) {
      let both = presence.and(earlier)
      earlier = earlier.or(presence)
      guard !both.isNever else { continue }
      if isReporting {
        report(
          .severalOf(names.map(facts.table.text)), at: key(of: name, in: value), value,
          when.and(both))
      }
      verdict = verdict.and(Verdict(failsWhen: both))
    }
    return verdict
  }

  /// Properties that need others beside them, or that exclude them.
  private mutating func companions(
    _ operand: UInt32, _ value: SchemaInstance, isNeeded: Bool, when: Condition
  ) -> Verdict {
    let list = facts.table.list(operand, width: 2)
    var verdict = Verdict.fits
    for index in 0..<list.count {
      let name = facts.table.word(list.index(index))
      let presence = presence(of: name, in: value)
      guard !presence.isNever else { continue }
      for other in facts.names(facts.table.word(list.index(index, 1))) {
        let otherPresence = self.presence(of: other, in: value)
        let fails = presence.and(isNeeded ? otherPresence.negated : otherPresence)
        guard !fails.isNever else { continue }
        if isNeeded, value.isOpen {
          verdict = verdict.and(.unknown)
          continue
        }
        verdict = verdict.and(Verdict(failsWhen: fails))
        guard isReporting else { continue }
        let (own, its) = (facts.table.text(name), facts.table.text(other))
        report(
          isNeeded ? .missingCompanion(its, of: own) : .excluded(its, by: own),
          at: key(of: isNeeded ? name : other, in: value), value, when.and(fails))
      }
    }
    return verdict
  }

  private mutating func propertyCount(
    _ keyword: SchemaKeyword, _ limit: Int, _ value: SchemaInstance, when: Condition
  ) -> Verdict {
    let parts = value.parts(facts)
    let isMinimum = keyword == .minProperties
    let sure = parts.count { $0.presence == nil }
    let isCertain = !value.isOpen && sure == parts.count
    if isMinimum ? sure >= limit : parts.count <= limit && !value.isOpen { return .fits }
    guard isCertain || (isMinimum ? !value.isOpen && parts.count < limit : sure > limit) else {
      return .unknown
    }
    report(
      .propertyCount(
        isMinimum ? parts.count : sure, minimum: isMinimum ? limit : nil,
        maximum: isMinimum ? nil : limit),
      at: value.anchor, value, when)
    return .fails
  }

  /// When a property is there. Where others may be, too, nothing is known against it.
  private func presence(of name: UInt32, in value: SchemaInstance) -> Condition {
    var presence = Condition.never
    for part in value.parts(facts) where part.name == name {
      guard let condition = part.presence else { return .always }
      presence = presence.or(condition)
    }
    return presence
  }

  private func isSurelyThere(_ name: UInt32, in value: SchemaInstance) -> Bool {
    value.parts(facts).contains { $0.name == name && $0.presence == nil }
  }

  private func key(of name: UInt32, in value: SchemaInstance) -> SyntaxNode {
    value.parts(facts).first { $0.name == name }?.key ?? value.key
  }
}

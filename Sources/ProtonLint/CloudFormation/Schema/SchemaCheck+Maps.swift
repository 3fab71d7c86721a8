/// Maps.
extension SchemaCheck {
  /// A key of a map, and when its value is there.
  struct Member {
    let entry: SyntaxNode.Entry
    /// The table's number of the name.
    let name: UInt32?
    let presence: Condition
  }

  mutating func ofMap(
    _ place: Place, _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    var members: [Member] = []
    var isOpen = false
    for entry in place.node.map({ Array($0.target.entries) }) ?? [] {
      let text = entry.key.text
      // What a merge, a macro, a loop or an expression adds is not known.
      if text == "<<" || text == "Fn::Transform" || text.hasPrefix("Fn::ForEach")
        || template.holdsSymbol(entry.key) || !entry.key.isScalar
        || (hasSubstitutions && text.contains("${"))
      {
        isOpen = true
        continue
      }
      members.append(
        Member(
          entry: entry, name: number(ofKey: entry.key), presence: presence(of: entry.value)))
    }
    var verdict = properties(place, header, members, when: when)
    for index in 0..<header.keywordCount {
      guard let (keyword, operand) = facts.keyword(index, of: header) else { continue }
      verdict = verdict.and(
        ofMap(keyword, operand, Map(place: place, members: members, isOpen: isOpen), when: when))
    }
    return verdict
  }

  struct Map {
    let place: Place
    let members: [Member]
    /// Whether there may be more members than these.
    let isOpen: Bool

    /// When a property is there. Where others may be, too, nothing is known against it.
    func presence(of name: UInt32) -> Condition {
      members.reduce(Condition.never) { presence, member in
        member.name == name ? presence.or(member.presence) : presence
      }
    }
  }

  /// Each property against its own schema, and those that no schema names.
  private mutating func properties(
    _ place: Place, _ header: SchemaFacts.Header, _ members: [Member], when: Condition
  ) -> Verdict {
    let named = facts.operand(of: .properties, in: header)
    let matched = facts.operand(of: .patternProperties, in: header)
    let others = facts.operand(of: .additionalProperties, in: header)
    let isClosed = header.flags.contains(.isClosed)
    guard named != nil || matched != nil || others != nil || isClosed else { return .fits }
    var verdict = Verdict.fits
    for member in members {
      let here = when.and(member.presence)
      guard !here.isNever else { continue }
      let place = Place(node: member.entry.value, key: member.entry.key)
      var isKnown = false
      if let named, let name = member.name, let schema = facts.schema(of: name, in: named) {
        isKnown = true
        verdict = verdict.and(
          self.verdict(of: place, schema, when: here).holding(when: member.presence))
      }
      if let matched {
        let list = facts.table.list(matched, width: 2)
        for index in 0..<list.count {
          let pattern = facts.pattern(facts.table.word(list.index(index)))
          // A pattern that cannot be told may match.
          let isMatch = pattern.map { $0.matches(member.entry.key.text) ?? true } ?? true
          guard isMatch else { continue }
          isKnown = true
          guard pattern != nil else { continue }
          verdict = verdict.and(
            self.verdict(
              of: place, Schema(word: facts.table.word(list.index(index, 1))), when: here
            ).holding(when: member.presence))
        }
      }
      guard !isKnown else { continue }
      if let others {
        verdict = verdict.and(
          self.verdict(of: place, Schema(word: others), when: here).holding(
            when: member.presence))
      } else if isClosed {
        report(
          .unknownProperty(
            member.entry.key.text, permitted: named.map(facts.propertyNames) ?? []),
          at: member.entry.key, place, here)
        verdict = verdict.and(Verdict(failsWhen: member.presence))
      }
    }
    return verdict
  }

  private mutating func ofMap(
    _ keyword: SchemaKeyword, _ operand: UInt32, _ map: Map, when: Condition
  ) -> Verdict {
    switch keyword {
    case .required: return required(facts.names(operand), map, when: when)
    case .requiredOr, .requiredXor:
      return choice(facts.names(operand), map, isExclusive: keyword == .requiredXor, when: when)
    case .dependentRequired, .dependentExcluded:
      return companions(operand, map, isNeeded: keyword == .dependentRequired, when: when)
    case .dependentSchemas:
      let list = facts.table.list(operand, width: 2)
      var verdict = Verdict.fits
      for index in 0..<list.count {
        let presence = map.presence(of: facts.table.word(list.index(index)))
        let here = when.and(presence)
        guard !here.isNever else { continue }
        let schema = Schema(word: facts.table.word(list.index(index, 1)))
        verdict = verdict.and(
          self.verdict(of: map.place, schema, when: here).holding(when: presence))
      }
      return verdict
    case .minProperties, .maxProperties:
      return propertyCount(keyword, Int(operand), map, when: when)
    case .propertyNames:
      var verdict = Verdict.fits
      for member in map.members {
        let place = Place(node: member.entry.key, key: member.entry.key)
        verdict = verdict.and(
          self.verdict(of: place, Schema(word: operand), when: when.and(member.presence)))
      }
      return verdict
    default: return general(keyword, operand, map.place, when: when)
    }
  }

  private mutating func required(_ names: [UInt32], _ map: Map, when: Condition) -> Verdict {
    var verdict = Verdict.fits
    for name in names {
      let presence = map.presence(of: name)
      if presence.isAlways { continue }
      if map.isOpen {
        verdict = verdict.and(.unknown)
        continue
      }
      let absence = presence.negated
      report(
        .missingProperty(facts.table.text(name)), at: map.place.anchor, map.place,
        when.and(absence))
      verdict = verdict.and(Verdict(failsWhen: absence))
    }
    return verdict
  }

  /// At least one of several, or exactly one.
  private mutating func choice(
    _ names: [UInt32], _ map: Map, isExclusive: Bool, when: Condition
  ) -> Verdict {
    let presences = names.map(map.presence(of:))
    let none = presences.reduce(Condition.never) { $0.or($1) }.negated
    var verdict = map.isOpen && !none.isNever ? Verdict.unknown : Verdict(failsWhen: none)
    if !map.isOpen {
      report(
        .missingOneOf(names.map(facts.table.text)), at: map.place.anchor, map.place,
        when.and(none))
    }
    guard isExclusive else { return verdict }
    for (index, presence) in presences.enumerated() {
      let earlier = presences[..<index].reduce(Condition.never) { $0.or($1) }
      let both = presence.and(earlier)
      guard !both.isNever else { continue }
      report(
        .severalOf(names.map(facts.table.text)), at: key(of: names[index], in: map), map.place,
        when.and(both))
      verdict = verdict.and(Verdict(failsWhen: both))
    }
    return verdict
  }

  private mutating func companions(
    _ operand: UInt32, _ map: Map, isNeeded: Bool, when: Condition
  ) -> Verdict {
    let list = facts.table.list(operand, width: 2)
    var verdict = Verdict.fits
    for index in 0..<list.count {
      let name = facts.table.word(list.index(index))
      let presence = map.presence(of: name)
      guard !presence.isNever else { continue }
      for other in facts.names(facts.table.word(list.index(index, 1))) {
        let otherPresence = map.presence(of: other)
        if isNeeded {
          let fails = presence.and(otherPresence.negated)
          guard !fails.isNever else { continue }
          if map.isOpen {
            verdict = verdict.and(.unknown)
            continue
          }
          report(
            .missingCompanion(facts.table.text(other), of: facts.table.text(name)),
            at: key(of: name, in: map), map.place, when.and(fails))
          verdict = verdict.and(Verdict(failsWhen: fails))
        } else {
          let fails = presence.and(otherPresence)
          guard !fails.isNever else { continue }
          report(
            .excluded(facts.table.text(other), by: facts.table.text(name)),
            at: key(of: other, in: map), map.place, when.and(fails))
          verdict = verdict.and(Verdict(failsWhen: fails))
        }
      }
    }
    return verdict
  }

  private mutating func propertyCount(
    _ keyword: SchemaKeyword, _ limit: Int, _ map: Map, when: Condition
  ) -> Verdict {
    let isMinimum = keyword == .minProperties
    let sure = map.members.count { $0.presence.isAlways }
    let possible = map.members.count { !$0.presence.isNever }
    let isUnsure = map.isOpen || sure != possible
    if isMinimum ? sure >= limit : possible <= limit && !map.isOpen { return .fits }
    guard !isUnsure || (isMinimum ? !map.isOpen && possible < limit : sure > limit) else {
      return .unknown
    }
    report(
      .propertyCount(
        isMinimum ? possible : sure, minimum: isMinimum ? limit : nil,
        maximum: isMinimum ? nil : limit),
      at: map.place.anchor, map.place, when)
    return .fails
  }

  private func key(of name: UInt32, in map: Map) -> SyntaxNode {
    map.members.first { $0.name == name }?.entry.key ?? map.place.key
  }

  // MARK: Presence

  /// When a value is there: `AWS::NoValue` is none.
  func presence(of node: SyntaxNode, depth: Int = 0) -> Condition {
    // Asked of every value: most are no functions.
    guard depth < 32, let call = IntrinsicCall(node) else { return .always }
    switch call.name {
    case "Ref":
      return call.argument.isScalar && call.argument.text == "AWS::NoValue" ? .never : .always
    case "Fn::If":
      guard let branches = template.branches(of: call) else { return .always }
      return branches.condition.and(presence(of: branches.then, depth: depth + 1)).or(
        branches.condition.negated.and(presence(of: branches.otherwise, depth: depth + 1)))
    default: return .always
    }
  }
}

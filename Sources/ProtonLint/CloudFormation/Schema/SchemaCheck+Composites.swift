/// Schemas that are made of others.
extension SchemaCheck {
  /// The keywords that any value is held against.
  mutating func general(
    _ keyword: SchemaKeyword, _ operand: UInt32, _ value: SchemaInstance, when: Condition
  ) -> Verdict {
    switch keyword {
    case .allOf:
      var verdict = Verdict.fits
      let list = facts.table.list(operand)
      for index in 0..<list.count {
        verdict = verdict.and(
          self.verdict(of: value, facts.schema(index, of: list), when: when))
        if isDecided(verdict) { break }
      }
      return verdict
    case .anyOf: return anyOf(operand, value, when: when)
    case .oneOf: return oneOf(operand, value, when: when)
    case .not:
      return negation(Schema(word: operand), value, when: when)
    case .conditional: return conditional(operand, value, when: when)
    case .ruled: return ruled(operand, value, when: when)
    default: return .fits
    }
  }

  private mutating func anyOf(
    _ operand: UInt32, _ value: SchemaInstance, when: Condition
  ) -> Verdict {
    var verdict = Verdict.fails
    let list = facts.table.list(operand)
    for index in 0..<list.count {
      let schema = facts.schema(index, of: list)
      verdict = verdict.or(quietly { $0.verdict(of: value, schema, when: when) })
      if case .fits = verdict { return .fits }
    }
    reportNoAlternative(of: operand, value, when.and(verdict.failing))
    return verdict
  }

  private mutating func oneOf(
    _ operand: UInt32, _ value: SchemaInstance, when: Condition
  ) -> Verdict {
    let list = facts.table.list(operand)
    var verdicts: [Verdict] = []
    for index in 0..<list.count {
      let schema = facts.schema(index, of: list)
      verdicts.append(quietly { $0.verdict(of: value, schema, when: when) })
    }
    let none = verdicts.reduce(Verdict.fails) { $0.or($1) }
    reportNoAlternative(of: operand, value, when.and(none.failing))
    var several = Condition.never
    for (index, one) in verdicts.enumerated() {
      let fitting = one.fitting
      guard !fitting.isNever else { continue }
      for other in verdicts[(index + 1)...] {
        several = several.or(fitting.and(other.fitting))
      }
    }
    guard !several.isNever else { return none }
    report(.fitsSeveralAlternatives, at: value.anchor, value, when.and(several))
    return none.and(Verdict(fails: several, fits: .never))
  }

  /// Says what is wrong with the alternative that was probably meant, if that can be told.
  private mutating func reportNoAlternative(
    of operand: UInt32, _ value: SchemaInstance, _ condition: Condition
  ) {
    guard isReporting, !condition.isNever else { return }
    let schemas = facts.schemas(operand)
    if let formats = formats(of: schemas) {
      report(faultOfFormats(formats, value), at: value.node, value, condition)
    } else if let names = missing(of: schemas) {
      report(.missingOneOf(names), at: value.anchor, value, condition)
    } else if let kinds = refusedKinds(of: schemas, value) {
      report(.wrongKind(found: value.words, expected: kinds), at: value.node, value, condition)
    } else if let schema = meant(among: schemas, value) {
      let before = faults.count
      _ = verdict(of: value, schema, when: condition)
      if faults.count == before { reportNoForm(value, condition) }
    } else {
      reportNoForm(value, condition)
    }
  }

  private mutating func reportNoForm(_ value: SchemaInstance, _ condition: Condition) {
    if case .scalar = value.shape {
      report(.fitsNoAlternative(value.text), at: value.node, value, condition)
    } else {
      report(.fitsNoAlternative(nil), at: value.anchor, value, condition)
    }
  }

  /// Of alternatives that are formats alone: those formats.
  private func formats(of schemas: [Schema]) -> [String]? {
    let formats = schemas.compactMap { schema -> String? in
      let header = facts.header(of: schema)
      guard header.keywordCount == 1 else { return nil }
      return facts.operand(of: .format, in: header).map(facts.table.text)
    }
    return formats.count == schemas.count ? formats : nil
  }

  private func faultOfFormats(
    _ formats: [String], _ value: SchemaInstance
  ) -> SchemaFault.Kind {
    guard case .call(let call) = value.shape,
      let gives = value.result(call, facts).formats
    else {
      let words = formats.compactMap { ValueFormat.named($0)?.words }
      return .malformed(value.text, format: words.joined(separator: ", or "))
    }
    return .wrongReference(gives: gives, wanted: formats.joined(separator: " or "))
  }

  /// Of alternatives that each ask for one property: those properties.
  private func missing(of schemas: [Schema]) -> [String]? {
    var names: [String] = []
    for schema in schemas {
      let header = facts.header(of: schema)
      guard let required = facts.operand(of: .required, in: header).map(facts.texts),
        required.count == 1, header.keywordCount == 1
      else { return nil }
      names += required
    }
    return names
  }

  /// What the alternatives take, where none takes a value of this kind.
  private func refusedKinds(of schemas: [Schema], _ value: SchemaInstance) -> ValueKinds? {
    let kinds = schemas.map { facts.header(of: $0).kinds }
    guard !kinds.contains(where: \.isEmpty), let own = value.kinds,
      kinds.allSatisfy(own.isDisjoint)
    else { return nil }
    return kinds.reduce([]) { $0.union($1) }
  }

  /// The one alternative that has most of the properties that a map has.
  private func meant(among schemas: [Schema], _ value: SchemaInstance) -> Schema? {
    if schemas.count == 1 { return schemas[0] }
    guard case .map = value.shape else { return nil }
    let names = value.parts(facts).map(\.name)
    let counts = schemas.map { schema in
      let list = facts.table.list(
        facts.operand(of: .properties, in: facts.header(of: schema)) ?? 0, width: 2)
      return names.count { facts.schema(of: $0, in: list) != nil }
    }
    guard let most = counts.max(), most > 0, counts.count(where: { $0 == most }) == 1 else {
      return nil
    }
    return counts.firstIndex(of: most).map { schemas[$0] }
  }

  private mutating func conditional(
    _ operand: UInt32, _ value: SchemaInstance, when: Condition
  ) -> Verdict {
    let parts = facts.table.list(operand)
    guard parts.count == 3 else { return .unknown }
    let premise = facts.schema(0, of: parts)
    let test = quietly { $0.verdict(of: value, premise, when: when) }
    if case .unknown = test { return .unknown }
    return consequence(facts.schema(1, of: parts), of: premise, value, when, test.fitting)
      .and(consequence(facts.schema(2, of: parts), of: premise, value, when, test.failing))
  }

  /// What follows where a premise holds, or fails.
  private mutating func consequence(
    _ schema: Schema, of premise: Schema, _ value: SchemaInstance, _ when: Condition,
    _ holds: Condition
  ) -> Verdict {
    guard schema != .anything, !holds.isNever else { return .fits }
    let here = when.and(holds)
    guard !here.isNever else { return .fits }
    if rule != 0, facts.header(of: schema).kinds.contains(.never) {
      reportCombination(premise, value, here)
      return Verdict.fails.holding(when: holds)
    }
    return verdict(of: value, schema, when: here).holding(when: holds)
  }
}

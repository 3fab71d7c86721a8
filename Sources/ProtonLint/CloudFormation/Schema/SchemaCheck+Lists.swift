/// Lists.
extension SchemaCheck {
  mutating func ofList(
    _ value: SchemaInstance, _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    var verdict = Verdict.fits
    if header.flags.contains(.hasUniqueItems) {
      verdict = unique(value, keys: [], when: when)
    }
    for index in 0..<header.keywordCount {
      if isDecided(verdict) { break }
      guard let (keyword, operand) = facts.keyword(index, of: header) else { continue }
      switch keyword {
      case .items, .prefixItems:
        verdict = verdict.and(elements(of: value, keyword, operand, header, when: when))
      case .contains: verdict = verdict.and(someElement(of: value, operand, when: when))
      case .minItems, .maxItems:
        verdict = verdict.and(itemCount(of: value, keyword, Int(operand), when: when))
      case .maxUniqueItems: verdict = verdict.and(differing(value, Int(operand), when: when))
      case .uniqueKeys:
        verdict = verdict.and(unique(value, keys: facts.texts(operand), when: when))
      default: verdict = verdict.and(general(keyword, operand, value, when: when))
      }
    }
    return verdict
  }

  private mutating func elements(
    of value: SchemaInstance, _ keyword: SchemaKeyword, _ operand: UInt32,
    _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    let prefix = facts.table.list(facts.operand(of: .prefixItems, in: header) ?? 0)
    var verdict = Verdict.fits
    for (index, element) in value.parts(facts).enumerated() {
      if isDecided(verdict) { break }
      let isInPrefix = index < prefix.count
      guard isInPrefix == (keyword == .prefixItems) else { continue }
      let schema = isInPrefix ? facts.schema(index, of: prefix) : Schema(word: operand)
      let here = element.presence.map(when.and) ?? when
      guard !here.isNever else { continue }
      verdict = verdict.and(
        self.verdict(of: element.value, schema, when: here).holding(when: element.presence))
    }
    return verdict
  }

  private mutating func someElement(
    of value: SchemaInstance, _ operand: UInt32, when: Condition
  ) -> Verdict {
    let elements = value.parts(facts)
    var verdict = value.isOpen ? Verdict.unknown : .fails
    for element in elements {
      let presence = element.presence ?? .always
      let one = quietly {
        $0.verdict(of: element.value, Schema(word: operand), when: when.and(presence))
      }
      verdict = verdict.or(
        Verdict(fails: one.failing.or(presence.negated), fits: one.fitting.and(presence)))
      if case .fits = verdict { return .fits }
    }
    report(.fitsNoAlternative(nil), at: value.anchor, value, when.and(verdict.failing))
    return verdict
  }

  private mutating func itemCount(
    of value: SchemaInstance, _ keyword: SchemaKeyword, _ limit: Int, when: Condition
  ) -> Verdict {
    let elements = value.parts(facts)
    let isMinimum = keyword == .minItems
    let optional = elements.compactMap(\.presence)
    let sure = elements.count - optional.count
    if isMinimum ? sure >= limit : elements.count <= limit && !value.isOpen { return .fits }
    guard !value.isOpen || (!isMinimum && sure > limit) else { return .unknown }
    // Which of many conditions hold together would take too long to find out.
    guard optional.count <= 8 || !isMinimum && sure > limit else { return .unknown }
    let choices = optional.count <= 8 ? optional : []
    var verdict = Verdict.fits
    for chosen in 0..<(1 << choices.count) {
      let count = sure + chosen.nonzeroBitCount
      guard isMinimum ? count < limit : count > limit else { continue }
      var holds = Condition.always
      for (bit, presence) in choices.enumerated() {
        holds = holds.and(chosen & (1 << bit) != 0 ? presence : presence.negated)
        if holds.isNever { break }
      }
      guard !holds.isNever else { continue }
      report(
        .itemCount(count, minimum: isMinimum ? limit : nil, maximum: isMinimum ? nil : limit),
        at: value.anchor, value, when.and(holds))
      verdict = verdict.and(Verdict(failsWhen: holds))
    }
    return verdict
  }

  /// How many elements differ; those under conditions are not counted.
  private mutating func differing(
    _ value: SchemaInstance, _ limit: Int, when: Condition
  ) -> Verdict {
    let sure = value.parts(facts).filter { $0.presence == nil }
    guard sure.count > limit else { return .fits }
    let count = Set(sure.map(\.value.node.canonicalBytes)).count
    guard count > limit else { return .fits }
    report(
      .itemCount(count, minimum: nil, maximum: limit), at: value.anchor, value, when)
    return .fails
  }

  /// No two elements are equal; with keys, none agree in all of them.
  private mutating func unique(
    _ value: SchemaInstance, keys: [String], when: Condition
  ) -> Verdict {
    let elements = value.parts(facts)
    guard elements.count > 1 else { return .fits }
    var seen: [[UInt8]: Condition] = [:]
    var verdict = Verdict.fits
    for element in elements {
      let node = element.value.node
      if !keys.isEmpty, case .call = element.value.shape { continue }
      let nodes = keys.isEmpty ? [node] : keys.compactMap { node[$0] }
      guard nodes.count == max(keys.count, 1) else { continue }
      let form = nodes.reduce(into: [UInt8]()) { $0 += $1.canonicalBytes + [0] }
      let presence = element.presence ?? .always
      let earlier = seen[form] ?? .never
      let both = earlier.and(presence)
      seen[form] = earlier.or(presence)
      guard !both.isNever else { continue }
      report(
        keys.isEmpty
          ? .repeatedItem(node.isScalar ? node.text : "this element") : .repeatedKey(keys),
        at: nodes[0], value, when.and(both))
      verdict = verdict.and(Verdict(failsWhen: both))
    }
    return verdict
  }
}

extension SyntaxNode {
  /// Equal for equal nodes, however they are written.
  fileprivate var canonicalBytes: [UInt8] {
    let start = target.index
    var bytes: [UInt8] = []
    for index in start..<Int(tree.nodes[start].subtreeEnd) {
      let node = SyntaxNode(tree: tree, index: index)
      switch tree.nodes[index].kind {
      case .scalar:
        bytes.append(1)
        if let tag = node.tag { bytes += Array(tag.utf8) + [2] }
        bytes += node.textBytes
      case .sequence: bytes.append(3)
      case .mapping: bytes.append(4)
      case .alias: bytes += [5] + Array("\(node.target.index)".utf8)
      }
      bytes += [6] + Array("\(tree.nodes[index].subtreeEnd - UInt32(index))".utf8) + [7]
    }
    return bytes
  }
}

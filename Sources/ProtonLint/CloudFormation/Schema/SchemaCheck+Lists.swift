/// Lists.
extension SchemaCheck {
  mutating func ofList(
    _ place: Place, _ node: SyntaxNode, _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    let items = Array(node.target.items)
    let presences = items.map { presence(of: $0) }
    // A loop or a macro may stand among the elements.
    let isOpen = items.contains { item in
      item.isMapping && item.entries.contains { $0.key.text == "Fn::Transform" }
    }
    var verdict = Verdict.fits
    if header.flags.contains(.hasUniqueItems) {
      verdict = unique(items, presences, keys: [], place, when: when)
    }
    for index in 0..<header.keywordCount {
      guard let (keyword, operand) = facts.keyword(index, of: header) else { continue }
      switch keyword {
      case .items, .prefixItems:
        verdict = verdict.and(
          elements(items, presences, keyword, operand, of: place, header, when: when))
      case .contains:
        verdict = verdict.and(someElement(items, presences, operand, isOpen, place, when: when))
      case .minItems, .maxItems:
        verdict = verdict.and(
          itemCount(presences, keyword, Int(operand), isOpen, place, when: when))
      case .uniqueKeys:
        verdict = verdict.and(
          unique(items, presences, keys: facts.texts(operand), place, when: when))
      default: verdict = verdict.and(general(keyword, operand, place, when: when))
      }
    }
    return verdict
  }

  private mutating func elements(
    _ items: [SyntaxNode], _ presences: [Condition], _ keyword: SchemaKeyword, _ operand: UInt32,
    of place: Place, _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    let prefix =
      keyword == .prefixItems
      ? facts.schemas(operand) : facts.operand(of: .prefixItems, in: header).map(facts.schemas)
    var verdict = Verdict.fits
    for (index, item) in items.enumerated() {
      let schema: Schema
      switch keyword {
      case .prefixItems:
        guard let prefix, index < prefix.count else { return verdict }
        schema = prefix[index]
      default:
        guard index >= prefix?.count ?? 0 else { continue }
        schema = Schema(word: operand)
      }
      let here = when.and(presences[index])
      guard !here.isNever else { continue }
      verdict = verdict.and(
        self.verdict(of: Place(part: item, of: place), schema, when: here).holding(
          when: presences[index]))
    }
    return verdict
  }

  private mutating func someElement(
    _ items: [SyntaxNode], _ presences: [Condition], _ operand: UInt32, _ isOpen: Bool,
    _ place: Place, when: Condition
  ) -> Verdict {
    var verdict = isOpen ? Verdict.unknown : .fails
    for (item, presence) in zip(items, presences) {
      let one = quietly {
        $0.verdict(
          of: Place(part: item, of: place), Schema(word: operand),
          when: when.and(presence))
      }
      verdict = verdict.or(
        Verdict(
          fails: one.failing.or(presence.negated), fits: one.fitting.and(presence)))
    }
    report(.fitsNoAlternative(nil), at: place.anchor, place, when.and(verdict.failing))
    return verdict
  }

  private mutating func itemCount(
    _ presences: [Condition], _ keyword: SchemaKeyword, _ limit: Int, _ isOpen: Bool,
    _ place: Place, when: Condition
  ) -> Verdict {
    let isMinimum = keyword == .minItems
    let sure = presences.count { $0.isAlways }
    var optional = presences.filter { !$0.isAlways }
    if isMinimum ? sure >= limit : presences.count <= limit && !isOpen { return .fits }
    guard !isOpen || (!isMinimum && sure > limit) else { return .unknown }
    // Some of many conditions hold; which of them together would take too long to find out.
    if optional.count > 8 { optional = [] }
    var verdict = Verdict.fits
    for chosen in 0..<(1 << optional.count) {
      let count = sure + chosen.nonzeroBitCount
      guard isMinimum ? count < limit : count > limit else { continue }
      var holds = Condition.always
      for (bit, presence) in optional.enumerated() {
        holds = holds.and(chosen & (1 << bit) != 0 ? presence : presence.negated)
        if holds.isNever { break }
      }
      guard !holds.isNever else { continue }
      report(
        .itemCount(count, minimum: isMinimum ? limit : nil, maximum: isMinimum ? nil : limit),
        at: place.anchor, place, when.and(holds))
      verdict = verdict.and(Verdict(failsWhen: holds))
    }
    return verdict
  }

  /// No two elements are equal; with keys, none agree in all of them.
  private mutating func unique(
    _ items: [SyntaxNode], _ presences: [Condition], keys: [String], _ place: Place,
    when: Condition
  ) -> Verdict {
    var seen: [[UInt8]: Condition] = [:]
    var verdict = Verdict.fits
    for (item, presence) in zip(items, presences) {
      let nodes = keys.isEmpty ? [item] : keys.compactMap { item[$0] }
      guard !nodes.isEmpty, nodes.count == max(keys.count, 1),
        IntrinsicCall(item) == nil || keys.isEmpty
      else { continue }
      let form = nodes.reduce(into: [UInt8]()) { $0 += $1.canonicalBytes + [0] }
      let earlier = seen[form] ?? .never
      let both = when.and(earlier).and(presence)
      if !both.isNever {
        report(
          keys.isEmpty
            ? .repeatedItem(item.isScalar ? item.text : "this element") : .repeatedKey(keys),
          at: nodes[0], place, both)
        verdict = verdict.and(Verdict(failsWhen: earlier.and(presence)))
      }
      seen[form] = earlier.or(presence)
    }
    return verdict
  }
}

extension SyntaxNode {
  /// The first key of a map; anything else is its own beginning.
  var beginning: SyntaxNode {
    for entry in entries { return entry.key }
    return self
  }

  /// Equal for equal nodes, however they are written.
  var canonicalBytes: [UInt8] {
    let start = target.index
    var bytes: [UInt8] = []
    for index in start..<Int(tree.nodes[start].subtreeEnd) {
      let node = SyntaxNode(tree: tree, index: index)
      switch tree.nodes[index].kind {
      case .scalar:
        bytes.append(1)
        if let tag = node.tag { bytes += Array(tag.utf8) + [2] }
        bytes += Array(node.textBytes)
      case .sequence: bytes.append(3)
      case .mapping: bytes.append(4)
      case .alias: bytes += [5] + Array("\(node.target.index)".utf8)
      }
      bytes += [6] + Array("\(tree.nodes[index].subtreeEnd - UInt32(index))".utf8) + [7]
    }
    return bytes
  }
}

/// What calls of the right shape come to: keys of mappings, indices, names in texts.
extension FunctionCheck {
  mutating func checkMeaning(of call: IntrinsicCall) {
    let argument = call.argument
    switch call.name {
    case "Ref":
      guard call.argumentCall == nil else { return }
      checkResource(argument.text, at: argument.contentSpan, by: call)
    case "Fn::GetAtt": checkAttribute(of: call)
    case "Fn::Sub": checkSubstitution(call)
    case "Fn::If": openBranches(of: Array(argument.items))
    case "Fn::FindInMap": checkLookup(call, Array(argument.items))
    case "Fn::Select": checkSelection(call, Array(argument.items))
    case "Fn::Cidr": checkAddressBlocks(call, Array(argument.items))
    case "Fn::GetAZs": checkRegion(call)
    case "Fn::ForEach": checkLoop(call)
    case "Fn::ImportValue": forbidResources(in: argument, .importName)
    default: break
    }
  }

  // MARK: Resources

  private mutating func checkResource(_ name: String, at span: Span, by call: IntrinsicCall) {
    guard template.hasResource(name), template.parameter(name) == nil else { return }
    let index = call.argument.index
    if let early = earlyPlace(at: index) {
      report(.resourceTooEarly(name, place: early.rawValue), call.name, at: span)
      return
    }
    guard place == .properties || place == .outputs, let presence = presence(of: name) else {
      return
    }
    let here = condition(at: index)
    let absent = here.and(formula(presence.condition).negated)
    guard !absent.isNever, !absent.isExample else { return }
    report(
      .absentResource(name, named: presence.span, condition: presence.condition), call.name,
      at: span, when: absent)
  }

  private mutating func checkAttribute(of call: IntrinsicCall) {
    let argument = call.argument
    guard call.argumentCall == nil, let (name, attribute) = template.attributeParts(argument) else {
      if argument.isScalar, call.argumentCall == nil {
        report(
          .argumentKind(
            argument: "the argument", wanted: "`Resource.Attribute`", found: argument.inWords),
          call.name, at: argument.contentSpan)
      }
      return
    }
    let first = argument.isSequence ? Array(argument.items)[0] : argument
    guard IntrinsicCall(first) == nil || first.index == argument.index,
      !template.holdsSymbol(first)
    else { return }
    if name.isEmpty || attribute.isEmpty && argument.isScalar {
      report(
        .argumentKind(
          argument: "the argument", wanted: "`Resource.Attribute`", found: argument.inWords),
        call.name, at: argument.contentSpan)
      return
    }
    checkResource(name, at: first.contentSpan, by: call)
  }

  // MARK: Fn::Sub

  private mutating func checkSubstitution(_ call: IntrinsicCall) {
    let items = Array(call.argument.items)
    let text = items.first ?? call.argument
    let variables = items.dropFirst().first
    let bytes = text.textBytes
    let places = ScalarPlaces(text)
    var used: Set<String> = []
    for part in substitutionParts(bytes) {
      guard case .variable(let name) = part.kind, !TokenTable.mayHoldToken(bytes[part.range]) else {
        continue
      }
      used.insert(name)
      guard variables?.entry(name) == nil else { continue }
      let range =
        part.range.lowerBound - bytes.startIndex..<part.range.upperBound - bytes.startIndex
      checkVariable(name, at: places.span(of: range), of: call)
    }
    guard let variables, variables.isMapping, !template.holdsSymbol(text) else { return }
    for entry in variables.entries
    where !used.contains(entry.key.text) && !template.holdsSymbol(entry.key) {
      report(.unusedVariable(entry.key.text), call.name, at: entry.key.contentSpan)
    }
  }

  private mutating func checkVariable(_ name: String, at span: Span, of call: IntrinsicCall) {
    if name == "AWS::NotificationARNs" || template.parameter(name)?.isList == true {
      report(
        .argumentKind(argument: "`${\(name)}`", wanted: "text", found: "a list"), call.name,
        at: span)
      return
    }
    let resource = name.firstIndex(of: ".").map { String(name[..<$0]) } ?? name
    checkResource(resource, at: span, by: call)
  }

  // MARK: Mappings

  private mutating func checkLookup(_ call: IntrinsicCall, _ items: [SyntaxNode]) {
    if items.count == 4 {
      guard items[3].entry("DefaultValue") == nil else { return }
      report(.missingKey("DefaultValue"), call.name, at: items[3].span)
      return
    }
    for name in keys(items[0]) {
      guard let mapping = template.mappings?.entry(name.text),
        let top = knownKeys(of: mapping.value)
      else { continue }
      let here = condition(at: call.argument.index).and(name.condition)
      checkKeys(items, in: mapping, top, when: here, of: call)
    }
  }

  private mutating func checkKeys(
    _ items: [SyntaxNode], in mapping: SyntaxNode.Entry, _ topKeys: [String],
    when here: Condition, of call: IntrinsicCall
  ) {
    let tops = keys(items[1])
    for top in tops {
      let holds = here.and(top.condition)
      guard let entry = mapping.value.entry(top.text) else {
        reportKey(top.text, items[1], mapping.key, nil, topKeys, when: holds, of: call)
        continue
      }
      guard let second = knownKeys(of: entry.value) else { continue }
      for key in keys(items[2]) where !second.contains(key.text) {
        reportKey(
          key.text, items[2], mapping.key, entry.key, second, when: holds.and(key.condition),
          of: call)
      }
    }
    guard tops.isEmpty else { return }
    // Whatever the first key is, the second must be somewhere.
    var all: Set<String> = []
    for entry in mapping.value.entries {
      guard let second = knownKeys(of: entry.value) else { return }
      all.formUnion(second)
    }
    for key in keys(items[2]) where !all.contains(key.text) {
      reportKey(
        key.text, items[2], mapping.key, nil, all.sorted(), when: here.and(key.condition), of: call)
    }
  }

  private mutating func reportKey(
    _ key: String, _ node: SyntaxNode, _ mapping: SyntaxNode, _ top: SyntaxNode?, _ keys: [String],
    when condition: Condition, of call: IntrinsicCall
  ) {
    report(
      .unknownKey(
        key, mapping: mapping.text + (top.map { ".\($0.text)" } ?? ""), keys: keys,
        keysSpan: (top ?? mapping).contentSpan),
      call.name, at: IntrinsicCall(node)?.nameSpan ?? node.contentSpan, when: condition)
  }

  /// The keys that a node is known to come to. Values that an input or a parameter permits are left
  /// to the rule that reports them where they stand.
  private func keys(_ node: SyntaxNode) -> [(text: String, condition: Condition)] {
    template.value(of: node).alternatives.compactMap { alternative in
      guard let text = alternative.value.string,
        // A loop puts its variable into any text.
        !hasExtensions || !text.utf8.contains(UInt8(ascii: "{"))
      else { return nil }
      return (text, alternative.condition)
    }
  }

  private func knownKeys(of map: SyntaxNode) -> [String]? {
    guard map.isMapping, map.tag == nil else { return nil }
    let keys = map.entries.map(\.key)
    guard
      keys.allSatisfy({
        !template.holdsSymbol($0) && $0.text != "<<" && !$0.text.hasPrefix("Fn::")
      })
    else { return nil }
    return keys.map(\.text)
  }

  // MARK: Lists

  private mutating func checkSelection(_ call: IntrinsicCall, _ items: [SyntaxNode]) {
    for index in template.value(of: items[0]).alternatives {
      guard let number = index.value.string.flatMap({ Int($0) }) else { continue }
      for source in template.value(of: items[1]).alternatives {
        guard case .list(let elements) = source.value.form, number >= elements.count,
          !elements.contains(where: { mayBeMore($0) })
        else { continue }
        let here = condition(at: call.argument.index).and(index.condition).and(source.condition)
        report(
          .indexOutOfRange(number, count: elements.count), call.name,
          at: IntrinsicCall(items[0])?.nameSpan ?? items[0].contentSpan, when: here)
      }
    }
  }

  /// Whether an element may be several: what a macro or a loop makes.
  private func mayBeMore(_ element: Value) -> Bool {
    guard let node = element.origin?.node else { return false }
    return node.isMapping && node.entries.contains { $0.key.text.hasPrefix("Fn::ForEach") }
      || IntrinsicCall(node)?.name == "Fn::Transform"
  }

  /// Whether the block is one, and large enough.
  private mutating func checkAddressBlocks(_ call: IntrinsicCall, _ items: [SyntaxNode]) {
    guard let text = template.value(of: items[0]).string, !text.contains(":") else { return }
    guard let block = AddressBlock(text) else {
      report(
        .argumentKind(
          argument: "the address block", wanted: "a block such as `10.0.0.0/16`",
          found: "`\(text)`"),
        call.name, at: IntrinsicCall(items[0])?.nameSpan ?? items[0].contentSpan)
      return
    }
    guard let count = template.value(of: items[1]).string.flatMap({ Int($0) }),
      items.count == 3, let bits = template.value(of: items[2]).string.flatMap({ Int($0) }),
      (1...256).contains(count), (1...128).contains(bits),
      block.blocks(count: count, hostBits: bits) == nil
    else { return }
    report(
      .argumentKind(
        argument: "the number of blocks", wanted: "no more than `\(text)` holds",
        found: "\(count) with \(bits) bits each"),
      call.name, at: IntrinsicCall(items[1])?.nameSpan ?? items[1].contentSpan)
  }

  /// Source: "Fn::GetAZs" in the CloudFormation template reference: the empty text stands for the
  /// region of the stack.
  private mutating func checkRegion(_ call: IntrinsicCall) {
    guard call.argumentCall == nil, call.argument.isScalar else { return }
    let text = call.argument.text
    guard !text.isEmpty, !isRegionName(text), !(hasExtensions && text.contains("{")) else { return }
    report(
      .argumentKind(argument: "the region", wanted: "the name of a region", found: "`\(text)`"),
      call.name, at: call.argument.contentSpan)
  }

  private mutating func checkLoop(_ call: IntrinsicCall) {
    guard let key = call.key else { return }
    // One whose values stand in the template is written out, and met no more.
    report(.openLoop, call.name, at: key.contentSpan)
    let name = key.text.dropFirst("Fn::ForEach::".count)
    guard key.text == "Fn::ForEach" || !name.utf8.allSatisfy(isLetterOrDigit) || name.isEmpty
    else { return }
    guard !template.holdsSymbol(key) else { return }
    report(
      .argumentKind(
        argument: "the name", wanted: "letters and digits, as in `Fn::ForEach::Topics`",
        found: name.isEmpty ? "missing" : "`\(name)`"),
      call.name, at: key.contentSpan)
  }
}

/// Two or more lower-case words and a number: `us-east-1`, `us-gov-west-1`. New regions keep to it.
private func isRegionName(_ text: String) -> Bool {
  let words = text.split(separator: "-", omittingEmptySubsequences: false)
  guard words.count >= 3, let number = words.last, !number.isEmpty else { return false }
  return number.utf8.allSatisfy { (0x30...0x39).contains($0) }
    && words.dropLast().allSatisfy { word in
      !word.isEmpty && word.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    }
}

func isLetterOrDigit(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
    || (0x61...0x7A).contains(byte)
}

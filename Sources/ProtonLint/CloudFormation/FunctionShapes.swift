/// The arguments of one call against what its function takes.
extension FunctionCheck {
  mutating func check(_ call: IntrinsicCall) {
    guard let signature = functionSignatures[call.name], !isSilenced(call) else { return }
    guard signature.places.contains(place) else {
      // What stands in a rule is said by the rule on rules.
      if place != .rules { report(.misplaced(place: placeInWords), call.name, at: call.nameSpan) }
      return silence(below: call.argument)
    }
    // Source: the page on `Outputs`: a name depends on no resource, no import and no `Fn::GetAZs`.
    if call.name == "Fn::ImportValue" || call.name == "Fn::GetAZs",
      earlyPlace(at: call.argument.index) == .exportName
    {
      report(
        .misplaced(place: EarlyPlace.exportName.rawValue), call.name, at: call.nameSpan)
      return silence(below: call.argument)
    }
    if let transform = signature.transform, !declaresExtensions {
      report(.missingTransform(transform, feature: call.name), call.name, at: call.nameSpan)
      return
    }
    // What a loop or a macro makes of its own text is not known before it is run.
    guard !template.holdsSymbol(call.argument), !isUnreadable(call) else { return }
    if fits(call, signature.shape) { checkMeaning(of: call) }
  }

  private var placeInWords: String {
    switch place {
    case .conditions: "the conditions"
    case .mappings: "a mapping"
    case .outputs: "the outputs"
    default: "the properties of a resource"
    }
  }

  /// Nothing is said of what is null, which another rule reports, or of what a macro makes.
  private func isUnreadable(_ call: IntrinsicCall) -> Bool {
    let argument = call.argument
    return argument.isBrokenAlias || argument.isNull || isMade(call.argumentCall)
      || call.key != nil && isUnknownFunction(argument)
  }

  /// Whether a macro makes it before functions are looked at.
  private func isMade(_ call: IntrinsicCall?) -> Bool { call?.name == "Fn::Transform" }

  /// Whether it looks like a function that is none, which is reported at its name, or which another
  /// tool replaces.
  private func isUnknownFunction(_ node: SyntaxNode) -> Bool {
    if let tag = node.tag { return !tag.hasPrefix("!!") && IntrinsicCall(node) == nil }
    return node.isMapping
      && node.entries.contains {
        $0.key.text.hasPrefix("Fn::") && IntrinsicCall(node) == nil
          || Self.isForeign($0.key.text[...]) && IntrinsicCall.longName(ofKey: $0.key.text) == nil
      }
  }

  // MARK: Shapes

  private mutating func fits(_ call: IntrinsicCall, _ shape: FunctionSignature.Shape) -> Bool {
    switch shape {
    case .value(let slot): return fitsValue(call, slot)
    case .list(let slots, let required):
      return fitsList(call, slots, count: required...slots.count)
    case .operands(let slot, let count):
      return fitsList(call, Array(repeating: slot, count: count.upperBound), count: count)
    case .textOrList(let slot, let slots):
      let isList = call.argument.isSequence && call.argumentCall == nil
      return isList
        ? fitsList(call, slots, count: slots.count...slots.count) : fitsValue(call, slot)
    case .object(let slots, let required): return fitsObject(call, slots, required: required)
    }
  }

  private mutating func fitsValue(_ call: IntrinsicCall, _ slot: Slot) -> Bool {
    if let inner = call.argumentCall { return fits(inner, call.argument, slot, of: call) }
    return fitsLiteral(call.argument, slot, of: call)
  }

  private mutating func fitsList(
    _ call: IntrinsicCall, _ slots: [Slot], count: ClosedRange<Int>
  ) -> Bool {
    if let inner = call.argumentCall {
      report(
        .functionInside(inner: inner.name, argument: "the place of its arguments"), call.name,
        at: inner.nameSpan)
      return false
    }
    guard call.argument.isSequence else {
      return refuse(call.argument, "the argument", wanted: "a list", of: call)
    }
    let items = Array(call.argument.items)
    if call.name == "Fn::FindInMap", items.count == 4, !declaresExtensions {
      report(
        .missingTransform(languageExtensions, feature: "DefaultValue"), call.name,
        at: items[3].span)
      return false
    }
    guard count.contains(items.count) else {
      report(
        .argumentCount(expected: words(for: count), found: items.count), call.name,
        at: call.nameSpan)
      return false
    }
    var allFit = true
    for (item, slot) in zip(items, slots) where !fits(item, slot, of: call) { allFit = false }
    return allFit
  }

  private func words(for count: ClosedRange<Int>) -> String {
    if count.count == 1 {
      return count.lowerBound == 1 ? "one argument" : "\(count.lowerBound) arguments"
    }
    let joint = count.count == 2 ? "or" : "to"
    return "\(count.lowerBound) \(joint) \(count.upperBound) arguments"
  }

  private mutating func fitsObject(
    _ call: IntrinsicCall, _ slots: [String: Slot], required: [String]
  ) -> Bool {
    let argument = call.argument
    if let inner = call.argumentCall {
      report(
        .functionInside(inner: inner.name, argument: "the place of its argument"), call.name,
        at: inner.nameSpan)
      return false
    }
    guard argument.isMapping else {
      return refuse(argument, "the argument", wanted: "an object", of: call)
    }
    var allFit = true
    for key in required where argument.entry(key) == nil {
      report(.missingKey(key), call.name, at: call.nameSpan)
      allFit = false
    }
    for entry in argument.entries {
      if let slot = slots[entry.key.text] {
        if !fits(entry.value, slot, of: call) { allFit = false }
      } else if !template.holdsSymbol(entry.key) {
        report(
          .strangeKey(entry.key.text, permitted: slots.keys.sorted()), call.name,
          at: entry.key.contentSpan)
        allFit = false
      }
    }
    return allFit
  }

  // MARK: Single arguments

  private mutating func fits(_ node: SyntaxNode, _ slot: Slot, of call: IntrinsicCall) -> Bool {
    guard !node.isBrokenAlias, !node.isNull, !isUnknownFunction(node) else { return true }
    if let inner = IntrinsicCall(node) { return fits(inner, node, slot, of: call) }
    return fitsLiteral(node, slot, of: call)
  }

  private mutating func fits(
    _ inner: IntrinsicCall, _ node: SyntaxNode, _ slot: Slot, of call: IntrinsicCall
  ) -> Bool {
    guard !isMade(inner) else { return true }
    guard permits(inner, in: slot, of: call) else {
      report(
        .functionInside(inner: inner.name, argument: slot.name), call.name, at: inner.nameSpan)
      silence(inner)
      return false
    }
    // What may not stand in this part of the template at all is reported for that.
    guard functionSignatures[inner.name]?.places.contains(place) != false else { return true }
    let branches = inner.name == "Fn::If" ? Array(inner.argument.items) : []
    if branches.count == 3 {
      let first = fits(branches[1], slot, of: call)
      return fits(branches[2], slot, of: call) && first
    }
    let kinds = template.resultKinds(of: inner)
    guard kinds.isDisjoint(with: slot.kinds), !slot.exceptions.contains(inner.name) else {
      return true
    }
    report(
      .argumentKind(
        argument: slot.name, wanted: wanted(slot), found: "\(kinds.words) (`\(inner.name)`)"),
      call.name, at: inner.nameSpan)
    return false
  }

  private func permits(_ inner: IntrinsicCall, in slot: Slot, of call: IntrinsicCall) -> Bool {
    switch slot.functions {
    case .every: return true
    case .none: return hasExtensions && (call.name == "Ref" || call.name == "Fn::GetAtt")
    // The transform works functions out where it can, so that the outer one sees their result.
    case .only(let names):
      return names.contains(inner.name) || hasExtensions && call.name != "Fn::ImportValue"
        || functionSignatures[inner.name]?.transform != nil
        || functionSignatures[inner.name]?.places.contains(place) == false
    }
  }

  private mutating func fitsLiteral(
    _ node: SyntaxNode, _ slot: Slot, of call: IntrinsicCall
  ) -> Bool {
    guard !template.holdsSymbol(node) else { return true }
    switch slot.literal {
    case .anything: return true
    case .nothing where isCondition(node): return true
    case .text where node.isScalar: return true
    case .integer(let range) where node.isScalar:
      // `1.0` is taken for 1.
      if let number = Double(node.text).flatMap({ Int(exactly: $0) }), range.contains(number) {
        return true
      }
    case .list(let item) where node.isSequence:
      var allFit = true
      for element in node.items where !fits(element, item, of: call) { allFit = false }
      return allFit
    case .object(let value) where node.isMapping:
      var allFit = true
      for entry in node.entries where !fits(entry.value, value, of: call) { allFit = false }
      return allFit
    case .listOrObject where !node.isScalar: return true
    case .nothing, .text, .integer, .list, .object, .listOrObject: break
    }
    return refuse(node, slot.name, wanted: wanted(slot), of: call)
  }

  /// `{Condition: Name}`, or a truth that is written as it is.
  private func isCondition(_ node: SyntaxNode) -> Bool {
    if node.isScalar { return ["true", "false"].contains(node.text.lowercased()) }
    let entries = Array(node.entries)
    return entries.count == 1 && entries[0].key.text == "Condition" && entries[0].value.isScalar
  }

  /// Reports a literal of the wrong kind.
  private mutating func refuse(
    _ node: SyntaxNode, _ argument: String, wanted: String, of call: IntrinsicCall
  ) -> Bool {
    let found =
      switch node.kind {
      case .sequence: "a list"
      case .mapping: "an object"
      case .scalar, .alias: node.inWords
      }
    report(
      .argumentKind(argument: argument, wanted: wanted, found: found), call.name,
      at: node.contentSpan.count == 0 ? call.nameSpan : node.contentSpan)
    return false
  }

  private func wanted(_ slot: Slot) -> String {
    switch slot.literal {
    case .nothing: "a condition"
    case .anything: "a value"
    case .text: "text"
    case .integer(let range):
      range.upperBound == Int(Int32.max)
        ? "a number from \(range.lowerBound) on"
        : "a number from \(range.lowerBound) to \(range.upperBound)"
    case .list: "a list"
    case .object: "an object"
    case .listOrObject: "a list or an object"
    }
  }
}

extension ResultKinds {
  /// For a message, of something that is of no other kind.
  fileprivate var words: String {
    if contains(.list) { return "a list" }
    if contains(.object) { return "an object" }
    return contains(.text) ? "text" : "a condition"
  }
}

/// What functions are known to give.
extension SchemaCheck {
  mutating func ofCall(
    _ call: IntrinsicCall, _ place: Place, _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    switch call.name {
    case "Fn::If":
      guard let branches = template.branches(of: call) else { return .unknown }
      var verdict = Verdict.fits
      for (node, holds) in [
        (branches.then, branches.condition), (branches.otherwise, branches.condition.negated),
      ] {
        let here = when.and(holds)
        guard !here.isNever else { continue }
        let schema = Schema(word: UInt32(truncatingIfNeeded: header.start - 1))
        verdict = verdict.and(
          self.verdict(of: Place(part: node, of: place), schema, when: here).holding(
            when: holds))
      }
      return verdict
    case "Ref" where call.argument.text == "AWS::NoValue": return .fits
    case "Fn::Transform": return .unknown
    default: return ofResult(of: call, place, header, when: when)
    }
  }

  private mutating func ofResult(
    of call: IntrinsicCall, _ place: Place, _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    guard let node = place.node else { return .unknown }
    let result = FunctionResult(of: call, in: template, facts)
    if let kinds = result.kinds, !header.kinds.isEmpty,
      !kinds.isTaken(by: header.kinds, asItIs: result.isTypedByService)
    {
      report(
        .wrongKind(found: "what gives \(kinds.words)", expected: header.kinds), at: node, place,
        when)
      return .fails
    }
    if let wanted = wantedFormat(header), let gives = result.formats, !gives.contains(wanted) {
      report(.wrongReference(gives: gives, wanted: wanted), at: node, place, when)
      return .fails
    }
    return ofTexts(node, place, header, when: when)
  }

  /// The identifier that a property takes: `AWS::EC2::Subnet.Id`.
  private func wantedFormat(_ header: SchemaFacts.Header) -> String? {
    guard let format = facts.operand(of: .format, in: header).map(facts.table.text),
      format.hasPrefix("AWS::")
    else { return nil }
    return format
  }

  /// The texts that a function is known to come to.
  private mutating func ofTexts(
    _ node: SyntaxNode, _ place: Place, _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    var verdict = Verdict.fits
    for alternative in template.value(of: node).alternatives {
      let here = when.and(alternative.condition)
      guard !here.isNever else { continue }
      guard let text = alternative.value.string else {
        for operand in facts.operands(of: .ruled, in: header) {
          _ = ruled(operand, place, when: here)
        }
        verdict = verdict.and(Verdict.unknown.holding(when: alternative.condition))
        continue
      }
      let one = ofText(
        ScalarText(text: text, isPlain: false), at: node, place, header, when: here)
      verdict = verdict.and(one.holding(when: alternative.condition))
    }
    return verdict
  }
}

extension CloudFormationTemplate {
  /// The condition and the branches of `Fn::If`; nil where it is not one as it should be.
  func branches(
    of call: IntrinsicCall
  ) -> (condition: Condition, then: SyntaxNode, otherwise: SyntaxNode)? {
    let items = Array(call.argument.items)
    guard items.count == 3, items[0].isScalar, !holdsSymbol(items[0]) else { return nil }
    return (formula(ofCondition: plainText(items[0])), items[1], items[2])
  }
}

/// What functions are known to give.
extension SchemaCheck {
  mutating func ofCall(
    _ call: IntrinsicCall, _ value: SchemaInstance, _ schema: Schema,
    _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    switch call.name {
    case "Fn::If":
      guard let branches = value.branches else { return .unknown }
      var verdict = Verdict.fits
      for (branch, holds) in [
        (branches.then, branches.condition), (branches.otherwise, branches.condition.negated),
      ] {
        let here = when.and(holds)
        guard !here.isNever else { continue }
        verdict = verdict.and(
          self.verdict(of: branch, schema, when: here).holding(when: holds))
      }
      return verdict
    case "Ref" where call.argument.isScalar && call.argument.text == "AWS::NoValue": return .fits
    case "Fn::Transform": return .unknown
    default: return ofResult(of: call, value, header, when: when)
    }
  }

  private mutating func ofResult(
    of call: IntrinsicCall, _ value: SchemaInstance, _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    let result = value.result(call, facts)
    if let kinds = result.kinds, !header.kinds.isEmpty,
      !kinds.isTaken(by: header.kinds, asItIs: result.isTypedByService)
    {
      report(
        .wrongKind(found: "what gives \(kinds.words)", expected: header.kinds), at: value.node,
        value, when)
      return .fails
    }
    if let gives = result.formats, let wanted = wantedFormat(header), !gives.contains(wanted) {
      report(.wrongReference(gives: gives, wanted: wanted), at: value.node, value, when)
      return .fails
    }
    return ofOutcomes(value, header, when: when)
  }

  /// The identifier that a property takes: `AWS::EC2::Subnet.Id`.
  private func wantedFormat(_ header: SchemaFacts.Header) -> String? {
    guard let format = facts.operand(of: .format, in: header).map(facts.table.text),
      format.hasPrefix("AWS::")
    else { return nil }
    return format
  }

  /// The texts that a function is known to come to.
  private mutating func ofOutcomes(
    _ value: SchemaInstance, _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    // Any text will do.
    if header.keywordCount == 0, header.kinds.isEmpty || header.kinds.contains(.string) {
      return .unknown
    }
    var verdict = Verdict.fits
    for (text, condition) in value.outcomes {
      let here = when.and(condition)
      guard !here.isNever else { continue }
      guard let text else {
        for operand in facts.operands(of: .ruled, in: header) {
          _ = ruled(operand, value, when: here)
        }
        verdict = verdict.and(Verdict.unknown.holding(when: condition))
        continue
      }
      verdict = verdict.and(ofText(text, value, header, when: here).holding(when: condition))
    }
    return verdict
  }
}

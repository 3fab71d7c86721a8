/// Scalars, and what functions are known to give.
extension SchemaCheck {
  mutating func ofScalar(
    _ place: Place, _ node: SyntaxNode, _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    // A null is a defect of its own, wherever it stands.
    if node.isNull { return .unknown }
    let bytes = node.textBytes
    // `{% … %}` is an expression of JSONata in a state machine.
    if hasSubstitutions, contains("${", in: bytes) || contains("{%", in: bytes) {
      return .unknown
    }
    if contains("{{resolve:", in: bytes) {
      let isScalar = header.kinds.isEmpty || !header.kinds.isDisjoint(with: .scalar)
      if !isScalar {
        report(.wrongKind(found: "a text", expected: header.kinds), at: node, place, when)
      }
      return isScalar ? .unknown : .fails
    }
    return ofText(
      ScalarText(text: node.text, isPlain: node.style == .plain && node.tag == nil),
      at: node, place, header, when: when)
  }

  struct ScalarText {
    let text: String
    /// Whether YAML may read it as a number or a boolean.
    let isPlain: Bool
  }

  mutating func ofText(
    _ scalar: ScalarText, at node: SyntaxNode, _ place: Place, _ header: SchemaFacts.Header,
    when: Condition
  ) -> Verdict {
    let text = scalar.text
    if !header.kinds.isEmpty, !kinds(header.kinds, take: scalar) {
      report(
        .wrongKind(found: "`\(text.shortened)`", expected: header.kinds), at: node, place, when)
      return .fails
    }
    var verdict = Verdict.fits
    for index in 0..<header.keywordCount {
      guard let (keyword, operand) = facts.keyword(index, of: header) else { continue }
      // What is known beyond the registry is known of regions, and newer.
      if keyword == .values, rule == 0, facts.operand(of: .ruled, in: header) != nil { continue }
      if let fault = fault(of: text, keyword, operand) {
        report(fault, at: node, place, when)
        verdict = .fails
      } else if isUnknown(keyword, operand) {
        verdict = verdict.and(.unknown)
      } else {
        verdict = verdict.and(general(keyword, operand, place, when: when))
      }
    }
    return verdict
  }

  /// CloudFormation turns numbers and booleans to texts and back as a property needs it.
  private func kinds(_ kinds: ValueKinds, take scalar: ScalarText) -> Bool {
    if kinds.contains(.string) { return true }
    if kinds.contains(.boolean) {
      switch scalar.text {
      case "true", "True", "TRUE", "false", "False", "FALSE": return true
      default: break
      }
    }
    if kinds.contains(.number), Double(scalar.text)?.isFinite == true { return true }
    if kinds.contains(.integer), let number = Double(scalar.text), number == number.rounded() {
      return true
    }
    return false
  }

  /// A pattern that cannot be carried exactly says nothing.
  private func isUnknown(_ keyword: SchemaKeyword, _ operand: UInt32) -> Bool {
    keyword == .pattern && facts.pattern(operand) == nil
  }

  private var isAboutVersions: Bool {
    rule != 0 && facts.table.text(rule) == "unsupported-engine-version"
  }

  private func fault(
    of text: String, _ keyword: SchemaKeyword, _ operand: UInt32
  ) -> SchemaFault.Kind? {
    switch keyword {
    case .values, .valuesIgnoringCase:
      let permitted = facts.values(operand)
      let isPermitted = permitted.contains { isEqual($0, text, keyword == .valuesIgnoringCase) }
      let isKnownToBeRefused =
        !isPermitted && !(isAboutVersions && mayBeNewer(text, than: permitted))
      return isKnownToBeRefused ? .refusedValue(text, permitted: permitted) : nil
    case .pattern:
      guard let pattern = facts.pattern(operand), pattern.matches(text) == false else {
        return nil
      }
      return .patternMismatch(text, pattern: facts.table.text(operand))
    case .minLength:
      let count = text.unicodeScalars.count
      return count < operand ? .length(count, minimum: Int(operand), maximum: nil) : nil
    case .maxLength:
      let count = text.unicodeScalars.count
      return count > operand ? .length(count, minimum: nil, maximum: Int(operand)) : nil
    case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf:
      return magnitude(of: text, keyword, operand)
    default: return nil
    }
  }

  private func magnitude(
    of text: String, _ keyword: SchemaKeyword, _ operand: UInt32
  ) -> SchemaFault.Kind? {
    guard let value = Double(text), value.isFinite, let limit = facts.table.layout?.number(operand)
    else { return nil }
    switch keyword {
    case .minimum where value < limit: return .magnitude(text, limit: limit, bound: .minimum)
    case .maximum where value > limit: return .magnitude(text, limit: limit, bound: .maximum)
    case .exclusiveMinimum where value <= limit:
      return .magnitude(text, limit: limit, bound: .aboveMinimum)
    case .exclusiveMaximum where value >= limit:
      return .magnitude(text, limit: limit, bound: .belowMaximum)
    case .multipleOf
    where limit > 0 && (value / limit).rounded() * limit != value:
      return .magnitude(text, limit: limit, bound: .multiple)
    default: return nil
    }
  }

  /// `true` and `True` are one value, and so are `1` and `1.0`.
  private func isEqual(_ permitted: String, _ text: String, _ ignoresCase: Bool) -> Bool {
    if PythonString.isEqual(permitted, text) { return true }
    if ignoresCase || permitted == "true" || permitted == "false" {
      return permitted.lowercased() == text.lowercased()
    }
    guard let number = Double(permitted), let other = Double(text) else { return false }
    return number == other
  }
}

extension String {
  /// For messages: the beginning of a long text.
  var shortened: String { count > 60 ? prefix(57) + "…" : self }
}

/// Scalars.
extension SchemaCheck {
  mutating func ofScalar(
    _ value: SchemaInstance, _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    // A null is a defect of its own, wherever it stands.
    if value.node.isNull { return .unknown }
    if contains("{{resolve:", in: value.node.textBytes) {
      let isScalar = header.kinds.isEmpty || !header.kinds.isDisjoint(with: .scalar)
      if !isScalar {
        report(.wrongKind(found: "a text", expected: header.kinds), at: value.node, value, when)
      }
      return isScalar ? .unknown : .fails
    }
    return ofText(value.text, value, header, when: when)
  }

  mutating func ofText(
    _ text: String, _ value: SchemaInstance, _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    if isPackaged(value) { return .unknown }
    if !header.kinds.isEmpty, !header.kinds.take(text) {
      if isReporting {
        report(
          .wrongKind(found: "`\(text.shortened)`", expected: header.kinds), at: value.node, value,
          when)
      }
      return .fails
    }
    var verdict = Verdict.fits
    for index in 0..<header.keywordCount {
      if isDecided(verdict) { break }
      guard let (keyword, operand) = facts.keyword(index, of: header) else { continue }
      switch test(text, keyword, operand) {
      case .fits: break
      case .unknown: verdict = verdict.and(.unknown)
      case .fails:
        if isReporting, let fault = fault(of: text, keyword, operand) {
          report(fault, at: value.node, value, when)
        }
        verdict = .fails
      case .isNoTest: verdict = verdict.and(general(keyword, operand, value, when: when))
      }
    }
    return verdict
  }

  private enum Test { case fits, fails, unknown, isNoTest }

  private func test(_ text: String, _ keyword: SchemaKeyword, _ operand: UInt32) -> Test {
    switch keyword {
    case .values, .valuesIgnoringCase:
      return isPermitted(text, operand, ignoringCase: keyword == .valuesIgnoringCase)
        ? .fits : .fails
    case .pattern:
      // A pattern that cannot be carried exactly says nothing.
      guard let isMatch = facts.pattern(operand)?.matches(text) else { return .unknown }
      return isMatch ? .fits : .fails
    case .format:
      guard let format = facts.format(operand) else { return .unknown }
      return format.accepts(text) ? .fits : .fails
    case .minLength: return text.unicodeScalars.count >= operand ? .fits : .fails
    case .maxLength:
      return text.utf8.count <= operand || text.unicodeScalars.count <= operand ? .fits : .fails
    case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf:
      return isWithin(text, keyword, operand) ? .fits : .fails
    default: return .isNoTest
    }
  }

  private func isPermitted(_ text: String, _ operand: UInt32, ignoringCase: Bool) -> Bool {
    let list = facts.table.list(operand)
    for index in 0..<list.count {
      let name = facts.table.word(list.index(index)) >> 3
      if let bytes = facts.table.layout?.name(name), text.utf8.elementsEqual(bytes) { return true }
    }
    // `true` and `True` are one value, and so are `1` and `1.0`: rarely asked.
    let number = Double(text)
    let lowercased = text.lowercased()
    guard ignoringCase || number != nil || lowercased == "true" || lowercased == "false" else {
      return false
    }
    return facts.values(operand).contains { permitted in
      ignoringCase || permitted == "true" || permitted == "false"
        ? permitted.lowercased() == lowercased : number != nil && Double(permitted) == number
    }
  }

  private func isWithin(_ text: String, _ keyword: SchemaKeyword, _ operand: UInt32) -> Bool {
    guard let value = Double(text), value.isFinite,
      let limit = facts.table.layout?.number(operand)
    else { return true }
    switch keyword {
    case .minimum: return value >= limit
    case .maximum: return value <= limit
    case .exclusiveMinimum: return value > limit
    case .exclusiveMaximum: return value < limit
    case .multipleOf: return limit <= 0 || (value / limit).rounded() * limit == value
    default: return true
    }
  }

  private func fault(
    of text: String, _ keyword: SchemaKeyword, _ operand: UInt32
  ) -> SchemaFault.Kind? {
    func magnitude(_ bound: SchemaFault.Bound) -> SchemaFault.Kind {
      .magnitude(text, limit: facts.table.layout?.number(operand) ?? 0, bound: bound)
    }
    let count = text.unicodeScalars.count
    return switch keyword {
    case .values, .valuesIgnoringCase: .refusedValue(text, permitted: facts.values(operand))
    case .pattern: .patternMismatch(text, pattern: facts.table.text(operand))
    case .format: .malformed(text, format: facts.format(operand)?.words ?? "")
    case .minLength: .length(count, minimum: Int(operand), maximum: nil)
    case .maxLength: .length(count, minimum: nil, maximum: Int(operand))
    case .minimum: magnitude(.minimum)
    case .maximum: magnitude(.maximum)
    case .exclusiveMinimum: magnitude(.aboveMinimum)
    case .exclusiveMaximum: magnitude(.belowMaximum)
    case .multipleOf: magnitude(.multiple)
    default: nil
    }
  }

  /// `aws cloudformation package` puts the place of what it uploads where a path stands.
  private func isPackaged(_ value: SchemaInstance) -> Bool {
    packagedProperties[resourceType]?.contains(value.key.text) == true
  }
}

extension ValueKinds {
  /// Whether a scalar can be taken for a value of these kinds: CloudFormation turns numbers and
  /// booleans to texts and back as a property needs it.
  fileprivate func take(_ text: String) -> Bool {
    if contains(.string) { return true }
    if contains(.boolean) {
      switch text {
      case "true", "True", "TRUE", "false", "False", "FALSE": return true
      default: break
      }
    }
    guard contains(.number) || contains(.integer), let number = Double(text), number.isFinite
    else { return false }
    return contains(.number) || number == number.rounded()
  }
}

extension String {
  /// For messages: the beginning of a long text.
  var shortened: String { count > 60 ? prefix(57) + "…" : self }
}

/// The properties that may name a local file or folder until the template is packaged, of types in
/// which they take something else.
///
/// Source: `aws cloudformation package` in the AWS CLI command reference.
private let packagedProperties: [String: Set<String>] = [
  "AWS::CodeCommit::Repository": ["S3"],
  "AWS::ElasticBeanstalk::ApplicationVersion": ["SourceBundle"],
  "AWS::Lambda::Function": ["Code"],
  "AWS::Lambda::LayerVersion": ["Content"],
  "AWS::ApiGateway::RestApi": ["BodyS3Location"],
  "AWS::StepFunctions::StateMachine": ["DefinitionS3Location"],
]

/// Scalars.
extension SchemaCheck {
  /// - Parameter outcome: What a function comes to; nil for the text of a scalar.
  mutating func ofText(
    _ outcome: String?, _ value: SchemaInstance, _ header: SchemaFacts.Header, when: Condition
  ) -> Verdict {
    if !packaged.isEmpty, packaged.contains(value.key.text) { return .unknown }
    let text = outcome ?? value.text
    let number = { [facts] in
      outcome.map { facts.table.layout?.index(ofName: $0.utf8) } ?? value.number(facts)
    }
    if !header.kinds.isEmpty, !header.kinds.contains(.string), !header.kinds.take(text),
      !(outcome == nil && header.kinds.contains(.boolean) && value.node.isPlainBoolean)
    {
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
      // What is known beyond the registry is known of regions, and newer.
      if keyword == .values, rule == 0, facts.operand(of: .ruled, in: header) != nil { continue }
      switch test(text, number, keyword, operand) {
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

  /// - Parameter number: The table's number of the text, if it has one.
  private func test(
    _ text: String, _ number: () -> UInt32?, _ keyword: SchemaKeyword, _ operand: UInt32
  ) -> Test {
    switch keyword {
    case .values, .valuesIgnoringCase:
      return isPermitted(text, number(), operand, ignoringCase: keyword == .valuesIgnoringCase)
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

  private func isPermitted(
    _ text: String, _ number: UInt32?, _ operand: UInt32, ignoringCase: Bool
  ) -> Bool {
    let list = facts.table.list(operand)
    var isOfTexts = true
    for index in 0..<list.count {
      let word = facts.table.word(list.index(index))
      if word >> 3 == number { return true }
      isOfTexts = isOfTexts && word & 7 == 0
    }
    let isBoolean = text.utf8.count <= 5 && ["true", "false"].contains(text.lowercased())
    guard ignoringCase || isBoolean || !isOfTexts else { return false }
    // `true` and `True` are one value, and so are `1` and `1.0`: rarely asked.
    return facts.values(operand).contains { permitted in
      ignoringCase || isBoolean
        ? permitted.lowercased() == text.lowercased()
        : Double(permitted).map { $0 == Double(text) } == true
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
}

extension SyntaxNode {
  /// Whether YAML 1.1, which CloudFormation reads, takes a plain scalar for a boolean by a word of
  /// its own.
  fileprivate var isPlainBoolean: Bool {
    style == .plain && tag == nil && textBytes.count <= 3
      && ["yes", "no", "on", "off"].contains(text.lowercased())
  }
}

extension ValueKinds {
  /// Whether a scalar can be taken for a value of these kinds: CloudFormation turns numbers and
  /// booleans to texts and back as a property needs it.
  fileprivate func take(_ text: String) -> Bool {
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
  package var shortened: String { count > 60 ? prefix(57) + "…" : self }
}

/// The properties that may name a local file or folder until the template is packaged, of types in
/// which they take something else: `aws cloudformation package` puts the place of what it uploads
/// there.
///
/// Source: `aws cloudformation package` in the AWS CLI command reference.
let packagedProperties: [String: Set<String>] = [
  "AWS::CodeCommit::Repository": ["S3"],
  "AWS::ElasticBeanstalk::ApplicationVersion": ["SourceBundle"],
  "AWS::Lambda::Function": ["Code"],
  "AWS::Lambda::LayerVersion": ["Content"],
  "AWS::ApiGateway::RestApi": ["BodyS3Location"],
  "AWS::StepFunctions::StateMachine": ["DefinitionS3Location"],
]

/// Holds values of a template against schemas of the table of resource types.
///
/// One walk gives both the verdict, which composite schemas ask for, and the faults, which rules
/// report. Conditions of the template are followed exactly; what a function, an input or a macro
/// makes is not known, and fits as long as nothing is known against it.
struct SchemaCheck {
  let template: CloudFormationTemplate
  let facts: SchemaFacts
  private(set) var faults: [SchemaFault] = []
  /// Off while a composite schema tries an alternative.
  private(set) var isReporting = true
  /// The resource type whose properties are checked.
  var resourceType = ""
  /// The rule that the schemas below belong to.
  private var rule: UInt32 = 0
  private var depth = 0

  /// Schemas inside of schemas; a recursive one may have a value as deep as a parser takes it.
  private static let depthLimit = 512

  init(of template: CloudFormationTemplate, facts: SchemaFacts) {
    self.template = template
    self.facts = facts
  }

  mutating func takeFaults() -> [SchemaFault] {
    defer { faults = [] }
    return faults
  }

  mutating func verdict(
    of value: SchemaInstance, _ schema: Schema, when: Condition
  ) -> Verdict {
    guard schema != .anything else { return .fits }
    guard depth < Self.depthLimit else { return .unknown }
    depth += 1
    defer { depth -= 1 }
    let header = facts.header(of: schema)
    if header.kinds.contains(.never) {
      report(.forbiddenProperty(value.key.text), at: value.key, value, when)
      return .fails
    }
    switch value.shape {
    case .unknown: return .unknown
    case .absent: return ofMap(value, header, when: when)
    case .call(let call): return ofCall(call, value, schema, header, when: when)
    case .scalar: return ofScalar(value, header, when: when)
    case .list:
      guard permits(.array, header, value, when) else { return .fails }
      return ofList(value, header, when: when)
    case .map:
      guard permits(.object, header, value, when) else { return .fails }
      return ofMap(value, header, when: when)
    }
  }

  private mutating func permits(
    _ kind: ValueKinds, _ header: SchemaFacts.Header, _ value: SchemaInstance, _ when: Condition
  ) -> Bool {
    guard !header.kinds.isEmpty, header.kinds.isDisjoint(with: kind) else { return true }
    // A function beside other keys is reported as that.
    let isFunction = value.node.entries.contains { $0.key.textBytes.starts(with: "Fn::".utf8) }
    guard !isFunction else { return false }
    let found = kind == .array ? "a list" : "a map"
    report(.wrongKind(found: found, expected: header.kinds), at: value.node, value, when)
    return false
  }

  /// Whether more of a value need be looked at: a failing one is not reported twice as failing.
  func isDecided(_ verdict: Verdict) -> Bool {
    if isReporting { return false }
    if case .fails = verdict { return true }
    return false
  }

  // MARK: Composite schemas

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
      let verdict = quietly { $0.verdict(of: value, Schema(word: operand), when: when) }.negated
      report(.refusedForm, at: value.node, value, when.and(verdict.failing))
      return verdict
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

  private mutating func reportNoAlternative(
    of operand: UInt32, _ value: SchemaInstance, _ condition: Condition
  ) {
    guard isReporting, !condition.isNever else { return }
    let schemas = facts.schemas(operand)
    if let formats = formats(of: schemas) {
      let kind = faultOfFormats(formats, value)
      report(kind, at: value.node, value, condition)
    } else {
      report(missing(of: schemas) ?? .fitsNoAlternative, at: value.anchor, value, condition)
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
      let gives = FunctionResult(of: call, in: template, facts).formats
    else {
      let words = formats.compactMap { ValueFormat.named($0)?.words }
      return .malformed(value.text, format: words.joined(separator: ", or "))
    }
    return .wrongReference(gives: gives, wanted: formats.joined(separator: " or "))
  }

  /// Of alternatives that each ask for one property: those properties.
  private func missing(of schemas: [Schema]) -> SchemaFault.Kind? {
    var names: [String] = []
    for schema in schemas {
      let header = facts.header(of: schema)
      guard let required = facts.operand(of: .required, in: header).map(facts.texts),
        required.count == 1, header.keywordCount == 1
      else { return nil }
      names += required
    }
    return .missingOneOf(names)
  }

  private mutating func conditional(
    _ operand: UInt32, _ value: SchemaInstance, when: Condition
  ) -> Verdict {
    let parts = facts.table.list(operand)
    guard parts.count == 3 else { return .unknown }
    let premise = facts.schema(0, of: parts)
    let test = quietly { $0.verdict(of: value, premise, when: when) }
    switch test {
    case .fits: return verdict(of: value, facts.schema(1, of: parts), when: when)
    case .fails: return verdict(of: value, facts.schema(2, of: parts), when: when)
    case .unknown: return .unknown
    case .depends(let fails, let fits):
      var result = Verdict.fits
      for (index, holds) in [(1, fits), (2, fails)] {
        let schema = facts.schema(index, of: parts)
        let here = when.and(holds)
        guard schema != .anything, !here.isNever else { continue }
        result = result.and(verdict(of: value, schema, when: here).holding(when: holds))
      }
      return result
    }
  }

  /// What holds beyond the registry's schema. Whether it does is no part of the verdict: nothing
  /// is decided by it.
  private mutating func ruled(
    _ operand: UInt32, _ value: SchemaInstance, when: Condition
  ) -> Verdict {
    guard isReporting, rule == 0 else { return .fits }
    let list = facts.table.list(operand)
    guard list.count == 3 else { return .fits }
    rule = facts.table.word(list.index(0))
    let before = faults.count
    _ = verdict(of: value, facts.schema(1, of: list), when: when)
    rule = 0
    if facts.table.word(list.index(2)) == 0, faults.count > before + 1 {
      faults.removeSubrange((before + 1)...)
    }
    return .fits
  }

  // MARK: Faults

  mutating func quietly<Result>(_ body: (inout SchemaCheck) -> Result) -> Result {
    let wasReporting = isReporting
    isReporting = false
    defer { isReporting = wasReporting }
    return body(&self)
  }

  mutating func report(
    _ kind: SchemaFault.Kind, at node: SyntaxNode, _ value: SchemaInstance,
    _ condition: Condition
  ) {
    guard isReporting, !condition.isNever else { return }
    faults.append(
      SchemaFault(
        kind: kind, span: node.isScalar ? node.contentSpan : node.span, condition: condition,
        rule: rule == 0 ? nil : facts.table.text(rule),
        property: value.key.isScalar ? template.plainText(value.key) : ""))
  }
}

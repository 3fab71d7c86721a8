/// Holds values of a template against schemas of the table of resource types.
///
/// One walk gives both the verdict, which composite schemas ask for, and the faults, which rules
/// report. Conditions of the template are followed exactly; what a function, an input or a macro
/// makes is not known, and fits as long as nothing is known against it.
struct SchemaCheck {
  let template: CloudFormationTemplate
  let facts: SchemaFacts
  var faults: [SchemaFault] = []
  /// Off while a composite schema tries an alternative.
  private(set) var isReporting = true
  /// The properties that may name a local file until the template is packaged.
  var packaged: Set<String> = []
  /// The rule that the schemas below belong to.
  var rule: UInt32 = 0
  /// Those whose schemas are looked at; nil: all.
  var rulesWanted: Set<String>?
  /// The rules whose schemas something was held against.
  var rulesAsked: Set<String> = []
  private var depth = 0

  /// Schemas inside of schemas; a recursive one may have a value as deep as a parser takes it.
  private static let depthLimit = 256

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
    case .unknown, .null: return .unknown
    case .dynamicReference:
      return permits(.scalar, header, value, when) ? .unknown : .fails
    case .absent: return ofMap(value, header, when: when)
    case .call(let call): return ofCall(call, value, schema, header, when: when)
    case .scalar: return ofText(nil, value, header, when: when)
    case .list:
      guard permits(.array, header, value, when) else { return .fails }
      return ofList(value, header, when: when)
    case .map:
      guard permits(.object, header, value, when) else { return .fails }
      return ofMap(value, header, when: when)
    }
  }

  private mutating func permits(
    _ kinds: ValueKinds, _ header: SchemaFacts.Header, _ value: SchemaInstance, _ when: Condition
  ) -> Bool {
    guard !header.kinds.isEmpty, header.kinds.isDisjoint(with: kinds) else { return true }
    // A function beside other keys is reported as that.
    let isFunction = value.node.entries.contains { $0.key.textBytes.starts(with: "Fn::".utf8) }
    guard !isFunction else { return false }
    report(.wrongKind(found: value.words, expected: header.kinds), at: value.node, value, when)
    return false
  }

  /// Whether more of a value need be looked at: a failing one is not reported twice as failing.
  func isDecided(_ verdict: Verdict) -> Bool {
    if isReporting { return false }
    if case .fails = verdict { return true }
    return false
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

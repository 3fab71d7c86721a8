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
  var isReporting = true
  /// The rule that the schemas below belong to.
  var rule: UInt32 = 0
  /// The rules whose schemas something was held against.
  var rulesAsked: Set<String> = []
  /// Whether `${…}` in a text stands for something that is not known.
  var hasSubstitutions = false
  private var depth = 0
  /// The table's numbers of the names of keys, by the tree's numbers.
  private var keyNumbers: [UInt32]

  /// Schemas inside of schemas; a recursive one may have a value as deep as a parser takes it.
  private static let depthLimit = 512
  private static let unknownKey = UInt32.max
  private static let notLookedUp = UInt32.max - 1

  init(of template: CloudFormationTemplate, facts: SchemaFacts) {
    self.template = template
    self.facts = facts
    keyNumbers = Array(repeating: Self.notLookedUp, count: template.tree.names.count)
  }

  /// A value of a property.
  struct Place {
    /// No node where there is no value: an empty map.
    let node: SyntaxNode?
    /// The key that the value stands under, or the list that it is an element of.
    let key: SyntaxNode
    /// What shows a fault of the value as a whole: its key, or what it begins with where it has none.
    let anchor: SyntaxNode

    init(node: SyntaxNode?, key: SyntaxNode) {
      self.node = node
      self.key = key
      anchor = key
    }

    /// An element of a list, or a branch of a function.
    init(part node: SyntaxNode, of place: Place) {
      self.node = node
      key = place.key
      anchor = node.beginning
    }
  }

  mutating func takeFaults() -> [SchemaFault] {
    defer { faults = [] }
    return faults
  }

  mutating func verdict(of place: Place, _ schema: Schema, when: Condition) -> Verdict {
    guard schema != .anything else { return .fits }
    guard depth < Self.depthLimit else { return .unknown }
    depth += 1
    defer { depth -= 1 }
    let header = facts.header(of: schema)
    if header.kinds.contains(.never) {
      report(.forbiddenProperty(place.key.text), at: place.key, place, when)
      return .fails
    }
    guard let node = place.node else { return ofMap(place, header, when: when) }
    if let call = IntrinsicCall(node) { return ofCall(call, place, header, when: when) }
    switch shape(of: node) {
    case .unknown: return .unknown
    case .scalar: return ofScalar(place, node, header, when: when)
    case .list:
      guard permits(.array, header, node, place, when) else { return .fails }
      return ofList(place, node, header, when: when)
    case .map:
      guard permits(.object, header, node, place, when) else { return .fails }
      return ofMap(place, header, when: when)
    }
  }

  private enum Shape { case scalar, list, map, unknown }

  private func shape(of node: SyntaxNode) -> Shape {
    let target = node.target
    if target.tag != nil, target.tag != "!!str" { return .unknown }
    switch target.kind {
    // A directive of a program that packs templates before they are deployed.
    case .mapping: return target.beginning.text.hasPrefix("Rain::") ? .unknown : .map
    case .sequence: return .list
    case .scalar: return template.holdsSymbol(target) ? .unknown : .scalar
    case .alias: return .unknown
    }
  }

  private mutating func permits(
    _ kind: ValueKinds, _ header: SchemaFacts.Header, _ node: SyntaxNode, _ place: Place,
    _ when: Condition
  ) -> Bool {
    guard !header.kinds.isEmpty, header.kinds.isDisjoint(with: kind) else { return true }
    let found = kind == .array ? "a list" : "a map"
    report(.wrongKind(found: found, expected: header.kinds), at: node, place, when)
    return false
  }

  /// The keywords that any value is held against.
  mutating func general(
    _ keyword: SchemaKeyword, _ operand: UInt32, _ place: Place, when: Condition
  ) -> Verdict {
    switch keyword {
    case .allOf:
      return facts.schemas(operand).reduce(Verdict.fits) { verdict, schema in
        verdict.and(self.verdict(of: place, schema, when: when))
      }
    case .anyOf: return anyOf(facts.schemas(operand), place, when: when)
    case .oneOf: return oneOf(facts.schemas(operand), place, when: when)
    case .not: return negation(Schema(word: operand), place, when: when)
    case .conditional: return conditional(operand, place, when: when)
    case .ruled: return ruled(operand, place, when: when)
    default: return .fits
    }
  }

  private mutating func anyOf(
    _ schemas: [Schema], _ place: Place, when: Condition
  ) -> Verdict {
    var verdict = Verdict.fails
    for schema in schemas {
      verdict = verdict.or(quietly { $0.verdict(of: place, schema, when: when) })
      if case .fits = verdict { return .fits }
    }
    reportNoForm(schemas, place, when.and(verdict.failing))
    return verdict
  }

  private mutating func reportNoForm(_ schemas: [Schema], _ place: Place, _ condition: Condition) {
    let scalar = place.node.flatMap { $0.isScalar && IntrinsicCall($0) == nil ? $0 : nil }
    report(
      missing(of: schemas) ?? .fitsNoAlternative(scalar?.text), at: scalar ?? place.anchor, place,
      condition)
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

  private mutating func oneOf(
    _ schemas: [Schema], _ place: Place, when: Condition
  ) -> Verdict {
    let verdicts = schemas.map { schema in
      quietly { $0.verdict(of: place, schema, when: when) }
    }
    let none = verdicts.reduce(Verdict.fails) { $0.or($1) }
    reportNoForm(schemas, place, when.and(none.failing))
    var several = Condition.never
    for (index, one) in verdicts.enumerated() {
      for other in verdicts[(index + 1)...] {
        several = several.or(one.fitting.and(other.fitting))
      }
    }
    report(.fitsSeveralAlternatives, at: place.anchor, place, when.and(several))
    let exactlyOne = several.isNever ? none : none.and(Verdict(fails: several, fits: .never))
    return exactlyOne
  }

  private mutating func conditional(
    _ operand: UInt32, _ place: Place, when: Condition
  ) -> Verdict {
    let parts = facts.schemas(operand)
    guard parts.count == 3 else { return .unknown }
    let test = quietly { $0.verdict(of: place, parts[0], when: when) }
    var result = Verdict.fits
    for (schema, holds) in [(parts[1], test.fitting), (parts[2], test.failing)] {
      let here = when.and(holds)
      guard schema != .anything, !here.isNever else { continue }
      if rule != 0, facts.header(of: schema).kinds.contains(.never) {
        reportCombination(parts[0], place, here)
        result = result.and(Verdict.fails.holding(when: holds))
        continue
      }
      result = result.and(verdict(of: place, schema, when: here).holding(when: holds))
    }
    if case .unknown = test, case .fits = result { return .unknown }
    return result
  }

  // MARK: Faults

  mutating func quietly<Result>(_ body: (inout SchemaCheck) -> Result) -> Result {
    let wasReporting = isReporting
    isReporting = false
    defer { isReporting = wasReporting }
    return body(&self)
  }

  mutating func report(
    _ kind: SchemaFault.Kind, at node: SyntaxNode, _ place: Place,
    _ condition: Condition
  ) {
    guard isReporting, !condition.isNever else { return }
    faults.append(
      SchemaFault(
        kind: kind, span: node.isScalar ? node.contentSpan : node.span, condition: condition,
        rule: rule == 0 ? nil : facts.table.text(rule), property: propertyName(place)))
  }

  private func propertyName(_ place: Place) -> String {
    place.key.isScalar ? template.plainText(place.key) : ""
  }

  // MARK: Names

  /// The table's number of a key; nil where the table does not know it, or it is not known.
  mutating func number(ofKey key: SyntaxNode) -> UInt32? {
    let name = template.tree.nodes[key.target.index].name
    guard name != .max, Int(name) < keyNumbers.count else { return nil }
    if keyNumbers[Int(name)] == Self.notLookedUp {
      keyNumbers[Int(name)] =
        facts.table.layout?.index(ofName: template.tree.names[name].utf8) ?? Self.unknownKey
    }
    let number = keyNumbers[Int(name)]
    return number == Self.unknownKey ? nil : number
  }
}

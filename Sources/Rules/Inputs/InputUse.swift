import ProtonLint

/// A property of a resource whose value an input decides, alone or as a part of a text.
struct InputUse {
  let input: String
  let symbol: Symbol
  /// The whole value of the property.
  let value: Value
  let resource: Resource
  let condition: Condition

  /// Where the input's value stands in the template.
  let span: Span
}

extension Resource {
  /// The inputs that are the value at a path; as part of a text as well, if asked for.
  func inputs(at path: [String], amidText: Bool = false) -> [InputUse] {
    values(at: path).flatMap { inputs(in: $0.value, amidText: amidText, when: $0.condition) }
  }

  func inputs(in value: Value, amidText: Bool, when condition: Condition) -> [InputUse] {
    func use(_ part: Value) -> InputUse? {
      guard case .symbol(let symbol) = part.form, let name = symbol.inputName else { return nil }
      return InputUse(
        input: name, symbol: symbol, value: value, resource: self, condition: condition,
        span: part.span)
    }
    if amidText, case .text(let parts) = value.form { return parts.compactMap(use) }
    return use(value).map { [$0] } ?? []
  }
}

extension Symbol {
  /// Whether neither a list of values nor a pattern says what the text of an input may be.
  var isFreeText: Bool { allowed == nil && pattern == nil && (type == .string || type == nil) }

  /// A text that the schema permits and a pattern does not match.
  func permittedText(outside pattern: Pattern) -> PatternDifference {
    guard allowed == nil, type == .string || type == nil else { return .unknown }
    guard let own = self.pattern.map({ try? Pattern($0) }) ?? Pattern.everything else {
      return .unknown
    }
    let least = max(0, minLength ?? 0)
    return own.difference(from: pattern, lengths: least...max(least, maxLength ?? .max))
  }
}

/// Problems at the places of inputs, each with all the uses that make it one.
struct ProblemsByInput {
  private struct Key: Hashable {
    let place: Span
    let message: String
  }

  private struct Gathered {
    let help: String
    let evidence: String
    var uses: [Label] = []
    var condition = Condition.never
  }

  private var gathered: [Key: Gathered] = [:]

  /// - Parameter place: In the schema: the input, or one of its values.
  mutating func add(
    _ message: String, at place: Span, use: InputUse, _ words: String, help: String
  ) {
    let key = Key(place: place, message: message)
    var known = gathered[key] ?? Gathered(help: help, evidence: use.input)
    let label = Label(use.span, words)
    if !known.uses.contains(label), known.uses.count < 8 { known.uses.append(label) }
    known.condition = known.condition.or(use.condition)
    gathered[key] = known
  }

  var problems: [Problem] {
    gathered.map { key, known in
      Problem(
        key.message, at: Label(key.place), related: known.uses, help: known.help,
        when: known.condition, evidence: known.evidence)
    }
  }
}

extension Model {
  /// The place of a permitted value in the schema's `enum`; that of the input where it is not found.
  func place(of text: String, permittedBy symbol: Symbol, for resource: Resource) -> Span? {
    let bundle = graph.templates[resource.template].bundle
    return bundle.flatMap { place(of: text, permittedBy: symbol, in: workspace[$0]) }
      ?? symbol.declaration
  }

  func place(of text: String, permittedBy symbol: Symbol, in bundle: TemplateBundle) -> Span? {
    for outer in bundle.shapes {
      for property in outer.shape.properties where property.nameSpan == symbol.declaration {
        return property.shape.allowed?.first { $0.text == text }?.span
      }
    }
    return symbol.declaration
  }
}

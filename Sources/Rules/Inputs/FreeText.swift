import ProtonLint

/// The steps that one rule may spend on the patterns of one bundle: a few tenths of a second, more
/// than any schema needs that was not written to need more.
let searchBudget = 8_000_000

extension InputShape {
  /// A permitted text that also matches a pattern: nil if there is none, or it is not known.
  func permittedText(matching pattern: String, budget: inout Int) -> String? {
    guard let wanted = try? Pattern(pattern) else { return nil }
    if let allowed {
      return allowed.lazy.map(\.text).first { wanted.matches($0) == true }
    }
    guard type == .string, let language else { return nil }
    guard case .text(let text) = language.matching(wanted).example(budget: &budget) else {
      return nil
    }
    return text
  }

  /// A permitted text with more than a number of code points.
  func permitsText(longerThan length: Int, budget: inout Int) -> Bool {
    if let allowed { return allowed.contains { $0.text.unicodeScalars.count > length } }
    guard type == .string, let language else { return false }
    if case .text = language.longer(than: length).example(budget: &budget) { return true }
    return false
  }

  /// What the pattern and the lengths permit; nil where the pattern is not understood.
  var language: TextLanguage? {
    var patterns: [Pattern] = []
    if let text = pattern?.text {
      guard let pattern = try? Pattern(text) else { return nil }
      patterns.append(pattern)
    }
    return TextLanguage(matching: patterns, minLength: minLength ?? 0, maxLength: maxLength)
  }

  /// Whether any text at all is taken, lengths aside.
  var isFreeText: Bool { type == .string && allowed == nil && pattern == nil }
}

extension Check {
  /// A check of the inputs that a bundle's templates print in some places, each input once with
  /// all of its places in the order of the templates.
  static func printedInput(
    where isPlace: @escaping @Sendable (CloudFormationTemplate) -> [PrintedSymbol],
    _ check:
      @escaping @Sendable (
        InputProperty, _ places: [PrintedSymbol], Condition, _ budget: inout Int
      ) -> Problem?
  ) -> Check {
    .bundle { bundle, model in
      guard let schema = bundle.schema else { return [] }
      var places: [Span: [PrintedSymbol]] = [:]
      var conditions: [Span: Condition] = [:]
      for template in model.templates(of: bundle.id) {
        let reads = template.rendered.inputReads(of: schema)
        for (place, path) in template.paths.flatMap({ path in isPlace(path).map { ($0, path) } }) {
          guard case .input = place.symbol.source, let declaration = place.symbol.declaration else {
            continue
          }
          conditions[declaration] =
            conditions[declaration]?.or(path.condition) ?? path.condition
          let place = place.narrowed(to: declaration, reads)
          if places[declaration]?.contains(where: { $0.span == place.span }) != true {
            places[declaration, default: []].append(place)
          }
        }
      }
      var budget = searchBudget
      return schema.allProperties.compactMap { property in
        guard let places = places[property.nameSpan], let condition = conditions[property.nameSpan]
        else { return nil }
        return check(property, places, condition, &budget)
      }
    }
  }
}

extension PrintedSymbol {
  /// At the first place that reads the input, where only the whole scalar is known: the text of a
  /// block stands elsewhere than in the template.
  fileprivate func narrowed(to declaration: Span, _ reads: [Span: InputProperty]) -> PrintedSymbol {
    let inside = reads.filter { $1.nameSpan == declaration && span.contains($0) }
    guard let first = inside.keys.min() else { return self }
    return PrintedSymbol(
      symbol: symbol, span: first, isPlain: isPlain, lineBefore: lineBefore, lineBehind: lineBehind)
  }
}

extension [PrintedSymbol] {
  /// The first places, for a finding at the schema.
  func related(_ words: String) -> [Label] { prefix(3).map { Label($0.span, words) } }
}

extension RenderedFile {
  /// The places of conditions: of `if`, of an inline `if`, and of tests for what is there.
  var conditionSpans: [Span] {
    var spans: [Span] = []
    renderings.template.walkStatements { statement in
      guard case .if(let branches) = statement.kind else { return }
      spans += branches.compactMap { $0.condition?.span }
    }
    renderings.template.walkExpressions { expression in
      if case .conditional(_, let condition, _) = expression.kind { spans.append(condition.span) }
    }
    return spans
  }
}

/// A text for a message, as short as it can be.
func quotedText(_ text: String) -> String {
  if text.isEmpty { return "the empty text" }
  if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
    return "a text with a line break"
  }
  return "`\(text)`"
}

extension RenderedFile {
  /// The places that read an input of a schema.
  func inputReads(of schema: InputSchema) -> [Span: InputProperty] {
    Dictionary(
      renderings.reads.compactMap { read in
        guard let name = read.name,
          let input = schema.inputs(of: read.namespace)?.property(name)
        else { return nil }
        return (read.span, input)
      }, uniquingKeysWith: { first, _ in first })
  }
}

/// Inputs with many permitted values, cut into the few parts that a template's conditions tell
/// apart: so `n > 2` and `n < 3` are answers to one question, and cannot both hold.
extension Renderer {
  /// The most integers that are looked at one by one.
  private static let pointLimit = 8

  /// What decides on an input of the schema, part by part; nil where it has no parts.
  func partition(of symbol: JinjaSymbol) -> Condition.Subject? {
    let known = symbol.symbol
    guard case .input = known.source, known.allowed == nil, symbol.shape?.isNullable != true else {
      return nil
    }
    switch known.type {
    case .integer?:
      return Condition.Subject(
        .number, known.expression, in: template.file,
        outcomes: ranges(of: known).map(\.outcome))
    case .string?:
      let texts = literals.texts.filter { permits($0, known) }
      let empty = literals.texts.contains("") || !permits("", known) ? [] : [""]
      return Condition.Subject(
        .text, known.expression, in: template.file,
        outcomes: empty + texts + [Condition.Subject.otherText])
    case .list?:
      return Condition.Subject(
        .count, known.expression, in: template.file,
        outcomes: possibleCounts(of: symbol).map(String.init))
    case .boolean?, .number?, .map?, nil: return nil
    }
  }

  private func permits(_ text: String, _ symbol: Symbol) -> Bool {
    let length = text.unicodeScalars.count
    return length >= symbol.minLength ?? 0 && length <= symbol.maxLength ?? .max
  }

  // MARK: Integers

  /// A run of integers, to either side without an end where nothing bounds it.
  private struct IntegerRange {
    let low: Int?
    let high: Int?

    var outcome: String {
      if let low, low == high { return String(low) }
      return (low.map(String.init) ?? "") + ".." + (high.map(String.init) ?? "")
    }

    /// An integer in it: all of them compare alike with each cut.
    var example: Int { low ?? high ?? 0 }
  }

  private func bounds(of symbol: Symbol) -> (low: Int?, high: Int?) {
    (
      symbol.minimum.flatMap { Int(exactly: $0.rounded(.up)) },
      symbol.maximum.flatMap { Int(exactly: $0.rounded(.down)) }
    )
  }

  /// The permitted integers, cut at each number that something is compared with, and at zero.
  private func ranges(of symbol: Symbol) -> [IntegerRange] {
    let (low, high) = bounds(of: symbol)
    var cuts = literals.numbers
    if !cuts.contains(0) { cuts = (cuts + [0]).sorted() }
    if let points = points(of: symbol) { cuts = points }
    var ranges: [IntegerRange] = []
    func add(_ start: Int?, _ end: Int?) {
      let start = [start, low].compactMap { $0 }.max()
      let end = [end, high].compactMap { $0 }.min()
      if let start, let end, start > end { return }
      ranges.append(IntegerRange(low: start, high: end))
    }
    var next: Int?
    for cut in cuts {
      if cut > .min, next.map({ $0 < cut }) ?? true { add(next, cut - 1) }
      add(cut, cut)
      guard cut < .max else { return ranges }
      next = cut + 1
    }
    add(next, nil)
    return ranges
  }

  /// The permitted integers where they are few.
  private func points(of symbol: Symbol) -> [Int]? {
    guard let low = bounds(of: symbol).low, let high = bounds(of: symbol).high, low <= high,
      !high.subtractingReportingOverflow(low).overflow, high - low < Self.pointLimit
    else { return nil }
    return Array(low...high)
  }

  /// A value as a choice, where it is one of few: an enum of the schema, a few integers, a text in
  /// which such a value is printed.
  func pointwise(_ value: JinjaValue) -> JinjaChoice? {
    if let choice = enumerated(value) { return choice }
    if case .string(let text) = value { return spelledOut(text) }
    guard case .symbol(let symbol) = value, let points = points(of: symbol.symbol),
      let subject = partition(of: symbol)
    else { return nil }
    let left = path.outcomes(of: subject)
    return JinjaChoice(
      subject: subject,
      alternatives: points.filter { left.contains(String($0)) }.map {
        ([String($0)], .integer($0))
      })
  }

  /// A text by what the first input in it that is one of few prints.
  private func spelledOut(_ text: JinjaText) -> JinjaChoice? {
    for (index, part) in text.parts.enumerated() {
      func with(_ parts: [JinjaText.Part]) -> JinjaValue {
        .string(
          JinjaText(
            parts: text.parts.prefix(index) + parts + text.parts.dropFirst(index + 1)))
      }
      switch part {
      case .printed(.choice(let subject, let alternatives)):
        return JinjaChoice(
          subject: subject, alternatives: alternatives.map { ($0.outcomes, with($0.parts)) })
      case .printed(.symbol(let symbol)):
        guard let subject = names.subject(of: symbol) else { continue }
        return JinjaChoice(
          subject: subject,
          alternatives: path.outcomes(of: subject).map { outcome in
            let printed = symbol.type != .boolean ? outcome : outcome == "true" ? "True" : "False"
            return ([outcome], with([.text(printed)]))
          })
      case .text, .printed(.character): continue
      }
    }
    return nil
  }

  // MARK: Questions

  /// The truth of an input, by its parts.
  func truth(byPartsOf symbol: JinjaSymbol) -> Predicate? {
    guard let subject = partition(of: symbol) else { return nil }
    switch subject.kind {
    case .text: return .atom(subject, subject.outcomes.filter { !$0.isEmpty })
    default: return .atom(subject, subject.outcomes.filter { $0 != "0" })
    }
  }

  /// What a comparison with a known value comes to, by the parts of an input.
  func compare(
    byPartsOf symbol: JinjaSymbol, _ relation: JinjaExpression.ComparisonOperator,
    _ value: JinjaValue, else undecided: Predicate
  ) -> Predicate? {
    if let count = symbol.count { return compare(count, relation, value, else: undecided) }
    guard let subject = partition(of: symbol) else { return nil }
    if case .string(let text) = value, let text = text.known {
      guard subject.kind == .text, relation == .equal, literals.texts.contains(text) || text.isEmpty
      else { return nil }
      return .atom(subject, subject.outcomes.filter { $0 == text })
    }
    guard subject.kind == .number, let number = value.integer,
      number == 0 || literals.numbers.contains(number) || points(of: symbol.symbol) != nil
    else { return nil }
    let holding = ranges(of: symbol.symbol).filter {
      relation.holds(between: $0.example, and: number)
    }
    return .atom(subject, holding.map(\.outcome))
  }

  /// A comparison of a list's length. The last count that is looked at may stand for more.
  private func compare(
    _ count: JinjaSymbol.ElementCount, _ relation: JinjaExpression.ComparisonOperator,
    _ value: JinjaValue, else undecided: Predicate
  ) -> Predicate? {
    guard let number = value.integer, (-1_000_000...1_000_000).contains(number) else { return nil }
    let outcomes = count.subject.outcomes
    return .deciding(
      count.subject,
      outcomes.map { outcome in
        let least = Int(outcome) ?? 0
        let most = outcome == outcomes.last ? count.most : least
        // Around the number is all that can make a difference.
        let samples = [least, number - 1, number, number + 1].filter {
          $0 >= least && $0 <= most ?? .max
        }
        let answers = Set(samples.map { relation.holds(between: $0, and: number) })
        return ([outcome], answers.count == 1 ? .known(answers.contains(true)) : undecided)
      })
  }
}

extension JinjaExpression.ComparisonOperator {
  fileprivate func holds(between left: Int, and right: Int) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    case .isIn, .isNotIn: false
    }
  }
}

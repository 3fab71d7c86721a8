/// What changed in the bounds of numbers, lengths and counts.
func boundChanges(_ old: InputShape, _ new: InputShape, _ path: InputPath) -> [VersionChange] {
  let comparison = BoundComparison(old: old, new: new, path: path)
  switch new.type {
  case .integer, .number:
    return [
      comparison.change(
        "minimum", "exclusiveMinimum", .lower, old.lowerBound(asIn: new), new.lowerBound(asIn: new)),
      comparison.change(
        "maximum", "exclusiveMaximum", .upper, old.upperBound(asIn: new), new.upperBound(asIn: new)),
      comparison.changeOfDivisor(),
    ].compactMap(\.self)
  case .string:
    return comparison.changes("minLength", "maxLength") { value in
      value.isScalar && !value.isNull ? value.text.unicodeScalars.count : nil
    }
  case .list:
    return comparison.changes("minItems", "maxItems") { _ in nil }
      + [comparison.changeOfUniqueness()].compactMap(\.self)
  case .map: return comparison.changes("minProperties", "maxProperties") { _ in nil }
  case .boolean, nil: return []
  }
}

/// An end of a range, and whether the end itself is outside.
private struct Bound {
  enum Side { case lower, upper }

  let value: Double
  let isExclusive: Bool

  func isTighter(than other: Bound?, on side: Side) -> Bool {
    guard let other else { return true }
    if value == other.value { return isExclusive && !other.isExclusive }
    return side == .lower ? value > other.value : value < other.value
  }

  func admits(_ number: Double, on side: Side) -> Bool {
    if number == value { return !isExclusive }
    return side == .lower ? number > value : number < value
  }
}

extension InputShape {
  /// The least value; of an integer the least whole one.
  fileprivate func lowerBound(asIn shape: InputShape) -> Bound? {
    guard let minimum else { return nil }
    let isExclusive = isTrue("exclusiveMinimum")
    guard shape.type == .integer else { return Bound(value: minimum, isExclusive: isExclusive) }
    return Bound(
      value: isExclusive ? minimum.rounded(.down) + 1 : minimum.rounded(.up), isExclusive: false)
  }

  fileprivate func upperBound(asIn shape: InputShape) -> Bound? {
    guard let maximum else { return nil }
    let isExclusive = isTrue("exclusiveMaximum")
    guard shape.type == .integer else { return Bound(value: maximum, isExclusive: isExclusive) }
    return Bound(
      value: isExclusive ? maximum.rounded(.up) - 1 : maximum.rounded(.down), isExclusive: false)
  }

  fileprivate func isTrue(_ keyword: String) -> Bool {
    guard let value = node[keyword], value.style == .plain else { return false }
    return ["true", "True", "TRUE"].contains(value.text)
  }

  fileprivate func count(_ keyword: String) -> Double? {
    guard let node = node[keyword], node.style == .plain, let value = Double(node.text),
      value >= 0, value.isFinite, value == value.rounded()
    else { return nil }
    return value
  }
}

private struct BoundComparison {
  let old: InputShape
  let new: InputShape
  let path: InputPath

  /// - Parameter exclusion: The keyword that moves the end itself outside.
  func change(
    _ keyword: String, _ exclusion: String?, _ side: Bound.Side, _ before: Bound?, _ after: Bound?,
    measure: (SyntaxNode) -> Double? = { Double($0.text) }
  ) -> VersionChange? {
    let isTighter = after?.isTighter(than: before, on: side) ?? false
    let isLooser = before?.isTighter(than: after, on: side) ?? false
    guard isTighter || isLooser else { return nil }
    // Of two equal ends it is the other keyword that decides.
    let isExclusion = differs(keyword) ? nil : exclusion
    let name = isExclusion ?? keyword
    guard isTighter else { return loosened(name) }
    let kept = new.allowed ?? old.allowed
    let isMet =
      old.allowed != nil
      && kept?.allSatisfy { value in
        measure(value).map { after?.admits($0, on: side) ?? true } ?? false
      } ?? false
    return tightened(name, isMet: isMet)
  }

  func changes(
    _ least: String, _ most: String, measure: (SyntaxNode) -> Int?
  ) -> [VersionChange] {
    [(least, Bound.Side.lower), (most, .upper)].compactMap { keyword, side in
      // No count is below 0, so a bound of 0 is none.
      func bound(_ shape: InputShape) -> Bound? {
        shape.count(keyword).flatMap { count in
          count == 0 && side == .lower ? nil : Bound(value: count, isExclusive: false)
        }
      }
      return change(keyword, nil, side, bound(old), bound(new)) { measure($0).map(Double.init) }
    }
  }

  func changeOfDivisor() -> VersionChange? {
    let (before, after) = (old.divisor, new.divisor)
    guard before != after else { return nil }
    guard let after, !(new.type == .integer && after == 1) else { return loosened("multipleOf") }
    guard let before else { return tightened("multipleOf") }
    let quotient = before / after
    return quotient == quotient.rounded() ? loosened("multipleOf") : tightened("multipleOf")
  }

  func changeOfUniqueness() -> VersionChange? {
    let (before, after) = (old.isTrue("uniqueItems"), new.isTrue("uniqueItems"))
    guard before != after else { return nil }
    return after ? tightened("uniqueItems") : loosened("uniqueItems")
  }

  private func differs(_ keyword: String) -> Bool {
    old.node[keyword]?.text != new.node[keyword]?.text
  }

  /// - Parameter isMet: Every value that was permitted, and still is, keeps to it.
  private func tightened(_ keyword: String, isMet: Bool = false) -> VersionChange {
    VersionChange(
      .boundTightened, isMet ? .compatible : .minorRefused, words(keyword), of: path.name,
      old: old.label(of: keyword), new: new.label(of: keyword, else: path.place),
      help: isMet ? "every permitted value keeps to it" : "specs with other values are rejected")
  }

  private func loosened(_ keyword: String) -> VersionChange {
    VersionChange(
      .boundLoosened, .compatible, words(keyword), of: path.name, old: old.label(of: keyword),
      new: new.label(of: keyword, else: path.place))
  }

  private func words(_ keyword: String) -> String {
    switch (old.node[keyword], new.node[keyword]) {
    case (let before?, let after?):
      "`\(keyword)` of \(path.words) changed from \(before.inWords) to \(after.inWords)"
    case (nil, let after?): "\(path.words) now has `\(keyword)` \(after.inWords)"
    case (_, nil): "\(path.words) has no `\(keyword)` any more"
    }
  }
}

extension InputShape {
  fileprivate var divisor: Double? {
    guard let node = node["multipleOf"], node.style == .plain, let value = Double(node.text),
      value > 0, value.isFinite
    else { return nil }
    return value
  }
}

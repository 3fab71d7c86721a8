import ProtonLint

/// What a schema permits, held against what a property takes.
enum DomainVerdict {
  /// All that is permitted is taken, or it is not known. What a pattern permits is another
  /// question.
  case fine
  /// Nothing limits a number.
  case noBounds
  /// Nothing limits a text.
  case anyText
  /// These of the permitted values are refused.
  case refusedValues([SyntaxNode])
  /// The bounds let a refused number through.
  case refusedNumber(String)
}

extension UsedInput {
  func verdict(on use: InputUse) -> DomainVerdict {
    let shape = property.shape
    if let allowed = shape.allowed, !allowed.isEmpty {
      let refused = allowed.filter { !use.domain.accepts($0.text) && use.permits($0.text) }
      return refused.isEmpty ? .fine : .refusedValues(refused)
    }
    switch shape.type {
    case .integer?, .number?: return numberVerdict(on: use.domain)
    case .string?: return shape.pattern == nil ? .anyText : .fine
    case .boolean?, .list?, .map?, nil: return .fine
    }
  }

  private func numberVerdict(on domain: PropertyDomain) -> DomainVerdict {
    let shape = property.shape
    let low = shape.lowestInteger
    let high = shape.highestInteger
    switch domain.accepted {
    case .oneOf, .form:
      // The first few permitted numbers decide: a closed list has gaps.
      guard let low, let high, low <= high else { return .noBounds }
      let refused = (low...min(high, low.addingClamped(9))).first { !domain.accepts(String($0)) }
      return refused.map { .refusedNumber(String($0)) } ?? .fine
    case .number(let least, let most):
      guard shape.minimum != nil || shape.maximum != nil else { return .noBounds }
      if shape.minimum == nil { return .refusedNumber(String(least - 1)) }
      if let low, low < least { return .refusedNumber(String(low)) }
      guard let most else { return .fine }
      if shape.maximum == nil { return .refusedNumber(String(most + 1)) }
      if let high, high > most { return .refusedNumber(String(high)) }
      return .fine
    }
  }

  /// A text that the pattern of the input lets through and the property refuses.
  func refusedText(by use: InputUse, budget: inout Int) -> String? {
    guard property.shape.type == .string, property.shape.allowed == nil,
      let accepted = use.domain.pattern, let taken = try? Pattern(accepted),
      let language = property.shape.language?.notMatching(taken),
      case .text(let example) = language.example(budget: &budget)
    else { return nil }
    return example
  }
}

extension InputUse {
  /// Whether the branch of the use lets a permitted value through.
  fileprivate func permits(_ text: String) -> Bool {
    value.outcomes.contains { outcome in
      (outcome.text ?? text) == text && !outcome.condition.and(condition).isNever
    }
  }
}

extension PropertyDomain {
  func accepts(_ text: String) -> Bool {
    switch accepted {
    case .number(let low, let high):
      guard let number = Double(text) else { return false }
      return number >= Double(low) && number <= high.map(Double.init) ?? .infinity
    case .oneOf(let values): return values.contains(text)
    case .form(let pattern): return (try? Pattern(pattern))?.matches(text) ?? true
    }
  }

  /// The texts that it takes, or more.
  fileprivate var pattern: String? {
    switch accepted {
    case .number: "^-?[0-9]+$"
    case .oneOf(let values):
      values.allSatisfy { $0.utf8.allSatisfy { $0.isWordOrHyphen } }
        ? "^(" + values.joined(separator: "|") + ")$" : nil
    case .form(let pattern): pattern
    }
  }
}

extension UInt8 {
  fileprivate var isWordOrHyphen: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension InputShape {
  /// The least whole number that is permitted; nil where there is no bound that can be counted with.
  fileprivate var lowestInteger: Int? {
    guard let minimum, let low = Int(exactly: minimum.rounded(.up)) else { return nil }
    return isTrue("exclusiveMinimum") && Double(low) == minimum ? low.addingClamped(1) : low
  }

  fileprivate var highestInteger: Int? {
    guard let maximum, let high = Int(exactly: maximum.rounded(.down)) else { return nil }
    return isTrue("exclusiveMaximum") && Double(high) == maximum ? high.addingClamped(-1) : high
  }
}

extension Int {
  fileprivate func addingClamped(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }
}

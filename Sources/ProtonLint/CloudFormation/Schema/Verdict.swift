/// Whether a value fits a schema. In between is what depends on conditions, and what is not known.
enum Verdict: Sendable {
  case fits
  case fails
  case unknown
  /// When it surely does not fit, and when it surely does; the rest is not known.
  case depends(fails: Condition, fits: Condition)

  init(fails: Condition, fits: Condition) {
    if fits.isAlways {
      self = .fits
    } else if fails.isAlways {
      self = .fails
    } else if fails.isNever, fits.isNever {
      self = .unknown
    } else {
      self = .depends(fails: fails, fits: fits)
    }
  }

  /// What fails under a condition and fits otherwise.
  init(failsWhen condition: Condition) {
    if condition.isNever {
      self = .fits
    } else if condition.isAlways {
      self = .fails
    } else {
      self = .depends(fails: condition, fits: condition.negated)
    }
  }

  var failing: Condition {
    switch self {
    case .fails: .always
    case .depends(let fails, _): fails
    case .fits, .unknown: .never
    }
  }

  var fitting: Condition {
    switch self {
    case .fits: .always
    case .depends(_, let fits): fits
    case .fails, .unknown: .never
    }
  }

  /// Of a value that must fit both.
  func and(_ other: Verdict) -> Verdict {
    switch (self, other) {
    case (.fits, let verdict), (let verdict, .fits): verdict
    case (.fails, _), (_, .fails): .fails
    case (.unknown, .unknown): .unknown
    default:
      Verdict(fails: failing.or(other.failing), fits: fitting.and(other.fitting))
    }
  }

  /// Of a value that must fit one of them.
  func or(_ other: Verdict) -> Verdict { negated.and(other.negated).negated }

  var negated: Verdict {
    switch self {
    case .fits: .fails
    case .fails: .fits
    case .unknown: .unknown
    case .depends(let fails, let fits): .depends(fails: fits, fits: fails)
    }
  }

  /// The same where a condition holds (nil: always), and nothing to object elsewhere.
  func holding(when condition: Condition?) -> Verdict {
    guard let condition, !condition.isAlways else { return self }
    if condition.isNever { return .fits }
    return Verdict(
      fails: failing.and(condition), fits: fitting.or(condition.negated))
  }
}

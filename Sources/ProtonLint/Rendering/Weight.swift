/// Counts what a value is made of, up to a limit.
///
/// Values share their parts: `[x, x]` made forty times over is small in memory, and endless for
/// whoever walks through it. So every value that is put together is weighed first, and what is too
/// large or nested too deep is refused. After that, walks through values need no limits.
struct Weight {
  private var left: Int
  private(set) var count = 0

  /// Releasing a value goes down it as deep as it is.
  static let depthLimit = 48

  init(limit: Int) { left = limit }

  /// False if a value is over the limit.
  mutating func add(_ value: JinjaValue, depth: Int = 0) -> Bool {
    guard take(depth) else { return false }
    switch value {
    case .undefined, .none, .bool, .integer, .float, .object, .symbol, .namespace, .loop, .iterator,
      .cycler, .joiner, .template:
      return true
    case .string(let text): return add(text.parts, depth: depth)
    case .list(let list): return add(list.items, depth: depth)
    case .tuple(let items), .group(let items): return add(items, depth: depth)
    case .lazy(let lazy): return add(lazy.items, depth: depth)
    case .dict(let dict):
      for entry in dict.entries where !add(entry.value, depth: depth + 1) { return false }
      return take(depth, dict.entries.count)
    case .choice(let choice):
      for alternative in choice.alternatives where !add(alternative.value, depth: depth + 1) {
        return false
      }
      return true
    case .function(.method(let owner, _)): return add(owner, depth: depth + 1)
    case .function: return true
    }
  }

  private mutating func add(_ items: [JinjaValue], depth: Int) -> Bool {
    for item in items where !add(item, depth: depth + 1) { return false }
    return true
  }

  private mutating func add(_ parts: [JinjaText.Part], depth: Int) -> Bool {
    for part in parts {
      guard take(depth) else { return false }
      guard case .printed(.choice(_, let alternatives)) = part else { continue }
      for alternative in alternatives where !add(alternative.parts, depth: depth + 1) {
        return false
      }
    }
    return true
  }

  private mutating func take(_ depth: Int, _ amount: Int = 1) -> Bool {
    count += amount
    left -= amount
    return left >= 0 && depth <= Self.depthLimit
  }
}

extension Renderer {
  /// Alternatives and parts of one choice; beyond it nothing but its symbols is remembered.
  private static let choiceLimit = 1024

  /// The value, if it is not too large to work with.
  mutating func weighed(_ value: JinjaValue, at span: Span) throws(JinjaFailure) -> JinjaValue {
    var weight = Weight(limit: limits.elements)
    guard weight.add(value) else {
      throw JinjaFailure(
        kind: .limit,
        message: "this has more than \(limits.elements) elements, or they are nested too deep",
        span: span)
    }
    try spend(weight.count / 4, at: span)
    return value
  }

  /// The choice; where it has become too large, a symbol of which only the origin is known.
  func bounded(_ choice: JinjaChoice, at span: Span) -> JinjaValue {
    var weight = Weight(limit: Self.choiceLimit)
    if weight.add(.choice(choice)) { return .choice(choice) }
    let inputs = symbols(in: .choice(choice))
    return .symbol(derived(source(of: span), from: inputs))
  }

  /// The text, if it is not too long.
  mutating func weighed(_ text: JinjaText, at span: Span) throws(JinjaFailure) -> JinjaValue {
    try spend(bytes: text.byteCount, at: span)
    var weight = Weight(limit: Self.choiceLimit * 4)
    guard weight.add(.string(text)) else {
      return .symbol(derived(source(of: span), from: text.symbols, type: .string))
    }
    return .string(text)
  }

  /// Pays for a text before it is made.
  mutating func spend(bytes: Int, at span: Span) throws(JinjaFailure) {
    guard bytes <= limits.textBytes else {
      throw JinjaFailure(
        kind: .limit, message: "a text of more than \(limits.textBytes) bytes is made here",
        span: span)
    }
    try spend(bytes / 16, at: span)
  }
}

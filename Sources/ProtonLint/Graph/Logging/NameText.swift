/// A name as parts, to tell whether two names can be the same before anyone knows them.
public struct NameText: Sendable {
  public enum Part: Hashable, Sendable {
    case text(String)
    /// What Proton or CloudFormation puts in, and what both names must read alike.
    case symbol(Symbol)
    case reference(logicalID: String, attribute: String?)
  }

  /// No two texts stand side by side, and none is empty.
  public let parts: [Part]

  /// Nil where a part is not known.
  public init?(_ value: Value) {
    var parts: [Part] = []
    guard Self.collect(value, into: &parts, depth: 0) else { return nil }
    self.parts = parts
  }

  private static func collect(_ value: Value, into parts: inout [Part], depth: Int) -> Bool {
    guard depth < 8 else { return false }
    switch value.form {
    case .string(let text), .number(let text):
      if case .text(let before)? = parts.last {
        parts[parts.count - 1] = .text(before + text)
      } else if !text.isEmpty {
        parts.append(.text(text))
      }
      return true
    case .bool(let isTrue):
      return collect(
        Value(.string(isTrue ? "true" : "false"), at: value.span), into: &parts, depth: depth + 1)
    case .text(let inner):
      return inner.allSatisfy { collect($0, into: &parts, depth: depth + 1) }
    case .symbol(let symbol):
      if case .fault = symbol.source { return false }
      parts.append(.symbol(symbol))
      return true
    case .reference(let reference):
      parts.append(.reference(logicalID: reference.logicalID, attribute: reference.attribute))
      return true
    case .null, .list, .map, .choice, .unknown: return false
    }
  }

  /// Whether both are the same, whatever their symbols turn out to be.
  public func isSame(as other: NameText) -> Bool { parts == other.parts }

  /// Whether both can turn out to be the same. Symbols stand for any text.
  public func canEqual(_ other: NameText) -> Bool {
    var left = parts[...]
    var right = other.parts[...]
    while let first = left.first, first == right.first {
      left.removeFirst()
      right.removeFirst()
    }
    while let last = left.last, last == right.last {
      left.removeLast()
      right.removeLast()
    }
    if left.isEmpty || right.isEmpty {
      // What is left over would have to be empty.
      return (left + right).allSatisfy { if case .text = $0 { false } else { true } }
    }
    if case .text(let start)? = left.first, case .text(let other)? = right.first,
      !start.hasPrefix(other), !other.hasPrefix(start)
    {
      return false
    }
    if case .text(let end)? = left.last, case .text(let other)? = right.last,
      !end.hasSuffix(other), !other.hasSuffix(end)
    {
      return false
    }
    return left.count > 1 || right.count > 1
      || !(Self.isText(left.first) && Self.isText(right.first))
  }

  private static func isText(_ part: Part?) -> Bool {
    if case .text? = part { true } else { false }
  }
}

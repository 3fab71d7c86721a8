/// What a value is as a key of a dictionary; nil for lists, dictionaries and what is not known.
func key(of value: JinjaValue) -> JinjaKey? {
  switch value {
  case .tuple(let items), .group(let items):
    let keys = items.map { key(of: $0) }
    return keys.contains { $0 == nil } ? nil : .tuple(keys.compactMap { $0 })
  case .function(.macro(let number)): return .thing("macro \(number)")
  case .namespace(let number): return .thing("namespace \(number)")
  case .loop(let number): return .thing("loop \(number)")
  case .cycler(let number): return .thing("cycler \(number)")
  case .joiner(let number): return .thing("joiner \(number)")
  case .iterator(let number): return .thing("iterator \(number)")
  case .lazy(let lazy):
    guard case .range(let start, _, let step) = lazy.kind else { return nil }
    let count = lazy.items.count
    return .thing("range \(count) \(count > 0 ? start : 0) \(count > 1 ? step : 0)")
  case .function(.range): return .thing("range")
  case .function(.dict): return .thing("dict")
  default: return simpleKey(of: value)
  }
}

private func simpleKey(of value: JinjaValue) -> JinjaKey? {
  switch value {
  case .none: .some(JinjaKey.none)
  case .bool(let value): .integer(value ? 1 : 0)
  case .integer(let value): .integer(value)
  case .float(let value): Int(exactly: value).map { .integer($0) } ?? .number(value)
  case .string(let text): text.known.map { .text($0) }
  default: nil
  }
}

extension JinjaKey {
  var words: String {
    switch self {
    case .none: "none"
    case .tuple, .thing: "this"
    case .number(let number): pythonText(number)
    case .integer(let number): String(number)
    case .text(let text): text
    }
  }
}

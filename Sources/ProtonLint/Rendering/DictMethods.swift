/// The methods of Python's dictionaries. Changes are seen by all who hold the dictionary.
extension Renderer {
  mutating func callDict(
    _ name: String, _ original: JinjaDict, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    var dict = present(original)
    func given(
      _ parameters: [String], required: Int = 0
    ) throws(JinjaFailure) -> BoundArguments {
      try arguments.bound(
        to: parameters, required: required, positionalOnly: parameters.count, of: name, at: span)
    }
    func view(_ kind: JinjaLazy.Kind) throws(JinjaFailure) -> JinjaValue {
      _ = try given([])
      return .lazy(
        JinjaLazy(kind: kind, items: dict.entries.map { JinjaLazy.part(of: $0, kind) }))
    }
    switch name {
    case "items": return try view(.pairs(dict.identity))
    case "keys": return try view(.keys(dict.identity))
    case "values": return try view(.values(dict.identity))
    case "copy":
      _ = try given([])
      dict.identity = 0
      return owned(.dict(dict))
    case "get":
      let given = try given(["key", "default"], required: 1)
      let wanted = try required(given["key"] ?? .none, at: span)
      if let key = ProtonLint.key(of: wanted) {
        return (dict[key] ?? given["default"]).map { fresh($0) } ?? .none
      }
      let symbols = symbols(in: wanted)
      guard symbols.isEmpty else {
        return .symbol(derived(source(of: span), from: symbols + self.symbols(in: .dict(dict))))
      }
      throw unhashable(span)
    case "clear":
      _ = try given([])
      var empty = JinjaDict()
      empty.identity = dict.identity
      dict = empty
    case "pop":
      let given = try given(["key", "default"], required: 1)
      let key = try self.key(given["key"], at: span)
      let value = dict.remove(key)
      guard let value = value ?? given["default"] else { throw given.failure }
      try revise(dict, at: span)
      return fresh(value)
    case "popitem":
      let given = try given([])
      guard let last = dict.entries.last, let key = ProtonLint.key(of: last.key) else {
        throw given.failure
      }
      _ = dict.remove(key)
      try revise(dict, at: span)
      return .tuple([last.key, fresh(last.value)])
    case "setdefault":
      let given = try given(["key", "default"], required: 1)
      let key = try self.key(given["key"], at: span)
      if let value = dict[key] { return fresh(value) }
      let value = given["default"] ?? .none
      dict.set(key, as: given["key"], value)
      try revise(dict, at: span)
      return value
    case "update":
      let positional = EvaluatedArguments(positional: arguments.positional, named: [])
      let given = try positional.bound(to: ["other"], of: name, at: span)
      if let other = given["other"] { try merge(other, into: &dict, at: span) }
      for (name, value) in arguments.named { dict.set(.text(name), value) }
    case "fromkeys":
      let given = try given(["keys", "value"], required: 1)
      var result = JinjaDict()
      for item in try items(of: given["keys"] ?? .none, at: span) {
        result.set(try self.key(item, at: span), as: item, given["value"] ?? .none)
      }
      return owned(try weighed(.dict(result), at: span))
    default: throw notEvaluated("method `\(name)`", span)
    }
    try revise(dict, at: span)
    return .none
  }

  private mutating func key(_ value: JinjaValue?, at span: Span) throws(JinjaFailure) -> JinjaKey {
    guard let key = ProtonLint.key(of: try required(value ?? .none, at: span)) else {
      throw unhashable(span)
    }
    return key
  }

  /// Another dictionary's entries, or pairs of a key and a value.
  mutating func merge(
    _ value: JinjaValue, into dict: inout JinjaDict, at span: Span
  ) throws(JinjaFailure) {
    if case .dict(let other) = value {
      for entry in present(other).entries {
        dict.set(try key(entry.key, at: span), as: entry.key, entry.value)
      }
      return
    }
    for pair in try items(of: value, at: span) {
      let parts = try items(of: pair, at: span)
      guard parts.count == 2 else {
        throw JinjaFailure(
          kind: .failure, message: "a dictionary is made of pairs of a key and a value", span: span)
      }
      dict.set(try key(parts[0], at: span), as: parts[0], parts[1])
    }
  }
}

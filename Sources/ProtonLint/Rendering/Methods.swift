/// The methods of Python's types that a template can call.
enum JinjaMethods {
  static let ofStrings: Set<String> = [
    "capitalize", "casefold", "center", "count", "encode", "endswith", "expandtabs", "find",
    "format", "index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier",
    "islower", "isnumeric", "isprintable", "isspace", "istitle", "isupper", "join", "ljust",
    "format_map", "lower", "lstrip", "maketrans", "partition", "removeprefix", "removesuffix",
    "replace", "rfind", "rindex",
    "rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip",
    "swapcase", "title", "translate", "upper", "zfill",
  ]
  static let ofLists: Set<String> = [
    "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse",
    "sort",
  ]
  static let ofTuples: Set<String> = ["count", "index"]
  static let ofRanges: Set<String> = ["count", "index"]
  static let ofIntegers: Set<String> = [
    "as_integer_ratio", "bit_count", "bit_length", "conjugate", "from_bytes", "to_bytes",
  ]
  static let ofFractions: Set<String> = [
    "as_integer_ratio", "conjugate", "fromhex", "hex", "is_integer",
  ]
  static let ofViews: Set<String> = ["isdisjoint"]
  static let ofDicts: Set<String> = [
    "clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update",
    "values",
  ]
}

extension Renderer {
  mutating func callMethod(
    _ name: String, of owner: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    if let choice = enumerated(owner) {
      return try mapped(choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.callMethod(name, of: value, arguments, at: span)
      }
    }
    switch owner {
    case .dict(let dict): return try callDict(name, dict, arguments, at: span)
    case .list(let list): return try callList(name, list, arguments, at: span)
    case .tuple(let items), .group(let items):
      return try callSequence(name, items, arguments, at: span)
    case .lazy(let lazy) where lazy.isRange:
      return try callSequence(name, lazy.items, arguments, at: span)
    case .object(let object): return callObject(name, object, arguments, at: span)
    case .loop(let number): return try callLoop(name, ofLoop: number, arguments, at: span)
    case .cycler(let number): return try callCycler(name, number, arguments, at: span)
    case .integer, .bool, .float: return try callNumber(name, owner, arguments, at: span)
    case .string(let text):
      let isKnown =
        text.known != nil && arguments.all.allSatisfy { symbols(in: $0).isEmpty }
      if names.isConcrete || isKnown { return try callString(name, text, arguments, at: span) }
      return .symbol(symbolicMethod(name, text.symbols, arguments))
    case .symbol(let symbol):
      return .symbol(symbolicMethod(name, [symbol.symbol], arguments))
    default: throw notEvaluated("method `\(name)`", span)
    }
  }

  private mutating func callCycler(
    _ name: String, _ number: Int, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    _ = try arguments.bound(to: [], of: name, at: span)
    let (items, position) = cyclers[number]
    guard name == "next" else {
      cyclers[number].position = 0
      return .none
    }
    cyclers[number].position = (position + 1) % items.count
    return items[position]
  }

  private func callNumber(
    _ name: String, _ owner: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    switch (name, owner.integer) {
    case ("to_bytes", _), ("from_bytes", _), ("fromhex", _), ("hex", _):
      throw notEvaluated("method `\(name)`", span)
    default: break
    }
    _ = try arguments.bound(to: [], of: name, at: span)
    switch (name, owner.integer) {
    case ("bit_length", let integer?):
      return .integer(Int.bitWidth - Int(integer.magnitude.leadingZeroBitCount))
    case ("bit_count", let integer?): return .integer(integer.magnitude.nonzeroBitCount)
    case ("as_integer_ratio", let integer?): return .tuple([.integer(integer), .integer(1)])
    case ("conjugate", let integer?): return .integer(integer)
    case ("conjugate", nil): return owner
    case ("as_integer_ratio", nil):
      guard var number = owner.number, number.isFinite else { break }
      var divisor = 1.0
      while number != number.rounded(), divisor < 0x1p62 {
        (number, divisor) = (number * 2, divisor * 2)
      }
      guard let whole = Int(exactly: number), let parts = Int(exactly: divisor) else {
        throw tooLarge(span)
      }
      return .tuple([.integer(whole), .integer(parts)])
    case ("is_integer", nil):
      guard let number = owner.number else { break }
      return .bool(number.isFinite && number == number.rounded())
    default: break
    }
    throw notEvaluated("method `\(name)`", span)
  }

  private mutating func callObject(
    _ name: String, _ object: JinjaObject, _ arguments: EvaluatedArguments, at span: Span
  ) -> JinjaValue {
    if name == "get", let key = arguments.string(0, "key") {
      reads.insert(NameRead(namespace: object.declaredName, name: key, span: span))
      return object.fields[key] ?? arguments.value(1, "default") ?? .none
    }
    reads.insert(NameRead(namespace: object.declaredName, name: nil, span: span))
    if case .outputs = object.rest {
      var list = derived("\(object.name).\(name)()", from: [], type: .list)
      list.element = name == "items" ? .pair : .unknown
      return .symbol(list)
    }
    let fields = object.fields.sorted { $0.key < $1.key }
    switch name {
    case "keys": return view(.keys(0), fields.map { .text($0.key) })
    case "values": return view(.values(0), fields.map(\.value))
    default: return view(.pairs(0), fields.map { .tuple([.text($0.key), $0.value]) })
    }
  }

  private func view(_ kind: JinjaLazy.Kind, _ items: [JinjaValue]) -> JinjaValue {
    .lazy(JinjaLazy(kind: kind, items: items))
  }

  private func symbolicMethod(
    _ name: String, _ owners: [Symbol], _ arguments: EvaluatedArguments
  ) -> JinjaSymbol {
    let words = arguments.positional.map { value in
      if case .string(let text) = value, let known = text.known { "'\(known)'" } else { "…" }
    }
    let owner = owners.first?.expression ?? "…"
    let inputs = owners + arguments.all.flatMap { symbols(in: $0) }
    var result = derived(
      "\(owner).\(name)(\(words.joined(separator: ", ")))", from: inputs, type: .string)
    switch name {
    case "split", "rsplit", "splitlines":
      result.symbol.type = .list
      result.symbol.minLength = 1
    case "items":
      result.symbol.type = .list
      result.element = .pair
    case "keys", "values", "partition", "rpartition": result.symbol.type = .list
    case "startswith", "endswith": result.symbol.type = .boolean
    case "count", "find", "index": result.symbol.type = .integer
    case "get": result.symbol.type = nil
    default: break
    }
    return result
  }
}

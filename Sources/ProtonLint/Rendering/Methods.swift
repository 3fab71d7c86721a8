/// The methods of Python's types that a template can call.
enum JinjaMethods {
  static let ofStrings: Set<String> = [
    "capitalize", "casefold", "center", "count", "encode", "endswith", "expandtabs", "find",
    "format", "index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier",
    "islower", "isnumeric", "isprintable", "isspace", "istitle", "isupper", "join", "ljust",
    "lower", "lstrip", "partition", "removeprefix", "removesuffix", "replace", "rfind", "rindex",
    "rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip",
    "swapcase", "title", "translate", "upper", "zfill",
  ]
  static let ofLists: Set<String> = [
    "append", "copy", "count", "extend", "index", "insert", "pop",
    "remove", "reverse", "sort",
  ]
  static let ofDicts: Set<String> = [
    "copy", "get", "items", "keys", "pop", "setdefault", "update",
    "values",
  ]
}

extension Renderer {
  mutating func call(
    _ callee: JinjaValue, _ call: JinjaArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let callee = try required(callee, at: span)
    let arguments = try arguments(call)
    switch callee {
    case .function(.range): return try range(arguments, at: span)
    case .function(.dict):
      var dict = JinjaDict()
      for (name, value) in call.named {
        dict.set(.text(name), try evaluate(value))
      }
      return .dict(dict)
    case .function(.namespace):
      namespaces.append(arguments.named)
      return .namespace(namespaces.count - 1)
    case .function(.opaque(let name)), .function(.macro(let name)):
      guard !names.isConcrete else {
        throw JinjaFailure(
          kind: .unsupported, message: "`\(name)` is not evaluated here", span: span)
      }
      return .symbol(derived("\(name)(…)", from: arguments.all.flatMap { symbols(in: $0) }))
    case .function(.method(let owner, let name)):
      return try callMethod(name, of: owner, arguments, at: span)
    case .choice(let choice):
      return try mapped(choice) { (renderer, value) throws(JinjaFailure) in
        try renderer.call(value, call, at: span)
      }
    case .symbol(let symbol):
      return .symbol(derived("\(symbol.symbol.expression)(…)", from: [symbol.symbol]))
    default:
      throw JinjaFailure(kind: .failure, message: "this cannot be called", span: span)
    }
  }

  private func range(_ arguments: EvaluatedArguments, at span: Span) throws(JinjaFailure)
    -> JinjaValue
  {
    var bounds: [Int] = []
    for argument in arguments.positional {
      guard let bound = argument.integer else {
        let symbols = symbols(in: argument)
        guard !symbols.isEmpty else {
          throw JinjaFailure(kind: .failure, message: "`range` takes integers", span: span)
        }
        var list = derived(source(of: span), from: symbols, type: .list)
        // `range(n)` has n elements: the two smallest permitted counts are looked at.
        if arguments.positional.count == 1, case .symbol(let count) = argument {
          list.symbol.minLength = count.symbol.minimum.flatMap { Int(exactly: $0.rounded(.up)) }
          list.symbol.maxLength = count.symbol.maximum.flatMap { Int(exactly: $0.rounded(.down)) }
        }
        return .symbol(list)
      }
      bounds.append(bound)
    }
    let start = bounds.count > 1 ? bounds[0] : 0
    guard let stop = bounds.count > 1 ? bounds[1] : bounds.first else {
      throw JinjaFailure(kind: .failure, message: "`range` takes one to three integers", span: span)
    }
    let step = bounds.count > 2 ? bounds[2] : 1
    guard step != 0 else {
      throw JinjaFailure(kind: .failure, message: "the step of `range` is zero", span: span)
    }
    var items: [JinjaValue] = []
    var value = start
    while step > 0 ? value < stop : value > stop {
      guard items.count < limits.elements else {
        throw JinjaFailure(
          kind: .limit, message: "`range` gives more than \(limits.elements) elements", span: span)
      }
      items.append(.integer(value))
      let (next, overflow) = value.addingReportingOverflow(step)
      if overflow { break }
      value = next
    }
    return .list(items)
  }

  private mutating func callMethod(
    _ name: String, of owner: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    if let choice = enumerated(owner) {
      return try mapped(choice) { (renderer, value) throws(JinjaFailure) in
        try renderer.callMethod(name, of: value, arguments, at: span)
      }
    }
    switch owner {
    case .dict(let dict): return try callDict(name, dict, arguments, at: span)
    case .object(let object): return callObject(name, object, arguments, at: span)
    case .loop(let loop):
      guard name == "cycle", !arguments.positional.isEmpty else { break }
      return arguments.positional[loop.index % arguments.positional.count]
    case .string(let text):
      if let known = text.known, let result = try callString(name, known, arguments, at: span) {
        return result
      }
      return .symbol(symbolicMethod(name, text.symbols, arguments))
    case .symbol(let symbol):
      return .symbol(symbolicMethod(name, [symbol.symbol], arguments))
    default: break
    }
    throw JinjaFailure(
      kind: .unsupported, message: "method `\(name)` is not evaluated here", span: span)
  }

  private func callDict(
    _ name: String, _ dict: JinjaDict, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    switch name {
    case "items": return .list(dict.entries.map { .tuple([$0.key, $0.value]) })
    case "keys": return .list(dict.entries.map(\.key))
    case "values": return .list(dict.entries.map(\.value))
    case "copy": return .dict(dict)
    case "get":
      guard let key = arguments.positional.first.flatMap(key_) else { break }
      return dict[key] ?? arguments.value(1, "default") ?? .none
    default: break
    }
    throw JinjaFailure(
      kind: .unsupported, message: "method `\(name)` is not evaluated here", span: span)
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
    case "keys": return .list(fields.map { .text($0.key) })
    case "values": return .list(fields.map(\.value))
    default: return .list(fields.map { .tuple([.text($0.key), $0.value]) })
    }
  }

  /// Nil for methods that are not evaluated.
  private func callString(
    _ name: String, _ text: String, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue? {
    let first = arguments.string(0, "")
    switch name {
    case "lower", "casefold": return .text(text.lowercased())
    case "upper": return .text(text.uppercased())
    case "strip": return .text(stripped(text, of: first))
    case "lstrip": return .text(stripped(text, of: first, atEnd: false))
    case "rstrip": return .text(stripped(text, of: first, atStart: false))
    case "startswith": return first.map { .bool(text.hasPrefix($0)) }
    case "endswith": return first.map { .bool(text.hasSuffix($0)) }
    case "replace":
      guard let first, let second = arguments.string(1, "") else { return nil }
      return .text(replaced(text, first, by: second, atMost: arguments.value(2, "count")?.integer))
    case "split":
      guard let first else {
        return arguments.positional.isEmpty
          ? .list(text.split(whereSeparator: \.isWhitespace).map { .text(String($0)) }) : nil
      }
      guard !first.isEmpty else {
        throw JinjaFailure(kind: .failure, message: "the separator of `split` is empty", span: span)
      }
      let limit = arguments.value(1, "maxsplit")?.integer ?? -1
      return .list(split(text, by: first, atMost: limit < 0 ? .max : limit).map { .text($0) })
    case "capitalize": return .text(text.prefix(1).uppercased() + text.dropFirst().lowercased())
    default: return nil
    }
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

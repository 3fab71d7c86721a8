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
  static let ofNumbers: Set<String> = [
    "as_integer_ratio", "bit_count", "bit_length", "conjugate", "denominator", "from_bytes",
    "fromhex", "hex", "imag", "is_integer", "numerator", "real", "to_bytes",
  ]
  static let ofDicts: Set<String> = [
    "clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update",
    "values",
  ]
}

extension Renderer {
  mutating func call(
    _ callee: JinjaValue, _ call: JinjaArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let callee = try required(callee, at: span)
    let arguments = try arguments(call, mayBeUndefined: passesOn(callee))
    switch callee {
    case .function(.range):
      if arguments.all.count == 1, let bound = arguments.positional.first,
        let choice = enumerated(bound)
      {
        return try mapped(choice, at: span) { (renderer, value) throws(JinjaFailure) in
          try renderer.range(EvaluatedArguments(positional: [value], named: []), at: span)
        }
      }
      return try range(arguments, at: span)
    case .function(.dict):
      return try weighed(.dict(try dictionary(of: arguments, at: span)), at: span)
    case .function(.namespace):
      let dict = try dictionary(of: arguments, at: span)
      _ = try weighed(.dict(dict), at: span)
      var fields: [String: JinjaValue] = [:]
      for (key, value) in dict.entries {
        if case .string(let text) = key, let name = text.known { fields[name] = value }
      }
      namespaces.append(fields)
      return .namespace(namespaces.count - 1)
    case .function(.opaque(let name)), .function(.macro(let name)):
      let failure = notEvaluated("`\(name)`", span)
      guard !names.isConcrete else { throw failure }
      record(failure)
      return .symbol(derived("\(name)(…)", from: arguments.all.flatMap { symbols(in: $0) }))
    case .function(.method(let owner, let name)):
      return try callMethod(name, of: owner, arguments, at: span)
    case .choice(let choice):
      return try mapped(choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.call(value, call, at: span)
      }
    case .loop: throw notEvaluated("a recursive loop", span)
    case .symbol(let symbol):
      return .symbol(derived("\(symbol.symbol.expression)(…)", from: [symbol.symbol]))
    default:
      throw JinjaFailure(kind: .failure, message: "this cannot be called", span: span)
    }
  }

  /// Whether a function stores or gives back what it is given.
  private func passesOn(_ callee: JinjaValue) -> Bool {
    switch callee {
    case .function(.dict), .function(.namespace), .function(.method(of: _, name: "get")),
      .function(.method(of: _, name: "cycle")):
      true
    default: false
    }
  }

  /// `dict(…)`: the entries of another one, then the named arguments.
  private func dictionary(
    of arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaDict {
    var dict = JinjaDict()
    if let first = arguments.positional.first {
      guard case .dict(let given) = first, arguments.positional.count == 1 else {
        throw notEvaluated("a dictionary made of this", span)
      }
      dict = given
    }
    for (name, value) in arguments.named { dict.set(.text(name), value) }
    return dict
  }

  private mutating func range(_ arguments: EvaluatedArguments, at span: Span) throws(JinjaFailure)
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
          list.element = .index
        }
        return .symbol(list)
      }
      bounds.append(bound)
    }
    guard bounds.count <= 3, arguments.named.isEmpty else {
      throw JinjaFailure(kind: .failure, message: "`range` takes one to three integers", span: span)
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
    try spend(items.count / 16, at: span)
    return .lazy(JinjaLazy(kind: .range, items: items))
  }

  private mutating func callMethod(
    _ name: String, of owner: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    if let choice = enumerated(owner) {
      return try mapped(choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.callMethod(name, of: value, arguments, at: span)
      }
    }
    switch owner {
    case .dict(let dict): return try callDict(name, dict, arguments, at: span)
    case .object(let object): return callObject(name, object, arguments, at: span)
    case .loop(let loop):
      guard name == "cycle" else { break }
      guard !arguments.positional.isEmpty else {
        throw JinjaFailure(kind: .failure, message: "`cycle` takes values", span: span)
      }
      return arguments.positional[loop.index % arguments.positional.count]
    case .string(let text):
      if let known = text.known, arguments.all.allSatisfy({ symbols(in: $0).isEmpty }) {
        try spend(bytes: known.utf8.count, at: span)
        if let result = try callString(name, known, arguments, at: span) { return result }
        if names.isConcrete { break }
      }
      return .symbol(symbolicMethod(name, text.symbols, arguments))
    case .symbol(let symbol):
      return .symbol(symbolicMethod(name, [symbol.symbol], arguments))
    default: break
    }
    throw notEvaluated("method `\(name)`", span)
  }

  private func callDict(
    _ name: String, _ dict: JinjaDict, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    switch name {
    case "items": return view(dict.entries.map { .tuple([$0.key, $0.value]) })
    case "keys": return view(dict.entries.map(\.key))
    case "values": return view(dict.entries.map(\.value))
    case "copy": return .dict(dict)
    case "get":
      guard let wanted = arguments.positional.first, arguments.named.isEmpty else { break }
      if let key = key(of: wanted) { return dict[key] ?? arguments.value(1, "") ?? .none }
      let symbols = symbols(in: wanted)
      guard symbols.isEmpty else {
        return .symbol(derived(source(of: span), from: symbols + self.symbols(in: .dict(dict))))
      }
      throw JinjaFailure(kind: .failure, message: "this cannot be a key", span: span)
    default: break
    }
    throw notEvaluated("method `\(name)`", span)
  }

  private func view(_ items: [JinjaValue]) -> JinjaValue {
    .lazy(JinjaLazy(kind: .view, items: items))
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
    case "keys": return view(fields.map { .text($0.key) })
    case "values": return view(fields.map(\.value))
    default: return view(fields.map { .tuple([.text($0.key), $0.value]) })
    }
  }

  /// Nil for methods that are not evaluated.
  private mutating func callString(
    _ name: String, _ text: String, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue? {
    let first = arguments.string(0, "")
    switch name {
    case "lower" where arguments.isEmpty: return .text(text.lowercased())
    case "upper" where arguments.isEmpty: return .text(text.uppercased())
    case "capitalize" where arguments.isEmpty: return .text(PythonString.capitalized(text))
    case "strip", "lstrip", "rstrip":
      guard arguments.isEmpty || first != nil else { return nil }
      return .text(
        PythonString.stripped(
          text, of: first, atStart: name != "rstrip", atEnd: name != "lstrip"))
    case "startswith", "endswith":
      guard let first, arguments.all.count == 1 else { return nil }
      return .bool(
        name == "startswith"
          ? PythonString.hasPrefix(text, first) : PythonString.hasSuffix(text, first))
    case "replace":
      guard let first, let second = arguments.string(1, "") else { return nil }
      return try replace(text, first, second, arguments.value(2, "count")?.integer, at: span)
    case "split":
      guard let first else {
        return arguments.isEmpty ? .list(PythonString.words(text).map { .text($0) }) : nil
      }
      guard !first.isEmpty else {
        throw JinjaFailure(kind: .failure, message: "the separator of `split` is empty", span: span)
      }
      let limit = arguments.value(1, "maxsplit")?.integer ?? -1
      let parts = PythonString.split(text, by: first, atMost: limit < 0 ? .max : limit)
      return try weighed(.list(parts.map { .text($0) }), at: span)
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

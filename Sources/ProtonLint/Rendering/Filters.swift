/// Jinja's built-in filters, as far as they are evaluated; all of them are known by name.
public enum JinjaFilters {
  /// Source: the list of built-in filters in the documentation of Jinja 3.1.
  static let builtIn: Set<String> = [
    "abs", "attr", "batch", "capitalize", "center", "count", "d", "default", "dictsort", "e",
    "escape", "filesizeformat", "first", "float", "forceescape", "format", "groupby", "indent",
    "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min", "pprint",
    "random", "reject", "rejectattr", "replace", "reverse", "round", "safe", "select",
    "selectattr", "slice", "sort", "string", "striptags", "sum", "title", "tojson", "trim",
    "truncate", "unique", "upper", "urlencode", "urlize", "wordcount", "wordwrap", "xmlattr",
  ]

  /// Source: "CloudFormation IaC parameter filters" in the Proton administrator guide.
  static let proton: Set<String> = [
    "proton_cfn_ecs_task_definition_formatted_env_vars", "proton_cfn_iam_policy_arns",
    "proton_cfn_lambda_function_formatted_env_vars", "proton_cfn_sanitize",
  ]

  /// The names of all filters that a template of Proton may use, in alphabetical order.
  public static var all: [String] { builtIn.union(proton).sorted() }
}

extension Renderer {
  mutating func apply(
    _ filter: JinjaFilterCall, to base: JinjaValue, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    guard JinjaFilters.builtIn.contains(filter.name) || JinjaFilters.proton.contains(filter.name)
    else {
      throw JinjaFailure(
        kind: .unknownFilter(filter.name), message: "there is no filter `\(filter.name)`",
        span: filter.nameSpan)
    }
    if filter.name == "default" || filter.name == "d" {
      return try applyDefault(base, try arguments(filter.arguments), at: span)
    }
    let value = try required(base, at: span)
    let arguments = try arguments(filter.arguments)
    return try apply(filter.name, to: value, arguments, at: span)
  }

  private mutating func apply(
    _ name: String, to value: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    if name != "length", name != "count", let choice = enumerated(value) {
      return try mapped(choice) { (renderer, value) throws(JinjaFailure) in
        try renderer.apply(name, to: value, arguments, at: span)
      }
    }
    if JinjaFilters.proton.contains(name) {
      return try applyProton(name, to: value, arguments, at: span)
    }
    if let result = try applyToParts(name, value, arguments, at: span) { return result }
    let symbols = symbols(in: value) + arguments.all.flatMap { self.symbols(in: $0) }
    if !symbols.isEmpty { return symbolic(name, value, arguments, symbols, at: span) }
    guard let result = try applyKnown(name, to: value, arguments, at: span) else {
      throw JinjaFailure(
        kind: .unsupported, message: "filter `\(name)` is not evaluated here", span: span)
    }
    return result
  }

  private mutating func applyDefault(
    _ base: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let fallback = arguments.value(0, "default_value") ?? .text("")
    let takesFalse = arguments.value(1, "boolean") ?? .bool(false)
    switch base {
    case .undefined: return fallback
    case .symbol(let symbol):
      if let presence = symbol.presence {
        var present = symbol
        present.presence = nil
        return .choice(
          JinjaChoice(
            subject: presence,
            alternatives: [(["set"], .symbol(present)), (["not set"], fallback)]))
      }
      if case .componentOutput(let name?) = symbol.symbol.source {
        let subject = Condition.Subject(
          .presence, symbol.symbol.expression, in: template.file, outcomes: ["set", "not set"])
        _ = name
        return .choice(
          JinjaChoice(
            subject: subject, alternatives: [(["set"], base), (["not set"], fallback)]))
      }
    case .choice(let choice):
      return try mapped(choice) { (renderer, value) throws(JinjaFailure) in
        try renderer.applyDefault(value, arguments, at: span)
      }
    default: break
    }
    if case .bool(true) = takesFalse, case .known(false) = try truth(of: base, at: span) {
      return fallback
    }
    return base
  }

  /// Filters that work on each part of a text alone.
  private func applyToParts(
    _ name: String, _ value: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue? {
    switch name {
    case "safe", "string": return .string(try text(of: value, at: span))
    case "lower", "upper":
      let text = try text(of: value, at: span)
      return .string(
        JinjaText(
          parts: text.parts.map { part in
            switch part {
            case .text(let text): .text(name == "lower" ? text.lowercased() : text.uppercased())
            case .printed(.symbol(let symbol)): .printed(.symbol(changed(symbol, by: name)))
            case .printed: part
            }
          }))
    default: return nil
    }
  }

  private func changed(_ symbol: Symbol, by filter: String) -> Symbol {
    Symbol(
      source: .derived, expression: "\(symbol.expression) | \(filter)", type: .string,
      minLength: symbol.minLength, maxLength: symbol.maxLength, inputs: [symbol])
  }

  /// What is known of a filter's result where its operand is not known.
  private func symbolic(
    _ name: String, _ value: JinjaValue, _ arguments: EvaluatedArguments, _ symbols: [Symbol],
    at span: Span
  ) -> JinjaValue {
    var result = derived(
      "\(symbols.first?.expression ?? source(of: span)) | \(name)", from: symbols)
    switch name {
    case "length", "count", "wordcount":
      result.symbol.type = .integer
      result.symbol.minimum = 0
      if case .symbol(let symbol) = value {
        result.symbol.minimum = Double(symbol.symbol.minLength ?? 0)
        result.symbol.maximum = symbol.symbol.maxLength.map(Double.init)
      }
      if case .list(let items) = value { return .integer(items.count) }
      if case .dict(let dict) = value { return .integer(dict.entries.count) }
    case "int": result.symbol.type = .integer
    case "float", "round", "abs", "sum": result.symbol.type = .number
    case "list", "sort", "unique", "map", "select", "reject", "selectattr", "rejectattr", "batch",
      "slice", "items", "dictsort", "groupby", "reverse":
      result.symbol.type = .list
      if name == "items" || name == "dictsort" { result.element = .pair }
    case "first", "last", "min", "max", "random", "attr": break
    case "truncate":
      result.symbol.type = .string
      let length = arguments.value(0, "length")?.integer ?? 255
      let leeway = arguments.value(3, "leeway")?.integer ?? 5
      let (longest, overflow) = length.addingReportingOverflow(leeway)
      result.symbol.maxLength = overflow ? nil : longest
    case "trim":
      result.symbol.type = .string
      if case .symbol(let symbol) = value { result.symbol.maxLength = symbol.symbol.maxLength }
    default: result.symbol.type = .string
    }
    return .symbol(result)
  }

  /// The result for known operands; nil for filters that are not evaluated.
  private func applyKnown(
    _ name: String, to value: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue? {
    switch name {
    case "length", "count":
      switch value {
      case .list(let items), .tuple(let items): return .integer(items.count)
      case .dict(let dict): return .integer(dict.entries.count)
      case .string(let text): return .integer((text.known ?? "").unicodeScalars.count)
      default:
        throw JinjaFailure(kind: .failure, message: "this value has no length", span: span)
      }
    case "first", "last":
      let items = try known(items: value, at: span)
      guard let item = name == "first" ? items.first : items.last else {
        return .undefined(JinjaUndefined(name: name, reason: .undefined(name)))
      }
      return item
    case "list": return .list(try known(items: value, at: span))
    case "reverse":
      if case .string(let text) = value, let known = text.known {
        return .text(String(String.UnicodeScalarView(known.unicodeScalars.reversed())))
      }
      return .list(try known(items: value, at: span).reversed())
    case "join":
      let separator = try text(of: arguments.value(0, "d") ?? .text(""), at: span)
      var result = JinjaText("")
      for (index, item) in try known(items: value, at: span).enumerated() {
        if index > 0 { result.append(separator) }
        result.append(try text(of: item, at: span))
      }
      return .string(result)
    case "abs":
      if let integer = value.integer {
        return try negate(.integer(integer), isMinus: integer < 0, at: span)
      }
      if case .float(let number) = value { return .float(number.magnitude) }
      throw JinjaFailure(kind: .failure, message: "this is no number", span: span)
    case "int":
      if let integer = value.integer { return .integer(integer) }
      if let number = value.number {
        return Int(exactly: number.rounded(.towardZero)).map { .integer($0) }
      }
      if case .string(let text) = value, let known = text.known {
        let trimmed = trimmed(known)
        if let integer = Int(trimmed) { return .integer(integer) }
        if let number = Double(trimmed), let integer = Int(exactly: number.rounded(.towardZero)) {
          return .integer(integer)
        }
      }
      return arguments.value(0, "default") ?? .integer(0)
    case "float":
      if let number = value.number { return .float(number) }
      if case .string(let text) = value, let known = text.known, let number = Double(trimmed(known))
      {
        return .float(number)
      }
      return arguments.value(0, "default") ?? .float(0)
    case "tojson": return .text(try json(value, at: span, depth: 0))
    case "items":
      guard case .dict(let dict) = value else { return nil }
      return .list(dict.entries.map { .tuple([$0.key, $0.value]) })
    default:
      guard let known = try text(of: value, at: span).known else { return nil }
      return try applyToText(name, known, arguments, at: span)
    }
  }

  private func applyToText(
    _ name: String, _ known: String, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue? {
    switch name {
    case "trim":
      guard let characters = arguments.value(0, "chars") else { return .text(trimmed(known)) }
      return .text(stripped(known, of: try text(of: characters, at: span).known))
    case "capitalize":
      return .text(known.prefix(1).uppercased() + known.dropFirst().lowercased())
    case "replace":
      guard let old = arguments.string(0, "old"), let new = arguments.string(1, "new") else {
        return nil
      }
      return .text(replaced(known, old, by: new, atMost: arguments.value(2, "count")?.integer))
    case "truncate":
      let scalars = Array(known.unicodeScalars)
      let length = arguments.value(0, "length")?.integer ?? 255
      let end = arguments.string(2, "end") ?? "..."
      let leeway = arguments.value(3, "leeway")?.integer ?? 5
      let endCount = end.unicodeScalars.count
      guard length >= endCount, leeway >= 0 else {
        throw JinjaFailure(
          kind: .failure, message: "the length of `truncate` is shorter than its end", span: span)
      }
      let (longest, overflow) = length.addingReportingOverflow(leeway)
      if overflow || scalars.count <= longest { return .text(known) }
      let cut = String(String.UnicodeScalarView(scalars.prefix(length - endCount)))
      if case .bool(true)? = arguments.value(1, "killwords") { return .text(cut + end) }
      let words = cut.lastIndex(of: " ").map { String(cut[..<$0]) } ?? cut
      return .text(words + end)
    case "wordcount": return .integer(known.split(whereSeparator: \.isWhitespace).count)
    default: return nil
    }
  }

  private func known(items value: JinjaValue, at span: Span) throws(JinjaFailure) -> [JinjaValue] {
    switch value {
    case .list(let items), .tuple(let items): return items
    case .dict(let dict): return dict.entries.map(\.key)
    case .string(let text):
      if let known = text.known { return known.unicodeScalars.map { .text(String($0)) } }
    default: break
    }
    throw JinjaFailure(kind: .failure, message: "this is no list", span: span)
  }

  /// `tojson`: JSON with sorted keys, and HTML's special characters escaped, as Jinja does it.
  private func json(_ value: JinjaValue, at span: Span, depth: Int) throws(JinjaFailure) -> String {
    guard depth < 64 else {
      throw JinjaFailure(kind: .limit, message: "nested too deep for `tojson`", span: span)
    }
    switch value {
    case .none: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .float(let value): return pythonText(value)
    case .string(let text): return jsonString(text.known ?? "")
    case .list(let items), .tuple(let items):
      var parts: [String] = []
      for item in items { parts.append(try json(item, at: span, depth: depth + 1)) }
      return "[" + parts.joined(separator: ", ") + "]"
    case .dict(let dict):
      var parts: [(String, String)] = []
      for (key, value) in dict.entries {
        let name = try text(of: key, at: span).known ?? ""
        parts.append(
          (name, jsonString(name) + ": " + (try json(value, at: span, depth: depth + 1))))
      }
      parts.sort { $0.0.unicodeScalars.lexicographicallyPrecedes($1.0.unicodeScalars) }
      return "{" + parts.map(\.1).joined(separator: ", ") + "}"
    default:
      throw JinjaFailure(kind: .failure, message: "`tojson` cannot take this", span: span)
    }
  }

  private func jsonString(_ text: String) -> String {
    var result = "\""
    for unit in text.utf16 {
      switch unit {
      case 0x22: result += "\\\""
      case 0x5C: result += "\\\\"
      case 0x0A: result += "\\n"
      case 0x0D: result += "\\r"
      case 0x09: result += "\\t"
      case 0x08: result += "\\b"
      case 0x0C: result += "\\f"
      case 0x20...0x7E where unit != 0x3C && unit != 0x3E && unit != 0x26 && unit != 0x27:
        result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return result + "\""
  }
}

/// The arguments of a call after evaluation.
struct EvaluatedArguments {
  let positional: [JinjaValue]
  let named: [String: JinjaValue]

  func value(_ position: Int, _ name: String) -> JinjaValue? {
    position < positional.count ? positional[position] : named[name]
  }

  func string(_ position: Int, _ name: String) -> String? {
    guard case .string(let text)? = value(position, name) else { return nil }
    return text.known
  }

  var all: [JinjaValue] { positional + named.sorted { $0.key < $1.key }.map(\.value) }
}

extension Renderer {
  mutating func arguments(_ call: JinjaArguments) throws(JinjaFailure) -> EvaluatedArguments {
    var positional: [JinjaValue] = []
    for argument in call.positional {
      positional.append(try required(try evaluate(argument), at: argument.span))
    }
    if let spread = call.spread {
      positional += try elements(of: try evaluate(spread), at: spread.span)
    }
    var named: [String: JinjaValue] = [:]
    for (name, value) in call.named {
      named[name] = try required(try evaluate(value), at: value.span)
    }
    if let spread = call.spreadNamed, case .dict(let dict) = try evaluate(spread) {
      for (key, value) in dict.entries {
        if case .string(let text) = key, let name = text.known { named[name] = value }
      }
    }
    return EvaluatedArguments(positional: positional, named: named)
  }
}

/// Without the white space around it, as Python's `strip`.
func trimmed(_ text: String) -> String {
  var scalars = text.unicodeScalars[...]
  while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
  while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
  return String(scalars)
}

func stripped(_ text: String, of characters: String?, atStart: Bool = true, atEnd: Bool = true)
  -> String
{
  let set = characters.map { Set($0.unicodeScalars) }
  func goes(_ scalar: Unicode.Scalar) -> Bool {
    set.map { $0.contains(scalar) } ?? scalar.properties.isWhitespace
  }
  var scalars = text.unicodeScalars[...]
  while atStart, let first = scalars.first, goes(first) { scalars.removeFirst() }
  while atEnd, let last = scalars.last, goes(last) { scalars.removeLast() }
  return String(scalars)
}

/// Python's `replace`: from the left, an empty text between all characters.
func replaced(_ text: String, _ old: String, by new: String, atMost count: Int?) -> String {
  let limit = count.map { $0 < 0 ? Int.max : $0 } ?? .max
  if old.isEmpty {
    var result = ""
    var done = 0
    for character in text.unicodeScalars {
      if done < limit { result += new }
      done += 1
      result.unicodeScalars.append(character)
    }
    return done < limit ? result + new : result
  }
  return split(text, by: old, atMost: limit).joined(separator: new)
}

/// Python's `split` with a separator that is not empty.
func split(_ text: String, by separator: String, atMost limit: Int) -> [String] {
  let bytes = Array(text.utf8)
  let part = Array(separator.utf8)
  var result: [String] = []
  var start = 0
  var index = 0
  while index + part.count <= bytes.count, result.count < limit {
    if bytes[index] == part[0], bytes[index..<index + part.count].elementsEqual(part) {
      result.append(String(decoding: bytes[start..<index], as: UTF8.self))
      index += part.count
      start = index
    } else {
      index += 1
    }
  }
  return result + [String(decoding: bytes[start...], as: UTF8.self)]
}

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
    try checkFilter(filter.name, at: filter.nameSpan)
    let isDefault = filter.name == "default" || filter.name == "d"
    // With symbols, what is undefined in an argument is reported there.
    let arguments = try arguments(
      filter.arguments, mayBeUndefined: isDefault || names.isConcrete)
    return try apply(filter.name, to: base, arguments, at: span, nameSpan: filter.nameSpan)
  }

  func checkFilter(_ name: String, at span: Span) throws(JinjaFailure) {
    guard JinjaFilters.builtIn.contains(name) || JinjaFilters.proton.contains(name) else {
      throw JinjaFailure(
        kind: .unknownFilter(name), message: "there is no filter `\(name)`", span: span)
    }
  }

  mutating func apply(
    _ name: String, to base: JinjaValue, _ arguments: EvaluatedArguments, at span: Span,
    nameSpan: Span
  ) throws(JinjaFailure) -> JinjaValue {
    try checkFilter(name, at: nameSpan)
    if name == "default" || name == "d" { return try applyDefault(base, arguments, at: span) }
    if case .undefined = base, names.isConcrete {
      if name == "pprint" { return .text("Undefined") }
      if Self.lazyFilters.contains(name) { return try lazily(name, base, arguments, at: span) }
    }
    return try apply(name, to: try required(base, at: span), arguments, at: span)
  }

  private mutating func lazily(
    _ name: String, _ value: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    try checkLazyFilter(name, arguments, at: span)
    return .iterator(try made(.filter(name, value, arguments, span), at: span))
  }

  private mutating func apply(
    _ name: String, to value: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    if let choice = enumerated(value) {
      return try mapped(choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.apply(name, to: value, arguments, at: span)
      }
    }
    if JinjaFilters.proton.contains(name) {
      return try applyProton(name, to: value, arguments, at: span)
    }
    if !names.isConcrete {
      if let result = try applyToParts(name, value, arguments, at: span) { return result }
      if case .list(let list) = value, name == "join", arguments.value(1, "attribute") == nil {
        return try join(present(list), arguments.value(0, "d") ?? .text(""), at: span)
      }
      let symbols = symbols(in: value) + arguments.all.flatMap { self.symbols(in: $0) }
      if !symbols.isEmpty { return symbolic(name, value, arguments, symbols, at: span) }
    }
    if Self.lazyFilters.contains(name) { return try lazily(name, value, arguments, at: span) }
    return owned(try applyKnown(name, to: value, arguments, at: span))
  }

  func notEvaluated(_ what: String, _ span: Span) -> JinjaFailure {
    JinjaFailure(kind: .unsupported, message: "\(what) is not evaluated here", span: span)
  }

  // MARK: default

  private mutating func applyDefault(
    _ base: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let given = try arguments.bound(to: ["default_value", "boolean"], of: "default", at: span)
    let fallback = given["default_value"] ?? .text("")
    switch base {
    case .undefined: return fallback
    case .symbol(let symbol):
      guard let subject = symbol.presence else { break }
      var present = symbol
      present.presence = nil
      return try branched(
        by: .atom(subject, ["set"]), at: span,
        { (renderer) throws(JinjaFailure) in
          try renderer.applyDefault(.symbol(present), arguments, at: span)
        }, { (_) throws(JinjaFailure) in fallback })
    case .choice(let choice):
      return try mapped(choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.applyDefault(value, arguments, at: span)
      }
    default: break
    }
    guard let flag = given["boolean"],
      case .known(true) = try truth(of: flag, at: span)
    else { return base }
    return try branched(
      by: try truth(of: base, at: span), at: span,
      { (_) throws(JinjaFailure) in base }, { (_) throws(JinjaFailure) in fallback })
  }

  // MARK: Symbols

  /// Filters that work on each part of a text alone.
  private mutating func applyToParts(
    _ name: String, _ value: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue? {
    switch name {
    case "safe", "string":
      let text = try text(of: value, at: span)
      return .string(JinjaText(parts: text.parts, isMarkup: name == "safe" || text.isMarkup))
    case "lower", "upper":
      let text = try text(of: value, at: span)
      try spend(bytes: text.byteCount, at: span)
      return .string(
        JinjaText(
          parts: text.parts.map { part in
            switch part {
            case .text(let text): .text(name == "lower" ? text.lowercased() : text.uppercased())
            case .printed(.symbol(let symbol)): .printed(.symbol(changed(symbol, by: name)))
            case .printed: part
            }
          }, isMarkup: text.isMarkup))
    default: return nil
    }
  }

  private func changed(_ symbol: Symbol, by filter: String) -> Symbol {
    var result = derived("\(symbol.expression) | \(filter)", from: [symbol], type: .string).symbol
    result.minLength = symbol.minLength
    result.maxLength = symbol.maxLength
    return result
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
      if name == "wordcount" { break }
      if case .symbol(let symbol) = value {
        result.symbol.minimum = Double(symbol.symbol.minLength ?? 0)
        result.symbol.maximum = symbol.symbol.maxLength.map(Double.init)
        if symbol.symbol.type == .list, let subject = partition(of: symbol) {
          result.count = JinjaSymbol.ElementCount(subject: subject, most: symbol.symbol.maxLength)
        }
      }
      if case .list(let list) = value { return .integer(present(list).count) }
      if case .tuple(let items) = value { return .integer(items.count) }
      if case .dict(let dict) = value { return .integer(present(dict).entries.count) }
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
}

/// The built-in filters for known operands, by what they work on.
extension Renderer {
  mutating func applyKnown(
    _ name: String, to value: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let given = try arguments.boundToFilter(name, at: span)
    switch name {
    case "abs", "int", "float", "round", "filesizeformat":
      return try applyToNumber(name, value, given, at: span)
    case "first", "last", "length", "count", "list", "join", "sum", "min", "max", "sort",
      "dictsort", "groupby", "reverse":
      return try applyToList(name, value, given, at: span)
    case "escape", "e", "forceescape", "safe", "striptags", "urlize", "xmlattr", "tojson":
      return try applyForHTML(name, value, given, at: span)
    case "format":
      let template = try softText(value, at: span)
      guard arguments.positional.isEmpty || arguments.named.isEmpty else { throw given.failure }
      if arguments.named.isEmpty {
        return try formatted(template, with: .tuple(arguments.positional), at: span)
      }
      var dict = JinjaDict()
      for (name, value) in arguments.named { dict.set(.text(name), value) }
      return try formatted(template, with: .dict(dict), at: span)
    case "attr":
      guard case .string(let text)? = given["name"], let attribute = text.known else {
        throw given.failure
      }
      return try self.attribute(attribute, of: value, at: span, base: span, takesItems: false)
    case "random":
      throw notEvaluated("`random`, which is different each time,", span)
    default: return try applyToText(name, value, given, at: span)
    }
  }

  /// Jinja's `soft_str`: a string stays what it is, HTML stays HTML.
  func softText(_ value: JinjaValue, at span: Span) throws(JinjaFailure) -> JinjaText {
    if case .string(let text) = value { return text }
    return try text(of: value, at: span)
  }

  /// What Python prints of a known value, as text without a mark of HTML.
  mutating func knownText(
    _ value: JinjaValue, at span: Span
  ) throws(JinjaFailure) -> String {
    let known = try text(of: try required(value, at: span), at: span).known ?? ""
    try spend(bytes: known.utf8.count, at: span)
    return known
  }

  func caseFolded(_ value: JinjaValue) -> JinjaValue {
    guard case .string(let text) = value, let known = text.known else { return value }
    return .string(JinjaText(known.lowercased(), isMarkup: text.isMarkup))
  }
}

extension EvaluatedArguments {
  fileprivate func boundToFilter(
    _ name: String, at span: Span
  ) throws(JinjaFailure) -> BoundArguments {
    let parameters: [String]
    var required = 0
    switch name {
    case "format":
      return try EvaluatedArguments(positional: [], named: [])
        .bound(to: [], of: name, at: span)
    case "attr":
      parameters = ["name"]
      required = 1
    case "center": parameters = ["width"]
    case "dictsort": parameters = ["case_sensitive", "by", "reverse"]
    case "filesizeformat": parameters = ["binary"]
    case "float": parameters = ["default"]
    case "groupby":
      parameters = ["attribute", "default", "case_sensitive"]
      required = 1
    case "indent": parameters = ["width", "first", "blank"]
    case "int": parameters = ["default", "base"]
    case "join": parameters = ["d", "attribute"]
    case "max", "min": parameters = ["case_sensitive", "attribute"]
    case "replace":
      parameters = ["old", "new", "count"]
      required = 2
    case "round": parameters = ["precision", "method"]
    case "sort": parameters = ["reverse", "case_sensitive", "attribute"]
    case "sum": parameters = ["attribute", "start"]
    case "tojson": parameters = ["indent"]
    case "trim": parameters = ["chars"]
    case "truncate": parameters = ["length", "killwords", "end", "leeway"]
    case "urlize":
      parameters = ["trim_url_limit", "nofollow", "target", "rel", "extra_schemes"]
    case "wordwrap":
      parameters = ["width", "break_long_words", "wrapstring", "break_on_hyphens"]
    case "xmlattr": parameters = ["autospace"]
    default: parameters = []
    }
    return try bound(to: parameters, required: required, of: name, at: span)
  }
}

/// The methods of Python's strings. Those of HTML texts escape their arguments and give HTML.
extension Renderer {
  mutating func callString(
    _ name: String, _ text: JinjaText, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let known = text.known ?? ""
    try spend(bytes: known.utf8.count, at: span)
    if let parameters = Self.plainMethods[name] {
      let given = try arguments.bound(
        to: parameters, positionalOnly: parameters.count, of: name, at: span)
      return try callPlain(name, text, known, given, at: span)
    }
    switch name {
    case "format": return try formatted(text, arguments, at: span)
    case "format_map":
      let given = try arguments.bound(
        to: ["mapping"], required: 1, positionalOnly: 1, of: name, at: span)
      return try formatted(
        text, EvaluatedArguments(positional: [], named: []), mapping: given["mapping"], at: span)
    case "join":
      let given = try arguments.bound(
        to: ["iterable"], required: 1, positionalOnly: 1, of: name, at: span)
      return try join(given["iterable"] ?? .none, by: text, at: span)
    case "replace":
      let given = try arguments.bound(
        to: ["old", "new", "count"], required: 2, positionalOnly: 3, of: name, at: span)
      guard let new = given["new"], let old = try given.text("old") else { throw given.failure }
      if !text.isMarkup { guard case .string = new else { throw given.failure } }
      let plain = try softText(try required(new, at: span), at: span)
      let replacement = (text.isMarkup ? escaped(plain) : plain).known ?? ""
      let result = try replace(known, old, replacement, try given.integer("count"), at: span)
      return text.isMarkup ? markup(try self.text(of: result, at: span)) : result
    case "split", "rsplit", "splitlines", "partition", "rpartition":
      return try callSplit(name, text, known, arguments, at: span)
    case "startswith", "endswith", "count", "find", "rfind", "index", "rindex":
      return try search(name, known, arguments, at: span)
    case "center", "ljust", "rjust", "zfill", "expandtabs":
      return try pad(name, text, known, arguments, at: span)
    default: throw notEvaluated("method `\(name)`", span)
    }
  }

  private static let plainMethods: [String: [String]] = [
    "capitalize": [], "casefold": [], "lower": [], "upper": [], "swapcase": [], "title": [],
    "isalnum": [], "isalpha": [], "isascii": [], "isdecimal": [], "isdigit": [],
    "isidentifier": [], "islower": [], "isnumeric": [], "isprintable": [], "isspace": [],
    "istitle": [], "isupper": [], "strip": ["chars"], "lstrip": ["chars"], "rstrip": ["chars"],
    "removeprefix": ["prefix"], "removesuffix": ["suffix"],
  ]

  private mutating func callPlain(
    _ name: String, _ text: JinjaText, _ known: String, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let result: String
    switch name {
    case "capitalize": result = PythonString.capitalized(known)
    case "lower": result = PythonString.lowercased(known)
    case "upper": result = known.uppercased()
    case "swapcase": result = PythonString.swappedCase(known)
    case "title": result = PythonString.titleCased(known)
    case "casefold":
      guard known.utf8.allSatisfy({ $0 < 0x80 }) else {
        throw notEvaluated("`casefold` of what is not ASCII", span)
      }
      result = known.lowercased()
    case "strip", "lstrip", "rstrip":
      result = PythonString.stripped(
        known, of: try given.optionalText("chars"), atStart: name != "rstrip",
        atEnd: name != "lstrip")
    case "removeprefix", "removesuffix":
      let isPrefix = name == "removeprefix"
      guard let part = try given.text(isPrefix ? "prefix" : "suffix") else { throw given.failure }
      let count = part.unicodeScalars.count
      let scalars = known.unicodeScalars
      if isPrefix {
        result = PythonString.hasPrefix(known, part) ? String(scalars.dropFirst(count)) : known
      } else {
        result = PythonString.hasSuffix(known, part) ? String(scalars.dropLast(count)) : known
      }
    default: return .bool(PythonString.isTrue(name, of: known))
    }
    return .string(JinjaText(result, isMarkup: text.isMarkup))
  }

  private mutating func join(
    _ iterable: JinjaValue, by separator: JinjaText, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    var result = JinjaText("", isMarkup: separator.isMarkup)
    for (index, item) in try items(of: iterable, at: span).enumerated() {
      if index > 0 { result.append(separator) }
      if separator.isMarkup {
        result.append(escaped(try softText(try required(item, at: span), at: span)))
      } else {
        guard case .string(let text) = item else { throw wrongArguments(of: "join", span) }
        result.append(text)
      }
      if index.isMultiple(of: 256) { try spend(bytes: result.byteCount, at: span) }
    }
    return try weighed(result, at: span)
  }

  private mutating func callSplit(
    _ name: String, _ text: JinjaText, _ known: String, _ arguments: EvaluatedArguments,
    at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    func parts(_ parts: [String]) -> [JinjaValue] {
      parts.map { .string(JinjaText($0, isMarkup: text.isMarkup)) }
    }
    switch name {
    case "splitlines":
      let given = try arguments.bound(to: ["keepends"], of: name, at: span)
      let keepsEnds = try isTrue(given["keepends"], at: span)
      let lines = PythonString.lines(known, keepsEnds: keepsEnds)
      return owned(try weighed(.items(parts(lines)), at: span))
    case "partition", "rpartition":
      let given = try arguments.bound(
        to: ["sep"], required: 1, positionalOnly: 1, of: name, at: span)
      guard let separator = try given.text("sep"), !separator.isEmpty else { throw given.failure }
      let isFirst = name == "partition"
      guard let (before, after) = PythonString.partition(known, by: separator, isFirst: isFirst)
      else { return .tuple(parts(isFirst ? [known, "", ""] : ["", "", known])) }
      return .tuple(parts([before, separator, after]))
    default:
      let given = try arguments.bound(to: ["sep", "maxsplit"], of: name, at: span)
      let limit = try given.integer("maxsplit") ?? -1
      let atMost = limit < 0 ? Int.max : limit
      let separator = try given.optionalText("sep")
      guard separator != "" else { throw given.failure }
      let split = PythonString.split(
        known, separator: separator, atMost: atMost, fromEnd: name == "rsplit")
      return owned(try weighed(.items(parts(split)), at: span))
    }
  }

  private func search(
    _ name: String, _ known: String, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let given = try arguments.bound(
      to: ["part", "start", "end"], required: 1, positionalOnly: 3, of: name, at: span)
    let scalars = Array(known.unicodeScalars)
    func bound(_ value: Int?, _ fallback: Int) -> Int {
      guard let value else { return fallback }
      return value < 0 ? max(0, scalars.count + max(value, -scalars.count)) : value
    }
    let start = bound(try given.optionalInteger("start"), 0)
    let end = min(bound(try given.optionalInteger("end"), scalars.count), scalars.count)
    let isInside = start <= end && start <= scalars.count
    let region =
      isInside ? String(String.UnicodeScalarView(scalars[start..<end])) : ""
    if name == "startswith" || name == "endswith" {
      var parts: [JinjaValue] = []
      switch given["part"] {
      case .tuple(let items)?: parts = items
      case let part?: parts = [part]
      case nil: break
      }
      for part in parts {
        guard case .string(let text) = part, let known = text.known else { throw given.failure }
        guard isInside else { continue }
        let isMatch =
          name == "startswith"
          ? PythonString.hasPrefix(region, known) : PythonString.hasSuffix(region, known)
        if isMatch { return .bool(true) }
      }
      return .bool(false)
    }
    guard let part = try given.text("part") else { throw given.failure }
    if name == "count" {
      guard isInside else { return .integer(0) }
      return .integer(
        part.isEmpty ? end - start + 1 : PythonString.count(of: part, in: region))
    }
    let isLast = name.hasPrefix("r")
    let found = isInside ? PythonString.position(of: part, in: region, isLast: isLast) : nil
    guard let found else {
      guard name.hasSuffix("find") else {
        throw JinjaFailure(kind: .failure, message: "the text does not hold this", span: span)
      }
      return .integer(-1)
    }
    return .integer(start + found)
  }

  private mutating func pad(
    _ name: String, _ text: JinjaText, _ known: String, _ arguments: EvaluatedArguments,
    at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    func same(_ result: String) -> JinjaValue {
      .string(JinjaText(result, isMarkup: text.isMarkup))
    }
    if name == "expandtabs" {
      let given = try arguments.bound(to: ["tabsize"], of: name, at: span)
      let size = try given.integer("tabsize") ?? 8
      let tabs = known.utf8.count { $0 == 0x09 }
      let (growth, overflow) = tabs.multipliedReportingOverflow(by: max(0, size))
      guard !overflow else { throw tooLarge(span) }
      try spend(bytes: growth, at: span)
      return same(PythonString.expandedTabs(known, size: size))
    }
    let isFilled = name != "zfill"
    let given = try arguments.bound(
      to: isFilled ? ["width", "fill"] : ["width"], required: 1, positionalOnly: 2, of: name,
      at: span)
    guard let width = try given.integer("width") else { throw given.failure }
    try spend(bytes: max(0, width), at: span)
    guard isFilled else { return same(PythonString.zeroFilled(known, width: width)) }
    var fill = " "
    if case .string(let filling)? = given["fill"] {
      fill = (text.isMarkup ? escaped(filling) : filling).known ?? ""
    } else if given["fill"] != nil {
      throw given.failure
    }
    guard fill.unicodeScalars.count == 1 else { throw given.failure }
    switch name {
    case "center": return same(PythonString.centered(known, width: width, fill: fill))
    case "ljust": return same(PythonString.padded(known, width: width, fill: fill, atEnd: true))
    default: return same(PythonString.padded(known, width: width, fill: fill, atEnd: false))
    }
  }
}

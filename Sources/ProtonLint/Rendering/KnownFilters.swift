/// The built-in filters for known operands.
extension Renderer {
  /// Nil for filters that are not evaluated.
  mutating func applyKnown(
    _ name: String, to value: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue? {
    switch name {
    case "length", "count": return .integer(try length(of: value, at: span))
    case "first", "last": return try end(of: value, isFirst: name == "first", at: span)
    case "list": return .list(try items(of: value, at: span))
    case "reverse":
      if case .string(let text) = value, let known = text.known {
        return .text(String(String.UnicodeScalarView(known.unicodeScalars.reversed())))
      }
      let items = try items(of: value, at: span)
      return .lazy(JinjaLazy(kind: .iterator, items: items.reversed()))
    case "join": return try join(try items(of: value, at: span), arguments, at: span)
    case "abs":
      if let integer = value.integer {
        return try negate(.integer(integer), isMinus: integer < 0, at: span)
      }
      if case .float(let number) = value { return .float(number.magnitude) }
      throw JinjaFailure(kind: .failure, message: "this is no number", span: span)
    case "int":
      guard arguments.value(1, "base") == nil else { return nil }
      return try integer(of: value, at: span) ?? arguments.value(0, "default") ?? .integer(0)
    case "float":
      if let number = value.number { return .float(number) }
      if case .string(let text) = value, let number = PythonString.number(text.known ?? "") {
        return .float(number)
      }
      return arguments.value(0, "default") ?? .float(0)
    case "tojson":
      guard arguments.isEmpty else { return nil }
      return .text(try json(value, at: span))
    case "items":
      guard case .dict(let dict) = value else {
        throw JinjaFailure(kind: .failure, message: "`items` takes a dictionary", span: span)
      }
      let pairs = dict.entries.map { JinjaValue.tuple([$0.key, $0.value]) }
      return .lazy(JinjaLazy(kind: .iterator, items: pairs))
    case "truncate":
      guard case .string = value else { return nil }
      return try truncate(try known(value, at: span), arguments, at: span)
    default: return try applyToText(name, try known(value, at: span), arguments, at: span)
    }
  }

  /// The text of a known value.
  private mutating func known(_ value: JinjaValue, at span: Span) throws(JinjaFailure) -> String {
    let known = try text(of: value, at: span).known ?? ""
    try spend(bytes: known.utf8.count, at: span)
    return known
  }

  private func length(of value: JinjaValue, at span: Span) throws(JinjaFailure) -> Int {
    switch value {
    case .list(let items), .tuple(let items): return items.count
    case .lazy(let lazy) where lazy.kind != .iterator: return lazy.items.count
    case .dict(let dict): return dict.entries.count
    case .string(let text): return (text.known ?? "").unicodeScalars.count
    default: throw JinjaFailure(kind: .failure, message: "this value has no length", span: span)
    }
  }

  private mutating func end(
    of value: JinjaValue, isFirst: Bool, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    if case .lazy(let lazy) = value, lazy.kind == .iterator, !isFirst {
      throw JinjaFailure(kind: .failure, message: "an iterator has no last element", span: span)
    }
    let items = try items(of: value, at: span)
    let name = isFirst ? "first" : "last"
    return (isFirst ? items.first : items.last)
      ?? .undefined(JinjaUndefined(name: name, reason: .undefined(name)))
  }

  /// Nil where `int` takes its default.
  private func integer(of value: JinjaValue, at span: Span) throws(JinjaFailure) -> JinjaValue? {
    if let integer = value.integer { return .integer(integer) }
    let number: Double?
    switch value {
    case .float(let value):
      guard value.isFinite else {
        throw JinjaFailure(kind: .failure, message: "this has no integer", span: span)
      }
      number = value
    case .string(let text):
      if let integer = PythonString.integer(text.known ?? "") { return .integer(integer) }
      number = PythonString.number(text.known ?? "").flatMap { $0.isFinite ? $0 : nil }
    default: number = nil
    }
    guard let number else { return nil }
    guard let integer = Int(exactly: number.rounded(.towardZero)) else { throw tooLarge(span) }
    return .integer(integer)
  }

  mutating func join(
    _ items: [JinjaValue], _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    guard arguments.value(1, "attribute") == nil else {
      throw notEvaluated("`join` by attribute", span)
    }
    let separator = try text(of: arguments.value(0, "d") ?? .text(""), at: span)
    var result = JinjaText("")
    for (index, item) in items.enumerated() {
      if index > 0 { result.append(separator) }
      result.append(try text(of: try required(item, at: span), at: span))
      guard result.parts.count <= limits.elements else { throw tooLarge(span) }
    }
    return try weighed(result, at: span)
  }

  /// Nil for filters that are not evaluated.
  private mutating func applyToText(
    _ name: String, _ known: String, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue? {
    switch name {
    case "trim":
      guard let characters = arguments.value(0, "chars") else {
        return .text(PythonString.stripped(known))
      }
      if case .none = characters { return .text(PythonString.stripped(known)) }
      guard case .string(let set) = characters else {
        throw JinjaFailure(kind: .failure, message: "`trim` takes a text", span: span)
      }
      return .text(PythonString.stripped(known, of: set.known))
    case "capitalize": return .text(PythonString.capitalized(known))
    case "replace":
      guard let old = arguments.value(0, "old"), let new = arguments.value(1, "new") else {
        throw JinjaFailure(kind: .failure, message: "`replace` takes two texts", span: span)
      }
      let count = arguments.value(2, "count")
      if let count, count.integer == nil {
        guard case .none = count else {
          throw JinjaFailure(kind: .failure, message: "the count is no integer", span: span)
        }
      }
      return try replace(
        known, try text(of: old, at: span).known ?? "", try text(of: new, at: span).known ?? "",
        count?.integer, at: span)
    case "wordcount": return .integer(words(in: known))
    default: return nil
    }
  }

  mutating func replace(
    _ text: String, _ old: String, _ new: String, _ count: Int?, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let places = old.isEmpty ? text.utf8.count + 1 : text.utf8.count / old.utf8.count
    let (growth, overflow) = places.multipliedReportingOverflow(by: new.utf8.count)
    guard !overflow else { throw tooLarge(span) }
    if growth > limits.textBytes {
      // Far fewer places may be found than there is room for.
      let found = old.isEmpty ? places : PythonString.split(text, by: old, atMost: .max).count
      try spend(
        bytes: min(found, limits.textBytes) * min(new.utf8.count, limits.textBytes), at: span)
    } else {
      try spend(bytes: text.utf8.count + growth, at: span)
    }
    return .text(PythonString.replaced(text, old, by: new, atMost: count))
  }

  /// Runs of letters, digits and underscores, as the expression `\w+` finds them.
  private func words(in text: String) -> Int {
    var count = 0
    var isInside = false
    for scalar in text.unicodeScalars {
      let isWord = scalar == "_" || isAlphanumeric(scalar)
      if isWord, !isInside { count += 1 }
      isInside = isWord
    }
    return count
  }

  /// `str.isalnum` of one character.
  private func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: scalar.properties.numericType != nil
    }
  }

  private mutating func truncate(
    _ known: String, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let scalars = Array(known.unicodeScalars)
    let end = arguments.value(2, "end") ?? .text("...")
    guard case .string(let endText) = end, let end = endText.known,
      let length = (arguments.value(0, "length") ?? .integer(255)).integer
    else { throw notEvaluated("`truncate` of this", span) }
    var leeway = 5
    if let given = arguments.value(3, "leeway") {
      if let integer = given.integer {
        leeway = integer
      } else if case .none = given {
        leeway = 5
      } else {
        throw JinjaFailure(kind: .failure, message: "the leeway is no integer", span: span)
      }
    }
    let endCount = end.unicodeScalars.count
    guard length >= endCount, leeway >= 0 else {
      throw JinjaFailure(
        kind: .failure, message: "the length of `truncate` is shorter than its end", span: span)
    }
    let (longest, overflow) = length.addingReportingOverflow(leeway)
    if overflow || scalars.count <= longest { return .text(known) }
    let cut = scalars.prefix(length - endCount)
    let killsWords = try truth(of: arguments.value(1, "killwords") ?? .bool(false), at: span)
    if case .known(true) = killsWords {
      return .text(String(String.UnicodeScalarView(cut)) + end)
    }
    let words = cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut
    return .text(String(String.UnicodeScalarView(words)) + end)
  }
}

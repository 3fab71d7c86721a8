/// `text.format(…)`, with fields like `{}`, `{0.name[1]!r:>{width}}`.
extension Renderer {
  mutating func formatted(
    _ template: JinjaText, _ arguments: EvaluatedArguments, mapping: JinjaValue? = nil,
    at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    var fields = FormatFields(arguments: arguments, mapping: mapping, isMarkup: template.isMarkup)
    let text = try formatted(
      Array((template.known ?? "").unicodeScalars)[...], &fields, depth: 2, at: span)
    return .string(JinjaText(text, isMarkup: template.isMarkup))
  }

  private func badFormat(_ span: Span) -> JinjaFailure {
    JinjaFailure(
      kind: .failure, message: "the format and its values do not go together", span: span)
  }

  private mutating func formatted(
    _ template: ArraySlice<Unicode.Scalar>, _ fields: inout FormatFields, depth: Int, at span: Span
  ) throws(JinjaFailure) -> String {
    guard depth > 0 else { throw badFormat(span) }
    var result = ""
    var rest = template
    while let scalar = rest.popFirst() {
      switch scalar {
      case "{":
        if rest.first == "{", depth == 2 {
          rest.removeFirst()
          result += "{"
          continue
        }
        let field = try fieldText(&rest, at: span)
        result += try formatted(field: field, &fields, depth: depth, at: span)
      case "}":
        guard depth == 2, rest.popFirst() == "}" else { throw badFormat(span) }
        result += "}"
      default: result.unicodeScalars.append(scalar)
      }
      try spend(bytes: result.utf8.count / 16, at: span)
    }
    return result
  }

  /// What stands between a field's braces.
  private func fieldText(
    _ rest: inout ArraySlice<Unicode.Scalar>, at span: Span
  ) throws(JinjaFailure) -> ArraySlice<Unicode.Scalar> {
    var depth = 1
    var isIndex = false
    for index in rest.indices {
      switch rest[index] {
      case "[": isIndex = true
      case "]": isIndex = false
      case "{" where !isIndex: depth += 1
      case "}" where !isIndex: depth -= 1
      default: break
      }
      if depth == 0 {
        let field = rest[..<index]
        rest = rest[(index + 1)...]
        return field
      }
    }
    throw badFormat(span)
  }

  private mutating func formatted(
    field: ArraySlice<Unicode.Scalar>, _ fields: inout FormatFields, depth: Int, at span: Span
  ) throws(JinjaFailure) -> String {
    var isIndex = false
    var end = field.endIndex
    for index in field.indices {
      if field[index] == "[" { isIndex = true }
      if field[index] == "]" { isIndex = false }
      if !isIndex, field[index] == "!" || field[index] == ":" {
        end = index
        break
      }
    }
    let name = field[..<end]
    var rest = field[end...]
    var conversion: Unicode.Scalar?
    if rest.first == "!" {
      rest.removeFirst()
      guard let letter = rest.popFirst(), rest.isEmpty || rest.first == ":" else {
        throw badFormat(span)
      }
      conversion = letter
    }
    if rest.first == ":" { rest.removeFirst() }
    let value = fresh(try fields.value(named: name, in: &self, at: span))
    let spec =
      rest.contains("{") || rest.contains("}")
      ? try formatted(rest, &fields, depth: depth - 1, at: span)
      : String(String.UnicodeScalarView(rest))
    var operand = value
    switch conversion {
    case nil: break
    case "s": operand = .text(try knownText(value, at: span))
    case "r": operand = .string(try representation(of: value, at: span))
    case "a":
      operand = .text(
        PythonString.asciiOnly(try representation(of: value, at: span).known ?? ""))
    default: throw badFormat(span)
    }
    return try formatted(operand, spec, isMarkup: fields.isMarkup, at: span)
  }

  private mutating func formatted(
    _ value: JinjaValue, _ spec: String, isMarkup: Bool, at span: Span
  ) throws(JinjaFailure) -> String {
    if isMarkup, case .string(let text) = value, text.isMarkup {
      guard spec.isEmpty else { throw badFormat(span) }
      return text.known ?? ""
    }
    let text = try formatted(try required(value, at: span), spec, at: span)
    return isMarkup ? PythonString.escapedForHTML(text) : text
  }

  /// Python's `format(value, spec)`.
  private mutating func formatted(
    _ value: JinjaValue, _ spec: String, at span: Span
  ) throws(JinjaFailure) -> String {
    guard !spec.isEmpty else { return try knownText(value, at: span) }
    guard let parsed = FormatSpec(spec) else { throw badFormat(span) }
    try spend(bytes: max(parsed.width, parsed.precision ?? 0), at: span)
    let result: String?
    switch value {
    case .string(let text): result = parsed.text(of: text.known ?? "")
    case .float(let number): result = parsed.text(of: number)
    default: result = value.integer.flatMap { parsed.text(of: $0) }
    }
    guard let result else { throw badFormat(span) }
    return result
  }
}

/// The values of the fields of one format.
private struct FormatFields {
  let arguments: EvaluatedArguments
  let mapping: JinjaValue?
  let isMarkup: Bool
  private var next = 0
  /// Whether the fields have numbers; nil before the first.
  private var isNumbered: Bool?

  init(arguments: EvaluatedArguments, mapping: JinjaValue?, isMarkup: Bool) {
    self.arguments = arguments
    self.mapping = mapping
    self.isMarkup = isMarkup
  }

  mutating func value(
    named name: ArraySlice<Unicode.Scalar>, in renderer: inout Renderer, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let bad = JinjaFailure(
      kind: .failure, message: "the format has no value for a field", span: span)
    let end = name.firstIndex { $0 == "." || $0 == "[" } ?? name.endIndex
    var value = try first(String(String.UnicodeScalarView(name[..<end])), in: renderer, bad)
    var rest = name[end...]
    while let scalar = rest.popFirst() {
      value = try renderer.required(value, at: span)
      if scalar == "." {
        let end = rest.firstIndex { $0 == "." || $0 == "[" } ?? rest.endIndex
        let attribute = String(String.UnicodeScalarView(rest[..<end]))
        guard !attribute.isEmpty else { throw bad }
        value = try renderer.attribute(
          attribute, of: value, at: span, base: span, takesItems: false)
        rest = rest[end...]
      } else {
        guard scalar == "[", let end = rest.firstIndex(of: "]"), end > rest.startIndex else {
          throw bad
        }
        let key = String(String.UnicodeScalarView(rest[..<end]))
        let isNumber = key.utf8.allSatisfy { (0x30...0x39).contains($0) }
        let index: JinjaValue = isNumber ? Int(key).map { .integer($0) } ?? .none : .text(key)
        value = try renderer.item(index, of: value, at: span, base: span, takesAttributes: false)
        rest = rest[rest.index(after: end)...]
      }
      if case .undefined = value { throw bad }
    }
    return value
  }

  private mutating func first(
    _ name: String, in renderer: Renderer, _ bad: JinjaFailure
  ) throws(JinjaFailure) -> JinjaValue {
    if name.isEmpty || name.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      guard isNumbered == nil || isNumbered == !name.isEmpty else { throw bad }
      isNumbered = !name.isEmpty
      let number = name.isEmpty ? next : Int(name) ?? .max
      if name.isEmpty { next += 1 }
      guard mapping == nil, arguments.positional.indices.contains(number) else { throw bad }
      return arguments.positional[number]
    }
    if let mapping {
      guard case .dict(let dict) = mapping, let value = renderer.present(dict)[name] else {
        throw bad
      }
      return value
    }
    guard let value = arguments.named(name) else { throw bad }
    return value
  }
}

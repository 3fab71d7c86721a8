import ProtonLint

/// What a value breaks of what a schema permits.
struct SchemaViolation {
  let place: Span
  /// The value in words: "`80`", "a list".
  let subject: String
  /// What is wrong with it: "is a string where an integer is declared".
  let predicate: String
  /// The keyword of the schema, with its value.
  let declaration: Span
  var help: String?
}

extension InputShape {
  /// What a value breaks of this shape. Formats are not looked at, and neither is a value that keeps
  /// the current one or is yet to be rendered.
  func violations(of value: SyntaxNode, _ patterns: inout CompiledPatterns) -> [SchemaViolation] {
    guard value.tag == nil, !value.isBrokenAlias, !value.standsForAnother else { return [] }
    if value.isNull && isNullable { return [] }
    if let violation = typeViolation(of: value) { return [violation] }
    switch type {
    case .list: return listViolations(of: value, &patterns)
    case .map: return mapViolations(of: value, &patterns)
    case .string, .integer, .number, .boolean, nil:
      return [enumViolation(of: value)].compactMap(\.self) + boundViolations(of: value)
        + lengthViolations(of: value)
        + [patternViolation(of: value, &patterns)].compactMap(\.self)
    }
  }

  private func violation(
    of value: SyntaxNode, _ predicate: String, by keyword: String, help: String? = nil
  ) -> SchemaViolation {
    SchemaViolation(
      place: value.span, subject: value.inWords, predicate: predicate,
      declaration: (node.entry(keyword)?.span ?? typeName?.span) ?? node.span, help: help)
  }

  private func typeViolation(of value: SyntaxNode) -> SchemaViolation? {
    guard let type else { return nil }
    let possible = value.possibleTypes
    guard !possible.contains(type) else { return nil }
    let isFraction = type == .integer && possible.contains(.number)
    let found = isFraction ? "a fraction" : possible.first.map(inWords) ?? "null"
    return violation(of: value, "is \(found) where \(inWords(type)) is declared", by: "type")
  }

  private func enumViolation(of value: SyntaxNode) -> SchemaViolation? {
    guard let allowed, !allowed.isEmpty, value.isScalar, !value.isNull,
      !allowed.contains(where: { $0.isSame(as: value) })
    else { return nil }
    let names = allowed.prefix(8).map { "`\($0.text)`" }.joined(separator: ", ")
    return violation(
      of: value, "is none of the permitted values", by: "enum",
      help: "permitted are \(names)\(allowed.count > 8 ? "…" : "")")
  }

  private func boundViolations(of value: SyntaxNode) -> [SchemaViolation] {
    guard type == .integer || type == .number, let number = value.finiteNumber else { return [] }
    var found: [SchemaViolation] = []
    if let minimum, let text = node["minimum"]?.text {
      if number < minimum {
        found.append(violation(of: value, "is less than the minimum of \(text)", by: "minimum"))
      } else if number == minimum, isTrue("exclusiveMinimum") {
        found.append(violation(of: value, "is not more than \(text)", by: "exclusiveMinimum"))
      }
    }
    if let maximum, let text = node["maximum"]?.text {
      if number > maximum {
        found.append(violation(of: value, "is more than the maximum of \(text)", by: "maximum"))
      } else if number == maximum, isTrue("exclusiveMaximum") {
        found.append(violation(of: value, "is not less than \(text)", by: "exclusiveMaximum"))
      }
    }
    return found
  }

  private func lengthViolations(of value: SyntaxNode) -> [SchemaViolation] {
    guard type == .string, value.isScalar, !value.isNull else { return [] }
    let length = value.text.unicodeScalars.count
    return count(
      of: value, length, from: minLength, to: maxLength, "minLength", "maxLength", "character")
  }

  private func patternViolation(
    of value: SyntaxNode, _ patterns: inout CompiledPatterns
  ) -> SchemaViolation? {
    guard type == .string, value.isScalar, !value.isNull, let pattern, pattern.isScalar,
      patterns.answer(pattern, to: value.text) == false
    else { return nil }
    return violation(of: value, "does not match its pattern", by: "pattern")
  }

  private func count(
    of value: SyntaxNode, _ count: Int, from least: Int?, to most: Int?, _ leastKeyword: String,
    _ mostKeyword: String, _ unit: String
  ) -> [SchemaViolation] {
    let has = "has \(count) \(unit)\(count == 1 ? "" : "s")"
    if let least, count < least {
      return [violation(of: value, "\(has), fewer than \(least)", by: leastKeyword)]
    }
    if let most, count > most {
      return [violation(of: value, "\(has), more than \(most)", by: mostKeyword)]
    }
    return []
  }

  private func listViolations(
    of value: SyntaxNode, _ patterns: inout CompiledPatterns
  ) -> [SchemaViolation] {
    guard value.isSequence else { return [] }
    let elements = Array(value.items)
    let found = count(
      of: value, elements.count, from: minItems, to: maxItems, "minItems", "maxItems", "element")
    guard let items else { return found }
    return found + elements.flatMap { items.violations(of: $0, &patterns) }
  }

  private func mapViolations(
    of value: SyntaxNode, _ patterns: inout CompiledPatterns
  ) -> [SchemaViolation] {
    guard value.isMapping else { return [] }
    var found: [SchemaViolation] = []
    for property in properties {
      if let given = value[property.name] {
        found += property.shape.violations(of: given, &patterns)
      } else if property.isRequired, property.shape.defaultValue == nil {
        found.append(
          violation(of: value, "has no `\(property.name)`, which is required", by: "required"))
      }
    }
    return found
  }

  func isTrue(_ keyword: String) -> Bool { node[keyword]?.text == "true" }
}

private func inWords(_ type: Symbol.ValueType) -> String {
  switch type {
  case .string: "a string"
  case .integer: "an integer"
  case .number: "a number"
  case .boolean: "a boolean"
  case .list: "a list"
  case .map: "an object"
  }
}

extension SyntaxNode {
  /// `${Proton::CURRENT_VAL}`, a variable of a shell or a template, or a tag of an engine that renders
  /// specs.
  fileprivate var standsForAnother: Bool {
    guard isScalar else { return false }
    let text = text
    return text.contains("${") || text.contains("{{") || text.contains("{%")
  }

  fileprivate func isSame(as other: SyntaxNode) -> Bool {
    if text == other.text { return true }
    if let number = finiteNumber, number == other.finiteNumber { return true }
    return possibleTypes == [.boolean] && other.possibleTypes.contains(.boolean)
      && text.lowercased() == other.text.lowercased()
  }

  /// The number that a plain scalar is.
  fileprivate var finiteNumber: Double? {
    guard isScalar, style == .plain, text.utf8.contains(where: isDigit),
      let number = Double(text), number.isFinite
    else { return nil }
    return number
  }

  /// The types that a value may be of. Readers of YAML 1.1 and 1.2 disagree on some plain scalars;
  /// those may be of several. The first is the most likely.
  fileprivate var possibleTypes: [Symbol.ValueType] {
    switch kind {
    case .sequence: return [.list]
    case .mapping: return [.map]
    case .alias: return []
    case .scalar: break
    }
    if isNull { return [] }
    guard style == .plain else { return [.string] }
    let text = text
    switch text.lowercased() {
    case "true", "false": return [.boolean]
    case "yes", "no", "on", "off", "y", "n": return [.string, .boolean]
    default: break
    }
    guard text.utf8.contains(where: isDigit) else { return [.string] }
    if isDecimal(text) {
      guard let number = Double(text) else { return [.number, .string] }
      return number == number.rounded() ? [.integer, .number] : [.number]
    }
    // `0x1F`, `010`, `1_000`, `1e3` and `10:30` are numbers to some.
    return text.utf8.allSatisfy(mayBeInNumber) ? [.string, .integer, .number] : [.string]
  }
}

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

/// Whether a text is a number to every reader: digits without a leading zero, and perhaps a fraction.
private func isDecimal(_ text: String) -> Bool {
  let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
  let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }),
    let whole = parts.first
  else { return false }
  return whole.count == 1 || whole.first != UInt8(ascii: "0")
}

private func mayBeInNumber(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
    UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "x"), UInt8(ascii: "o"),
    UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "+"),
    UInt8(ascii: "-"):
    true
  default: false
  }
}

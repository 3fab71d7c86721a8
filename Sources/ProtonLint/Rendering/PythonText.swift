/// How Python prints values.
extension Renderer {
  /// What `{{ value }}` prints: Python's `str`.
  func text(of value: JinjaValue, at span: Span) throws(JinjaFailure) -> JinjaText {
    switch value {
    case .none: return JinjaText("None")
    case .bool(let value): return JinjaText(value ? "True" : "False")
    case .integer(let value): return JinjaText(String(value))
    case .float(let value): return JinjaText(pythonText(value))
    case .string(let text): return text
    case .list, .tuple, .dict: return try representation(of: value, at: span, depth: 0)
    case .symbol(let symbol): return JinjaText(parts: [.printed(.symbol(symbol.symbol))])
    case .object(let object):
      let symbol = Symbol(source: .derived, expression: object.name, type: .map)
      return JinjaText(parts: [.printed(.symbol(symbol))])
    case .choice(let choice):
      var alternatives: [TokenTable.Printed.Alternative] = []
      for (outcomes, value) in choice.alternatives {
        if case .undefined(let undefined) = value {
          throw JinjaFailure(
            kind: undefined.reason, message: undefined.message,
            span: span)
        }
        alternatives.append(
          TokenTable.Printed.Alternative(
            outcomes: outcomes, parts: try text(of: value, at: span).parts))
      }
      return JinjaText(parts: [.printed(.choice(choice.subject, alternatives))])
    case .undefined(let undefined):
      throw JinjaFailure(
        kind: undefined.reason, message: undefined.message, span: span)
    case .function, .namespace, .loop:
      throw JinjaFailure(kind: .unsupported, message: "a function is printed", span: span)
    }
  }

  /// Python's `repr`, with symbols where they stand.
  private func representation(
    of value: JinjaValue, at span: Span, depth: Int
  ) throws(JinjaFailure) -> JinjaText {
    guard depth < 64 else {
      throw JinjaFailure(kind: .limit, message: "nested too deep to print", span: span)
    }
    var result = JinjaText("")
    func add(_ items: [JinjaValue], _ open: String, _ close: String) throws(JinjaFailure) {
      result.append(.text(open))
      for (index, item) in items.enumerated() {
        if index > 0 { result.append(.text(", ")) }
        result.append(try representation(of: item, at: span, depth: depth + 1))
      }
      result.append(.text(close))
    }
    switch value {
    case .list(let items): try add(items, "[", "]")
    case .tuple(let items): try add(items, "(", items.count == 1 ? ",)" : ")")
    case .dict(let dict):
      result.append(.text("{"))
      for (index, entry) in dict.entries.enumerated() {
        if index > 0 { result.append(.text(", ")) }
        result.append(try representation(of: entry.key, at: span, depth: depth + 1))
        result.append(.text(": "))
        result.append(try representation(of: entry.value, at: span, depth: depth + 1))
      }
      result.append(.text("}"))
    case .string(let text):
      if let known = text.known { return JinjaText(pythonRepresentation(known)) }
      result.append(.text("'"))
      result.append(text)
      result.append(.text("'"))
    default: return try self.text(of: value, at: span)
    }
    return result
  }
}

/// Python's text of a floating-point number: `1.0`, `1e+16`, `inf`.
func pythonText(_ number: Double) -> String {
  if number.isNaN { return "nan" }
  if number.isInfinite { return number < 0 ? "-inf" : "inf" }
  return number.description
}

/// Python's `repr` of a string: single quotes unless the text holds some and no double ones.
func pythonRepresentation(_ text: String) -> String {
  let quote: Unicode.Scalar = text.contains("'") && !text.contains("\"") ? "\"" : "'"
  var result = String.UnicodeScalarView()
  result.append(quote)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
    case "\n": result.append(contentsOf: "\\n".unicodeScalars)
    case "\r": result.append(contentsOf: "\\r".unicodeScalars)
    case "\t": result.append(contentsOf: "\\t".unicodeScalars)
    case quote: result.append(contentsOf: ["\\", quote])
    default:
      if scalar.value < 0x20 || scalar.value == 0x7F {
        let digits = String(scalar.value, radix: 16)
        result.append(contentsOf: ("\\x" + (digits.count < 2 ? "0" : "") + digits).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
  }
  result.append(quote)
  return String(result)
}

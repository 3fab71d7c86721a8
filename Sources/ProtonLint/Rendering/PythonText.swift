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
    case .list, .tuple, .group, .dict, .lazy, .namespace, .function, .template:
      return try representation(of: value, at: span)
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
    case .loop(let number):
      var renderer = self
      let length = try renderer.length(ofLoop: number, at: span)
      return JinjaText("<LoopContext \(loops[number].index + 1)/\(length)>")
    case .iterator, .cycler, .joiner:
      // Python prints where in its memory these are.
      throw notEvaluated("the text of an iterator", span)
    }
  }

  /// Python's `repr`, with symbols where they stand.
  func representation(
    of value: JinjaValue, at span: Span, depth: Int = 0
  ) throws(JinjaFailure) -> JinjaText {
    guard depth < Weight.depthLimit else {
      throw JinjaFailure(kind: .limit, message: "this is nested too deep", span: span)
    }
    var result = JinjaText("")
    func add(_ items: [JinjaValue], _ open: String, _ close: String) throws(JinjaFailure) {
      result.append(.text(open))
      for (index, item) in items.enumerated() {
        if index > 0 { result.append(.text(", ")) }
        result.append(try representation(of: item, at: span, depth: depth + 1))
        guard result.byteCount <= limits.textBytes || result.parts.count > 1 else {
          throw tooLarge(span)
        }
      }
      result.append(.text(close))
    }
    func add(_ dict: JinjaDict) throws(JinjaFailure) {
      result.append(.text("{"))
      for (index, entry) in dict.entries.enumerated() {
        if index > 0 { result.append(.text(", ")) }
        result.append(try representation(of: entry.key, at: span, depth: depth + 1))
        result.append(.text(": "))
        result.append(try representation(of: entry.value, at: span, depth: depth + 1))
        guard result.byteCount <= limits.textBytes || result.parts.count > 1 else {
          throw tooLarge(span)
        }
      }
      result.append(.text("}"))
    }
    switch fresh(value) {
    case .list(let list): try add(list.items, "[", "]")
    case .tuple(let items), .group(let items): try add(items, "(", items.count == 1 ? ",)" : ")")
    case .dict(let dict): try add(dict)
    case .lazy(let lazy):
      switch lazy.kind {
      case .range(let start, let stop, let step):
        return JinjaText("range(\(start), \(stop)\(step == 1 ? "" : ", \(step)"))")
      case .keys: try add(lazy.items, "dict_keys([", "])")
      case .values: try add(lazy.items, "dict_values([", "])")
      case .pairs: try add(lazy.items, "dict_items([", "])")
      }
    case .namespace(let number):
      result.append(.text("<Namespace "))
      try add(namespaces[number])
      result.append(.text(">"))
    case .function(let function): return JinjaText(try representation(of: function, at: span))
    case .template: return JinjaText("<TemplateReference None>")
    case .string(let text):
      if text.isMarkup { result.append(.text("Markup(")) }
      if let known = text.known {
        result.append(.text(pythonRepresentation(known)))
      } else {
        result.append(.text("'"))
        result.append(JinjaText(parts: text.parts))
        result.append(.text("'"))
      }
      if text.isMarkup { result.append(.text(")")) }
    case .undefined where names.isConcrete: return JinjaText("Undefined")
    case let value: return try self.text(of: value, at: span)
    }
    return result
  }

  private func representation(
    of function: JinjaFunction, at span: Span
  ) throws(JinjaFailure) -> String {
    switch function {
    case .range: return "<class 'range'>"
    case .dict: return "<class 'dict'>"
    case .namespace: return "<class 'jinja2.utils.Namespace'>"
    case .cycler: return "<class 'jinja2.utils.Cycler'>"
    case .joiner: return "<class 'jinja2.utils.Joiner'>"
    case .macro(let number):
      let name = macros[number].name
      return "<Macro \(name.map { pythonRepresentation($0) } ?? "anonymous")>"
    case .method, .lipsum, .block:
      // Python prints where in its memory these are.
      throw notEvaluated("the text of a function", span)
    }
  }
}

/// Python's text of a floating-point number: `1.0`, `1e+16`, `inf`.
func pythonText(_ number: Double) -> String {
  if number.isNaN { return "nan" }
  if number.isInfinite { return number < 0 ? "-inf" : "inf" }
  return layOut(number.description)
}

/// The shortest digits of a number (those that Swift prints) as Python lays them out: with an
/// exponent below -4 and from 16 on.
private func layOut(_ text: String) -> String {
  let sign = text.hasPrefix("-") ? "-" : ""
  let halves = text.dropFirst(sign.count).split(separator: "e")
  let parts = (halves.first ?? "0").split(separator: ".", omittingEmptySubsequences: false)
  let whole = parts.first ?? "0"
  let fraction = parts.count > 1 && parts[1] != "0" ? parts[1] : ""
  let written = halves.count > 1 ? Int(halves[1]) ?? 0 : 0
  var digits = String(whole + fraction)
  var exponent = written + whole.utf8.count - 1
  while digits.utf8.count > 1, digits.hasPrefix("0") {
    digits.removeFirst()
    exponent -= 1
  }
  while digits.utf8.count > 1, digits.hasSuffix("0") { digits.removeLast() }
  if digits == "0" { return sign + "0.0" }
  if exponent < -4 || exponent >= 16 {
    let rest = digits.dropFirst().isEmpty ? "" : "." + digits.dropFirst()
    let size = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
    return sign + digits.prefix(1) + rest + "e" + (exponent < 0 ? "-" : "+") + size
  }
  if exponent < 0 {
    return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
  }
  let padding = String(repeating: "0", count: max(0, exponent + 1 - digits.utf8.count))
  digits += padding
  let tail = digits.dropFirst(exponent + 1)
  return sign + digits.prefix(exponent + 1) + "." + (tail.isEmpty ? "0" : tail)
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
      if PythonString.isPrintable(scalar) {
        result.append(scalar)
      } else {
        result.append(contentsOf: PythonString.escape(of: scalar).unicodeScalars)
      }
    }
  }
  result.append(quote)
  return String(result)
}

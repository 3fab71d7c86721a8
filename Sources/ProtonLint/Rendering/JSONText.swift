extension Renderer {
  /// `tojson`: JSON with sorted keys, and HTML's special characters escaped, as Jinja does it.
  func json(_ value: JinjaValue, at span: Span) throws(JinjaFailure) -> String {
    var result = ""
    try appendJSON(value, to: &result, at: span)
    return result
  }

  private func appendJSON(
    _ value: JinjaValue, to result: inout String, at span: Span
  ) throws(JinjaFailure) {
    guard result.utf8.count <= limits.textBytes else {
      throw JinjaFailure(kind: .limit, message: "this JSON is too long", span: span)
    }
    switch value {
    case .none: result += "null"
    case .bool(let value): result += value ? "true" : "false"
    case .integer(let value): result += String(value)
    case .float(let value): result += jsonNumber(value)
    case .string(let text): appendJSONString(text.known ?? "", to: &result)
    case .list(let items), .tuple(let items):
      result += "["
      for (index, item) in items.enumerated() {
        if index > 0 { result += ", " }
        try appendJSON(item, to: &result, at: span)
      }
      result += "]"
    case .dict(let dict):
      result += "{"
      for (index, entry) in try sorted(dict.entries, at: span).enumerated() {
        if index > 0 { result += ", " }
        try appendJSONKey(entry.key, to: &result, at: span)
        result += ": "
        try appendJSON(entry.value, to: &result, at: span)
      }
      result += "}"
    default:
      throw JinjaFailure(kind: .failure, message: "`tojson` cannot take this", span: span)
    }
  }

  private func sorted(
    _ entries: [(key: JinjaValue, value: JinjaValue)], at span: Span
  ) throws(JinjaFailure) -> [(key: JinjaValue, value: JinjaValue)] {
    for (one, other) in zip(entries, entries.dropFirst())
    where try order(one.key, other.key, at: span) == nil {
      throw JinjaFailure(
        kind: .failure, message: "`tojson` cannot sort keys of several types", span: span)
    }
    return entries.sorted { ((try? order($0.key, $1.key, at: span)) ?? nil) ?? 0 < 0 }
  }

  private func appendJSONKey(
    _ key: JinjaValue, to result: inout String, at span: Span
  ) throws(JinjaFailure) {
    switch key {
    case .string: try appendJSON(key, to: &result, at: span)
    case .none, .bool, .integer, .float:
      result += "\""
      try appendJSON(key, to: &result, at: span)
      result += "\""
    default:
      throw JinjaFailure(kind: .failure, message: "`tojson` cannot take this key", span: span)
    }
  }

  private func jsonNumber(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    return pythonText(number)
  }

  private func appendJSONString(_ text: String, to result: inout String) {
    result += "\""
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
    result += "\""
  }
}

extension Renderer {
  /// `tojson`: JSON with sorted keys, and HTML's special characters escaped, as Jinja does it.
  ///
  /// - Parameter indent: A number of spaces, or a text; each element has a line of its own then.
  mutating func json(
    _ value: JinjaValue, indent: JinjaValue?, at span: Span
  ) throws(JinjaFailure) -> String {
    var unit: String?
    switch indent {
    case nil, .some(.none): break
    case .string(let text)?: unit = text.known
    case let width?:
      guard let count = width.integer else { throw wrongArguments(of: "tojson", span) }
      try spend(bytes: max(0, count), at: span)
      unit = String(repeating: " ", count: max(0, count))
    }
    var result = ""
    try appendJSON(value, to: &result, indent: unit, depth: 0, at: span)
    return result
  }

  private mutating func appendJSON(
    _ value: JinjaValue, to result: inout String, indent: String?, depth: Int, at span: Span
  ) throws(JinjaFailure) {
    guard result.utf8.count <= limits.textBytes, depth < Weight.depthLimit else {
      throw JinjaFailure(kind: .limit, message: "this JSON is too long", span: span)
    }
    try spendStep(at: span)
    let escaped = indent.map { PythonString.escapedForScript($0) }
    func lineBreak(_ depth: Int) throws(JinjaFailure) -> String {
      guard let escaped else { return "" }
      try spend(bytes: escaped.utf8.count * depth, at: span)
      return "\n" + String(repeating: escaped, count: depth)
    }
    let separator = indent == nil ? ", " : ","
    func add(_ items: [JinjaValue]) throws(JinjaFailure) {
      guard !items.isEmpty else { return result += "[]" }
      result += "["
      for (index, item) in items.enumerated() {
        if index > 0 { result += separator }
        result += try lineBreak(depth + 1)
        try appendJSON(item, to: &result, indent: indent, depth: depth + 1, at: span)
      }
      result += try lineBreak(depth) + "]"
    }
    switch fresh(value) {
    case .none: result += "null"
    case .bool(let value): result += value ? "true" : "false"
    case .integer(let value): result += String(value)
    case .float(let value): result += jsonNumber(value)
    case .string(let text): appendJSONString(text.known ?? "", to: &result)
    case .list(let list): try add(list.items)
    case .tuple(let items), .group(let items): try add(items)
    case .dict(let dict):
      guard !dict.entries.isEmpty else { return result += "{}" }
      result += "{"
      for (index, entry) in try sorted(dict.entries, at: span).enumerated() {
        if index > 0 { result += separator }
        result += try lineBreak(depth + 1)
        try appendJSONKey(entry.key, to: &result, at: span)
        result += ": "
        try appendJSON(entry.value, to: &result, indent: indent, depth: depth + 1, at: span)
      }
      result += try lineBreak(depth) + "}"
    default:
      throw JinjaFailure(kind: .failure, message: "`tojson` cannot take this", span: span)
    }
  }

  private mutating func sorted(
    _ entries: [(key: JinjaValue, value: JinjaValue)], at span: Span
  ) throws(JinjaFailure) -> [(key: JinjaValue, value: JinjaValue)] {
    try order(of: entries.map(\.key), isReversed: false, at: span).map { entries[$0] }
  }

  private mutating func appendJSONKey(
    _ key: JinjaValue, to result: inout String, at span: Span
  ) throws(JinjaFailure) {
    switch key {
    case .string: try appendJSON(key, to: &result, indent: nil, depth: 0, at: span)
    case .none, .bool, .integer, .float:
      result += "\""
      try appendJSON(key, to: &result, indent: nil, depth: 0, at: span)
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

extension PythonString {
  /// The characters that `tojson` does not leave as they are, so that HTML takes it.
  fileprivate static func escapedForScript(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "<": "\\u003c"
      case ">": "\\u003e"
      case "&": "\\u0026"
      case "'": "\\u0027"
      default: String(scalar)
      }
    }.joined()
  }
}

/// `pprint`: Python's `pprint.pformat`, which breaks what is wider than 80 characters.
extension Renderer {
  mutating func prettyText(of value: JinjaValue, at span: Span) throws(JinjaFailure) -> String {
    var result = ""
    try appendPretty(value, to: &result, indent: 0, allowance: 0, level: 0, at: span)
    return result
  }

  private mutating func appendPretty(
    _ value: JinjaValue, to result: inout String, indent: Int, allowance: Int, level: Int,
    at span: Span
  ) throws(JinjaFailure) {
    try spend(16, at: span)
    let value = fresh(value)
    let line = try prettyLine(value, at: span)
    try spend(bytes: line.utf8.count + result.utf8.count / 16, at: span)
    guard line.unicodeScalars.count > 80 - indent - allowance, level < Weight.depthLimit else {
      return result += line
    }
    func add(
      _ items: [JinjaValue], _ open: String, _ close: String
    ) throws(JinjaFailure) {
      result += open
      for (index, item) in items.enumerated() {
        if index > 0 { result += ",\n" + String(repeating: " ", count: indent + 1) }
        let isLast = index == items.count - 1
        try appendPretty(
          item, to: &result, indent: indent + 1,
          allowance: isLast ? allowance + close.utf8.count : 1, level: level + 1, at: span)
      }
      result += close
    }
    switch value {
    case .list(let list): try add(list.items, "[", "]")
    case .tuple(let items): try add(items, "(", items.count == 1 ? ",)" : ")")
    case .dict(let dict):
      result += "{"
      let entries = try prettyOrder(dict, at: span)
      for (index, entry) in entries.enumerated() {
        if index > 0 { result += ",\n" + String(repeating: " ", count: indent + 1) }
        let key = try prettyLine(entry.key, at: span)
        result += key + ": "
        try appendPretty(
          entry.value, to: &result, indent: indent + 1 + key.unicodeScalars.count + 2,
          allowance: index == entries.count - 1 ? allowance + 1 : 1, level: level + 1, at: span)
      }
      result += "}"
    case .string(let text) where !text.isMarkup && text.byteCount > 0:
      result += prettyString(
        text.known ?? "", indent: indent, allowance: allowance, isOuter: level == 0)
    default: result += line
    }
  }

  /// A text in pieces, each at most as wide as the line.
  private func prettyString(
    _ text: String, indent: Int, allowance: Int, isOuter: Bool
  ) -> String {
    let indent = indent + (isOuter ? 1 : 0)
    let allowance = allowance + (isOuter ? 1 : 0)
    let width = 80 - indent
    func size(_ text: String) -> Int { pythonRepresentation(text).unicodeScalars.count }
    var chunks: [String] = []
    let lines = PythonString.lines(text, keepsEnds: true)
    for (index, line) in lines.enumerated() {
      let isLast = index == lines.count - 1
      if size(line) <= width - (isLast ? allowance : 0) {
        chunks.append(pythonRepresentation(line))
        continue
      }
      var current = ""
      let parts = words(in: line)
      for (number, part) in parts.enumerated() {
        let isEnd = isLast && number == parts.count - 1
        if size(current + part) > width - (isEnd ? allowance : 0) {
          if !current.isEmpty { chunks.append(pythonRepresentation(current)) }
          current = part
        } else {
          current += part
        }
      }
      if !current.isEmpty { chunks.append(pythonRepresentation(current)) }
    }
    if chunks.count == 1 { return pythonRepresentation(lines.last ?? text) }
    let joined = chunks.joined(separator: "\n" + String(repeating: " ", count: indent))
    return isOuter ? "(\(joined))" : joined
  }

  /// Words, each with the white space behind it.
  private func words(in line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var hasSpace = false
    for scalar in line.unicodeScalars {
      let isSpace = PythonString.isSpace(scalar)
      if hasSpace, !isSpace {
        words.append(word)
        word = ""
      }
      hasSpace = isSpace
      word.unicodeScalars.append(scalar)
    }
    return word.isEmpty ? words : words + [word]
  }

  /// The value on one line, its dictionaries sorted.
  private mutating func prettyLine(
    _ value: JinjaValue, at span: Span, depth: Int = 0
  ) throws(JinjaFailure) -> String {
    guard depth < Weight.depthLimit else { throw tooLarge(span) }
    try spendStep(at: span)
    var parts: [String] = []
    switch fresh(value) {
    case .list(let list):
      for item in list.items { parts.append(try prettyLine(item, at: span, depth: depth + 1)) }
      return "[" + parts.joined(separator: ", ") + "]"
    case .tuple(let items):
      for item in items { parts.append(try prettyLine(item, at: span, depth: depth + 1)) }
      return "(" + parts.joined(separator: ", ") + (items.count == 1 ? ",)" : ")")
    case .dict(let dict):
      for entry in try prettyOrder(dict, at: span) {
        let key = try prettyLine(entry.key, at: span, depth: depth + 1)
        parts.append("\(key): \(try prettyLine(entry.value, at: span, depth: depth + 1))")
      }
      return "{" + parts.joined(separator: ", ") + "}"
    case let value: return try representation(of: value, at: span).known ?? ""
    }
  }

  /// By key; what has no order is sorted by the name of its type.
  private mutating func prettyOrder(
    _ dict: JinjaDict, at span: Span
  ) throws(JinjaFailure) -> [(key: JinjaValue, value: JinjaValue)] {
    let entries = dict.entries
    do {
      return try order(of: entries.map(\.key), isReversed: false, at: span).map { entries[$0] }
    } catch {
      guard case .failure = error.kind else { throw error }
      let keys = entries.map { JinjaValue.items([.text(typeName($0.key)), $0.key]) }
      do {
        return try order(of: keys, isReversed: false, at: span).map { entries[$0] }
      } catch {
        guard case .failure = error.kind else { throw error }
        throw notEvaluated("`pprint` of keys without an order", span)
      }
    }
  }

  private func typeName(_ value: JinjaValue) -> String {
    switch value {
    case .none: "NoneType"
    case .bool, .integer, .float: "int"
    case .string: "str"
    case .tuple: "tuple"
    default: "~"
    }
  }
}

/// The filters that make texts.
extension Renderer {
  mutating func applyToText(
    _ name: String, _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    switch name {
    case "truncate": return try truncate(value, given, at: span)
    case "replace": return try replace(value, given, at: span)
    case "string": return .string(try softText(value, at: span))
    case "pprint": return .text(try prettyText(of: value, at: span))
    case "urlencode": return try urlEncoded(value, at: span)
    case "indent": return try indented(value, given, at: span)
    case "wordwrap": return try wrapped(value, given, at: span)
    default: break
    }
    let text = try softText(value, at: span)
    let known = text.known ?? ""
    try spend(bytes: known.utf8.count, at: span)
    func same(_ result: String) -> JinjaValue {
      .string(JinjaText(result, isMarkup: text.isMarkup))
    }
    switch name {
    case "lower": return same(PythonString.lowercased(known))
    case "upper": return same(known.uppercased())
    case "capitalize": return same(PythonString.capitalized(known))
    case "title": return .text(titled(known))
    case "trim":
      return same(PythonString.stripped(known, of: try given.optionalText("chars")))
    case "wordcount": return .integer(words(in: known))
    case "center":
      let width = try given.integer("width") ?? 80
      try spend(bytes: max(0, width), at: span)
      return same(PythonString.centered(known, width: width, fill: " "))
    default: throw notEvaluated("filter `\(name)`", span)
    }
  }

  /// `(` and white space begin words, as does `-`.
  private func titled(_ text: String) -> String {
    var result = ""
    var rest = ""
    var isStart = true
    for scalar in text.unicodeScalars {
      let isBetween =
        PythonString.isSpace(scalar) || ["-", "(", "{", "[", "<"].contains(scalar)
      if isBetween {
        result += PythonString.lowercased(rest)
        rest = ""
        result.unicodeScalars.append(scalar)
      } else if isStart {
        result += scalar.properties.uppercaseMapping
      } else {
        rest.unicodeScalars.append(scalar)
      }
      isStart = isBetween
    }
    return result + PythonString.lowercased(rest)
  }

  private mutating func replace(
    _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let count = try given.optionalInteger("count")
    guard let old = given["old"], let new = given["new"] else { throw given.failure }
    let texts = [
      try softText(value, at: span), try text(of: try required(old, at: span), at: span),
      try text(of: try required(new, at: span), at: span),
    ]
    guard escapes else {
      let parts = texts.map { $0.known ?? "" }
      return try replace(parts[0], parts[1], parts[2], count, at: span)
    }
    let isMarkup = texts.contains(where: \.isMarkup)
    let whole = isMarkup ? escaped(texts[0]) : texts[0]
    let replacement = isMarkup ? escaped(texts[2]) : texts[2]
    let result = try replace(
      whole.known ?? "", texts[1].known ?? "", replacement.known ?? "", count, at: span)
    return isMarkup ? markup(try text(of: result, at: span)) : result
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
      let isWord = PythonString.isWord(scalar)
      if isWord, !isInside { count += 1 }
      isInside = isWord
    }
    return count
  }

  private mutating func truncate(
    _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let end = given["end"] ?? .text("...")
    guard let endCount = try knownLength(of: end, at: span) else { throw given.failure }
    let length = try given.integer("length") ?? 255
    let leeway = try given.optionalInteger("leeway") ?? 5
    guard length >= endCount, leeway >= 0, let count = try knownLength(of: value, at: span) else {
      throw given.failure
    }
    let (longest, overflow) = length.addingReportingOverflow(leeway)
    if overflow || count <= longest { return value }
    guard case .string(let text) = value, case .string(let endText) = end else {
      throw given.failure
    }
    let known = text.known ?? ""
    try spend(bytes: known.utf8.count, at: span)
    let cut = known.unicodeScalars.prefix(length - endCount)
    let kept: Substring.UnicodeScalarView
    if try isTrue(given["killwords"], at: span) {
      kept = cut
    } else {
      kept = cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut
    }
    return try joined(JinjaText(String(kept), isMarkup: text.isMarkup), endText, at: span)
  }

  private mutating func indented(
    _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    guard case .string(let text) = value else { throw given.failure }
    let indent: String
    switch given["width"] {
    case .string(let text)?: indent = text.known ?? ""
    case let width:
      guard let count = width == nil ? 4 : width?.integer else { throw given.failure }
      try spend(bytes: max(0, count), at: span)
      indent = String(repeating: " ", count: max(0, count))
    }
    let isFirst = try isTrue(given["first"], at: span)
    let isBlank = try isTrue(given["blank"], at: span)
    let lines = PythonString.lines((text.known ?? "") + "\n")
    let (growth, overflow) = lines.count.multipliedReportingOverflow(by: indent.utf8.count + 1)
    guard !overflow else { throw tooLarge(span) }
    try spend(bytes: text.byteCount + growth, at: span)
    var result = isFirst ? indent : ""
    for (number, line) in lines.enumerated() {
      if number > 0 {
        result += "\n"
        if isBlank || !line.isEmpty { result += indent }
      }
      result += line
    }
    return .string(JinjaText(result, isMarkup: text.isMarkup))
  }

  private mutating func wrapped(
    _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    guard case .string(let text) = value else { throw given.failure }
    let separator = try given.optionalText("wrapstring") ?? "\n"
    let breaksWords =
      try given["break_long_words"].map { (flag) throws(JinjaFailure) in
        try isTrue(flag, at: span)
      } ?? true
    let breaksHyphens =
      try given["break_on_hyphens"].map { (flag) throws(JinjaFailure) in
        try isTrue(flag, at: span)
      } ?? true
    let known = text.known ?? ""
    let lines = PythonString.lines(known)
    guard let width = given["width"] == nil ? 79 : given["width"]?.integer else {
      throw given.failure
    }
    guard width > 0 || lines.isEmpty else { throw given.failure }
    try spend(bytes: known.utf8.count * 4, at: span)
    let wrapper = TextWrapper(
      width: width, breaksLongWords: breaksWords, breaksOnHyphens: breaksHyphens)
    let wrapped = lines.map { wrapper.wrapped($0).joined(separator: separator) }
    let (growth, overflow) = (known.utf8.count + lines.count).multipliedReportingOverflow(
      by: separator.utf8.count + 1)
    guard !overflow else { throw tooLarge(span) }
    try spend(bytes: min(growth, limits.textBytes), at: span)
    let result = wrapped.joined(separator: separator)
    try spend(bytes: result.utf8.count, at: span)
    return .text(result)
  }

  private mutating func urlEncoded(
    _ value: JinjaValue, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    switch value {
    case .string, .none, .bool, .integer, .float:
      return .text(PythonString.quoted(try knownText(value, at: span), keepsSlash: true))
    default: break
    }
    var pairs: [JinjaValue]
    if case .dict(let dict) = value {
      pairs = present(dict).entries.map { .tuple([$0.key, $0.value]) }
    } else {
      pairs = try items(of: value, at: span)
    }
    var result = ""
    for (index, pair) in pairs.enumerated() {
      let parts = try items(of: pair, at: span)
      guard parts.count == 2 else {
        throw JinjaFailure(
          kind: .failure, message: "`urlencode` takes pairs of a name and a value", span: span)
      }
      if index > 0 { result += "&" }
      for (number, part) in parts.enumerated() {
        if number > 0 { result += "=" }
        result += PythonString.quoted(try knownText(part, at: span), keepsSlash: false)
      }
      try spend(bytes: result.utf8.count, at: span)
    }
    return .text(result)
  }
}

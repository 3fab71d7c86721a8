/// Texts that are HTML already (`markupsafe.Markup`), and the filters that make them.
extension Renderer {
  func markup(_ text: JinjaText) -> JinjaValue {
    .string(JinjaText(parts: text.parts, isMarkup: true))
  }

  /// The text as HTML; one that is HTML stays as it is.
  func escaped(_ text: JinjaText) -> JinjaText {
    guard !text.isMarkup else { return text }
    return JinjaText(
      parts: text.parts.map { part in
        if case .text(let known) = part { .text(PythonString.escapedForHTML(known)) } else { part }
      }, isMarkup: true)
  }

  mutating func applyForHTML(
    _ name: String, _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    switch name {
    case "safe": return markup(try softText(value, at: span))
    case "escape", "e": return .string(escaped(try softText(value, at: span)))
    case "forceescape": return .string(escaped(JinjaText(try knownText(value, at: span))))
    case "striptags":
      return .text(PythonString.withoutTags(try knownText(value, at: span)))
    case "tojson":
      return markup(JinjaText(try json(value, indent: given["indent"], at: span)))
    case "xmlattr": return try attributes(value, given, at: span)
    default: return try urlized(value, given, at: span)
    }
  }

  private mutating func attributes(
    _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    guard case .dict(let dict) = value else { throw given.failure }
    var items: [String] = []
    for (key, value) in present(dict).entries {
      switch value {
      case .none, .undefined: continue
      default: break
      }
      guard case .string(let keyText) = key, let name = keyText.known,
        !name.unicodeScalars.contains(where: {
          (0x09...0x0D).contains($0.value) || [" ", "/", ">", "="].contains($0)
        })
      else { throw given.failure }
      let text = escaped(try softText(value, at: span)).known ?? ""
      items.append("\(escaped(keyText).known ?? "")=\"\(text)\"")
    }
    let joined = items.joined(separator: " ")
    try spend(bytes: joined.utf8.count, at: span)
    var hasSpace = true
    if let flag = given["autospace"] { hasSpace = try isTrue(flag, at: span) }
    let result = hasSpace && !joined.isEmpty ? " " + joined : joined
    return .string(JinjaText(result, isMarkup: escapes))
  }

  private mutating func urlized(
    _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    var relations = Set(PythonString.words(try given.optionalText("rel") ?? ""))
    if try isTrue(given["nofollow"], at: span) { relations.insert("nofollow") }
    relations.insert("noopener")
    var urlizer = Urlizer()
    urlizer.limit = try given.optionalInteger("trim_url_limit")
    let relation = relations.sorted { PythonString.order($0, $1) < 0 }.joined(separator: " ")
    urlizer.relation = " rel=\"\(PythonString.escapedForHTML(relation))\""
    if case .string(let target)? = given["target"], target.known?.isEmpty == false {
      urlizer.target = " target=\"\(escaped(target).known ?? "")\""
    }
    if let schemes = given["extra_schemes"], !schemes.isNone {
      for scheme in try items(of: schemes, at: span) {
        guard case .string(let text) = scheme, let known = text.known,
          Urlizer.isScheme(known)
        else { throw given.failure }
        urlizer.schemes.append(known)
      }
    }
    let text = escaped(try softText(value, at: span)).known ?? ""
    try spend(bytes: text.utf8.count * 8, at: span)
    let result = urlizer.urlized(text)
    try spend(bytes: result.utf8.count, at: span)
    return .string(JinjaText(result, isMarkup: escapes))
  }
}

extension PythonString {
  static func escapedForHTML(_ text: String) -> String {
    let special: Set<UInt8> = [0x26, 0x3C, 0x3E, 0x27, 0x22]
    guard text.utf8.contains(where: special.contains) else { return text }
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x26: result += Array("&amp;".utf8)
      case 0x3C: result += Array("&lt;".utf8)
      case 0x3E: result += Array("&gt;".utf8)
      case 0x27: result += Array("&#39;".utf8)
      case 0x22: result += Array("&#34;".utf8)
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `Markup(text).striptags()`: without comments and tags, white space folded, entities resolved.
  static func withoutTags(_ text: String) -> String {
    let withoutComments = removing(from: Array(text.utf8), Array("<!--".utf8), Array("-->".utf8))
    let bare = removing(from: withoutComments, [0x3C], [0x3E])
    return HTMLEntities.resolved(
      words(String(decoding: bare, as: UTF8.self)).joined(separator: " "))
  }

  /// What stands between an opening and the closing behind it goes, again and again. What a removal
  /// joins may open anew, so the search goes on from before it.
  private static func removing(
    from bytes: [UInt8], _ opening: [UInt8], _ closing: [UInt8]
  ) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    // Where the next closing begins, found once.
    var nextClosing = find(closing, in: bytes, from: 0)
    while index < bytes.count {
      result.append(bytes[index])
      index += 1
      guard result.suffix(opening.count).elementsEqual(opening) else { continue }
      // A comment's closing may overlap its opening, as in `<!-->`.
      let from = max(0, index - (opening.count > 1 ? 2 : 0))
      while let at = nextClosing, at < from { nextClosing = find(closing, in: bytes, from: at + 1) }
      guard let at = nextClosing else {
        return result + bytes[index...]
      }
      result.removeLast(opening.count)
      index = at + closing.count
    }
    return result
  }

  private static func find(_ part: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard part.count <= bytes.count, start <= bytes.count - part.count else { return nil }
    return (start...(bytes.count - part.count)).first { index in
      bytes[index..<index + part.count].elementsEqual(part)
    }
  }
}

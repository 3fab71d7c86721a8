/// Reads a JSON text, as RFC 8259 has it.
///
/// There is always a tree. The first thing that is no JSON is a problem; what people often write,
/// such as comments, a comma too many or single quotes, is then read as it was meant.
///
/// In a rendering, private-use characters stand for what only a deployment knows, so there a
/// value may consist of them without quotes.
public func parseJSON(_ text: [UInt8], map: SourceMap) -> SyntaxTree {
  var builder = SyntaxTreeBuilder(text: text, map: map, language: .json)
  guard text.count <= SyntaxTreeBuilder.sizeLimit else {
    builder.report(.malformed, "too large to be read", at: 0..<0)
    return builder.finish()
  }
  text.withUnsafeBufferPointer { bytes in
    var reader = JSONReader(bytes, builder: builder)
    reader.read()
    builder = reader.builder
  }
  return builder.finish()
}

private struct JSONReader {
  var builder: SyntaxTreeBuilder
  private let bytes: UnsafeBufferPointer<UInt8>
  private let places: TextPlaces
  private var offset: Int
  private var hasFault = false

  /// What may stand at ``offset``.
  private enum Expectation {
    case value
    case firstItemOrEnd, firstKeyOrEnd
    /// Behind a comma, of which the offset is given.
    case nextItem(Int), nextKey(Int)
    case commaOrEnd
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>, builder: SyntaxTreeBuilder) {
    self.bytes = bytes
    self.builder = builder
    places = TextPlaces(bytes: bytes)
    offset = places.hasPrefix("\u{FEFF}", at: 0) ? 3 : 0
  }

  mutating func read() {
    var expected: Expectation? = .value
    while let now = expected {
      skipBlanks()
      expected = step(now)
    }
  }

  /// - Returns: What to expect next; nil at the end, or where nothing can be made of the rest.
  private mutating func step(_ expected: Expectation) -> Expectation? {
    switch (expected, byte) {
    case (.firstItemOrEnd, UInt8(ascii: "]")), (.firstKeyOrEnd, UInt8(ascii: "}")):
      return endCollection()
    case (.nextItem(let comma), UInt8(ascii: "]")), (.nextKey(let comma), UInt8(ascii: "}")):
      report("a comma stands in front of the closing bracket", at: comma..<comma + 1)
      return endCollection()
    case (.firstKeyOrEnd, _), (.nextKey, _): return readKey()
    case (.value, _), (.firstItemOrEnd, _), (.nextItem, _): return readValue()
    case (.commaOrEnd, _): return readCommaOrEnd()
    }
  }

  private mutating func readValue() -> Expectation? {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard !builder.isAtDepthLimit else {
        builder.reportTooDeep(at: offset..<offset + 1)
        return nil
      }
      let isMapping = byte == UInt8(ascii: "{")
      builder.open(isMapping ? .mapping : .sequence, at: offset, isBracketed: true)
      offset += 1
      return isMapping ? .firstKeyOrEnd : .firstItemOrEnd
    case UInt8(ascii: "\""), UInt8(ascii: "'"): readString()
    default: readWord()
    }
    return .commaOrEnd
  }

  private mutating func readKey() -> Expectation? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): readString()
    default:
      report("expected a key in double quotes", at: places.character(at: offset))
      guard isInWord(byte) else { return nil }
      readWord()
    }
    skipBlanks()
    guard byte == UInt8(ascii: ":") else {
      report("expected `:` after a key", at: places.character(at: offset))
      return nil
    }
    offset += 1
    return .value
  }

  private mutating func readCommaOrEnd() -> Expectation? {
    guard builder.depth > 0 else {
      if offset < bytes.count {
        report("expected the end of the document", at: places.character(at: offset))
      }
      return nil
    }
    switch byte {
    case UInt8(ascii: ","):
      offset += 1
      return builder.isInMapping ? .nextKey(offset - 1) : .nextItem(offset - 1)
    case builder.isInMapping ? UInt8(ascii: "}") : UInt8(ascii: "]"):
      return endCollection()
    default:
      let opening = builder.openStart
      report(
        builder.isInMapping ? "expected `,` or `}`" : "expected `,` or `]`",
        at: places.character(at: offset), related: opening..<opening + 1)
      return nil
    }
  }

  private mutating func endCollection() -> Expectation {
    offset += 1
    builder.close(at: offset)
    return .commaOrEnd
  }

  /// Reads a string with its quotes; the offset is at the opening one.
  private mutating func readString() {
    let start = offset
    let quote = bytes[start]
    if quote == UInt8(ascii: "'") {
      report("a string needs double quotes", at: start..<start + 1)
    }
    offset += 1
    var isVerbatim = true
    scan: while offset < bytes.count {
      switch bytes[offset] {
      case quote: break scan
      case UInt8(ascii: "\\"):
        isVerbatim = false
        // Whatever is escaped, a quote among it, is no end.
        offset = min(offset + 2, bytes.count)
      case 0x0A, 0x0D:
        // Rather a quote that is missing than a string of two lines.
        break scan
      case ..<0x20:
        report(
          "a control character in a string: write it as an escape", at: offset..<offset + 1)
        offset += 1
      default: offset += 1
      }
    }
    let content = start + 1..<offset
    if offset < bytes.count, bytes[offset] == quote {
      offset += 1
    } else {
      report(
        "the string is not closed on its line", at: places.character(at: offset),
        related: start..<start + 1)
    }
    addString(start..<offset, content: content, isVerbatim: isVerbatim)
  }

  private mutating func addString(_ range: Range<Int>, content: Range<Int>, isVerbatim: Bool) {
    let isSingle = bytes[range.lowerBound] == UInt8(ascii: "'")
    let style = isSingle ? SyntaxNode.Style.singleQuoted : .doubleQuoted
    if isVerbatim {
      builder.addScalar(style, range, value: .inText(content))
      return
    }
    let string = JSONString(unescaping: bytes, in: content)
    if let fault = string.firstFault {
      report("unknown escape in a string", at: fault)
    }
    string.value.withUnsafeBufferPointer {
      builder.addScalar(style, range, value: .changed($0))
    }
  }

  /// Reads a number, `true`, `false` or `null`, or what somebody took for a value.
  private mutating func readWord() {
    let start = offset
    while offset < bytes.count, isInWord(bytes[offset]) { offset += 1 }
    let range = start..<offset
    let word = UnsafeBufferPointer(rebasing: bytes[range])
    if range.isEmpty {
      report("expected a value", at: places.character(at: start))
      if builder.depth == 0 { return }
    } else if !isJSONLiteral(word), !isJSONNumber(word), !mayHoldSymbol(word) {
      let text = String(decoding: word.prefix(40), as: UTF8.self)
      report("`\(text)` is no JSON value; text needs double quotes", at: range)
    }
    builder.addScalar(.plain, range, value: .inText(range))
  }

  private func mayHoldSymbol(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !builder.map.isIdentity else { return false }
    return String(decoding: word, as: UTF8.self).unicodeScalars.contains {
      $0.properties.generalCategory == .privateUse
    }
  }

  private func isInWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\""):
      false
    default: true
    }
  }

  private mutating func skipBlanks() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      case UInt8(ascii: "/") where places.hasPrefix("//", at: offset): skipComment(to: "\n")
      case UInt8(ascii: "/") where places.hasPrefix("/*", at: offset): skipComment(to: "*/")
      case UInt8(ascii: "#"): skipComment(to: "\n")
      default: return
      }
    }
  }

  private mutating func skipComment(to closing: StaticString) {
    let start = offset
    // `/*/` does not end where it begins.
    offset = min(offset + 2, bytes.count)
    while offset < bytes.count, !places.hasPrefix(closing, at: offset) { offset += 1 }
    report("JSON has no comments", at: start..<offset)
    offset = min(offset + closing.utf8CodeUnitCount, bytes.count)
  }

  /// The byte at ``offset``; 0 at the end, as no text of ours holds it.
  private var byte: UInt8 { places.byte(at: offset) }

  /// Reports the first fault; what follows it may be a consequence.
  private mutating func report(_ message: String, at range: Range<Int>, related: Range<Int>? = nil)
  {
    guard !hasFault else { return }
    hasFault = true
    builder.report(
      .malformed, message, at: range, related: related,
      relatedText: related == nil ? nil : "opened here")
  }
}

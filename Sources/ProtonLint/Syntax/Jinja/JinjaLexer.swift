/// Cuts a template into text and tags, as Jinja 3.1 does with its default settings.
///
/// Comments and the tags of `raw` blocks are used up here. Time is linear in the text: a tag that
/// turns out to be unclosed is left at the next opening marker, and what was read in vain is read
/// a second time only with tags that end there in any case.
struct JinjaLexer {
  enum Piece {
    /// What is printed as it stands, but for its carriage returns.
    case text(Range<Int>)
    case tag(JinjaTag)
  }

  /// Behind the text that counts: one line break at the very end is dropped.
  let limit: Int
  private(set) var problems: [SyntaxProblem] = []

  private let bytes: [UInt8]
  private let file: SourceFile.ID
  private var position = 0
  /// How far a tag was read whose end was then not found.
  private var triedUntil = 0
  private var unpairedQuotes: Set<UInt8> = []
  private var noCommentEnds = false

  init(_ bytes: [UInt8], file: SourceFile.ID) {
    self.bytes = bytes
    self.file = file
    let breakLength =
      switch (bytes.last, bytes.dropLast().last) {
      case (0x0A, 0x0D): 2
      case (0x0A, _), (0x0D, _): 1
      default: 0
      }
    limit = bytes.count - breakLength
  }

  /// The next piece; nil at the end.
  mutating func next() -> Piece? {
    while position < limit {
      guard let open = bytes.firstOpeningMarker(from: position, limit: limit) else {
        defer { position = limit }
        return .text(position..<limit)
      }
      let sign = byte(at: open + 2)
      let textEnd =
        sign == UInt8(ascii: "-") ? bytes.trimmingSpace(atEndOf: position..<open) : open
      if textEnd > position {
        defer { position = open }
        return .text(position..<textEnd)
      }
      position = open
      let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
      let start = isSigned ? open + 3 : open + 2
      switch bytes[open + 1] {
      case UInt8(ascii: "#"):
        skipComment(from: start)
      case UInt8(ascii: "%"):
        guard let rawStart = endOfRawTag(from: start) else {
          return .tag(tag(.statement, from: start))
        }
        if let text = rawText(from: rawStart) { return .text(text) }
      default:
        return .tag(tag(.output, from: start))
      }
    }
    return nil
  }

  private func byte(at offset: Int) -> UInt8 { offset < limit ? bytes[offset] : 0 }

  private mutating func reportUnclosed(_ name: String, at range: Range<Int>) {
    guard problems.count < JinjaLimits.problems else { return }
    let span = Span(file: file, start: range.lowerBound, end: range.upperBound)
    problems.append(SyntaxProblem(.malformed, "`\(name)` is never closed", in: .jinja, at: span))
  }

  private mutating func move(behind marker: Range<Int>) {
    position = marker.upperBound
    if bytes[marker.lowerBound] == UInt8(ascii: "-") {
      position = bytes.skippingSpace(from: position, limit: limit)
    }
  }
}

extension JinjaLexer {
  private mutating func skipComment(from start: Int) {
    // Jinja accepts a comment that is opened by the last characters of all.
    guard start < limit else {
      position = limit
      return
    }
    guard let end = commentEnd(from: start) else {
      noCommentEnds = true
      reportUnclosed("{#", at: position..<position + 2)
      position = bytes.lineEnd(from: start, limit: limit)
      return
    }
    let hasSign = end > start && bytes[end - 1] == UInt8(ascii: "-")
    move(behind: (hasSign ? end - 1 : end)..<(end + 2))
  }

  /// The offset of the next `#}`.
  private func commentEnd(from start: Int) -> Int? {
    guard !noCommentEnds else { return nil }
    var offset = start
    while offset + 1 < limit,
      let hash = bytes[offset..<limit - 1].firstIndex(of: UInt8(ascii: "#"))
    {
      if bytes[hash + 1] == UInt8(ascii: "}") { return hash }
      offset = hash + 1
    }
    return nil
  }
}

extension JinjaLexer {
  /// The offset behind `raw %}`, if that is what stands at an offset inside of a tag.
  private func endOfRawTag(from start: Int) -> Int? {
    guard let marker = marker(behind: "raw", from: start), bytes[marker.lowerBound] != 0x2B else {
      return nil
    }
    return bytes[marker.lowerBound] == UInt8(ascii: "-")
      ? bytes.skippingSpace(from: marker.upperBound, limit: limit) : marker.upperBound
  }

  /// The closing marker behind a word, with its sign, if both stand at an offset.
  private func marker(behind word: StaticString, from start: Int) -> Range<Int>? {
    let wordStart = bytes.skippingSpace(from: start, limit: limit)
    let wordEnd = wordStart + word.utf8CodeUnitCount
    guard wordEnd <= limit,
      word.withUTF8Buffer({ $0.elementsEqual(bytes[wordStart..<wordEnd]) })
    else { return nil }
    let marker = bytes.skippingSpace(from: wordEnd, limit: limit)
    let isSigned = byte(at: marker) == UInt8(ascii: "-") || byte(at: marker) == UInt8(ascii: "+")
    let end = isSigned ? marker + 3 : marker + 2
    guard end <= limit, bytes[end - 2] == UInt8(ascii: "%"), bytes[end - 1] == UInt8(ascii: "}")
    else { return nil }
    return marker..<end
  }

  /// Reads to behind `endraw`; nil if nothing stands before it.
  private mutating func rawText(from start: Int) -> Range<Int>? {
    let open = position
    var offset = start
    while let candidate = bytes.firstOpeningMarker(from: offset, limit: limit) {
      offset = candidate + 1
      guard bytes[candidate + 1] == UInt8(ascii: "%") else { continue }
      let sign = byte(at: candidate + 2)
      let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
      guard let end = marker(behind: "endraw", from: candidate + (isSigned ? 3 : 2)) else {
        continue
      }
      move(behind: end)
      let textEnd =
        sign == UInt8(ascii: "-") ? bytes.trimmingSpace(atEndOf: start..<candidate) : candidate
      return textEnd > start ? start..<textEnd : nil
    }
    position = limit
    // Jinja accepts a `raw` with nothing at all behind it.
    guard start < limit else { return nil }
    reportUnclosed("raw", at: open..<bytes.trimmingSpace(atEndOf: open..<start))
    return start..<limit
  }
}

extension JinjaLexer {
  /// Reads the tag at the position.
  private mutating func tag(_ kind: JinjaTag.Kind, from start: Int) -> JinjaTag {
    let open = position
    // Where a tag was read in vain, none may reach beyond the next opening marker.
    let tagLimit =
      open < triedUntil
      ? bytes.firstOpeningMarker(from: start, limit: limit) ?? limit : limit
    var scanner = JinjaTagScanner(
      bytes, kind: kind, from: start, limit: tagLimit, unpairedQuotes: unpairedQuotes)
    let outcome = scanner.scan()
    if tagLimit == limit { unpairedQuotes = scanner.unpairedQuotes }

    switch outcome {
    case .closed(let marker), .wrongMarker(let marker):
      move(behind: marker)
      return closedTag(kind, open: open, tokens: scanner.tokens, marker: marker)
    case .fault where scanner.firstInnerMarker == nil:
      let faultStart = scanner.tokens.last?.start ?? start
      if let marker = closingMarker(of: kind, from: faultStart) {
        move(behind: marker)
        return closedTag(kind, open: open, tokens: scanner.tokens, marker: marker)
      }
      triedUntil = max(triedUntil, scanner.position)
      return unclosedTag(kind, start: start, tokens: scanner.tokens, searchFrom: faultStart)
    case .fault, .endReached:
      triedUntil = max(triedUntil, scanner.position)
      return unclosedTag(
        kind, start: start, tokens: scanner.tokens, searchFrom: scanner.firstInnerMarker ?? start)
    }
  }

  private func closedTag(
    _ kind: JinjaTag.Kind, open: Int, tokens: [JinjaToken], marker: Range<Int>
  ) -> JinjaTag {
    var tokens = tokens
    if tokens.last?.kind != .end {
      tokens.append(JinjaToken(kind: .end, start: marker.lowerBound, end: marker.upperBound))
    }
    return JinjaTag(kind: kind, range: open..<marker.upperBound, isClosed: true, tokens: tokens)
  }

  /// The next closing marker, whatever stands before it, unless an opening one comes first.
  private func closingMarker(of kind: JinjaTag.Kind, from start: Int) -> Range<Int>? {
    var offset = start
    while offset + 1 < limit {
      switch (bytes[offset], bytes[offset + 1]) {
      case (kind.closer, UInt8(ascii: "}")):
        let hasSign = offset > start && bytes[offset - 1] == UInt8(ascii: "-")
        return (hasSign ? offset - 1 : offset)..<(offset + 2)
      case (UInt8(ascii: "{"), UInt8(ascii: "{")), (UInt8(ascii: "{"), UInt8(ascii: "%")),
        (UInt8(ascii: "{"), UInt8(ascii: "#")):
        return nil
      default:
        offset += 1
      }
    }
    return nil
  }

  /// A tag without an end: it is taken to end with its line, or at the next opening marker.
  private mutating func unclosedTag(
    _ kind: JinjaTag.Kind, start: Int, tokens: [JinjaToken], searchFrom: Int
  ) -> JinjaTag {
    let open = position
    reportUnclosed(kind.openingMarker, at: open..<open + 2)
    let nextMarker = bytes.firstOpeningMarker(from: searchFrom, limit: limit) ?? limit
    let end = bytes.lineEnd(from: start, limit: nextMarker)
    position = end
    let kept = tokens.prefix { $0.end <= end }
    return JinjaTag(
      kind: kind, range: open..<end, isClosed: false,
      tokens: kept + [JinjaToken(kind: .end, start: end, end: end)])
  }
}

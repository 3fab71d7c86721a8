/// Where each byte of a scalar's value stands in the author's text, whatever the scalar's style.
///
/// A value that stands in the text as it is needs no table. That of a block or of a scalar with
/// escapes or folded lines is laid along the text: white space against white space, all other
/// bytes one by one.
public struct ScalarPlaces: Sendable {
  private enum Layout: Sendable {
    case verbatim(start: Int)
    case aligned([Int], end: Int)
    /// Something does not match; only the whole has a place.
    case whole
  }

  private let node: SyntaxNode
  private let layout: Layout

  public init(_ node: SyntaxNode) {
    let node = node.target
    self.node = node
    if let range = node.valueRangeInText {
      layout = .verbatim(start: range.lowerBound)
    } else {
      layout = Self.alignment(of: node).map { .aligned($0.offsets, end: $0.end) } ?? .whole
    }
  }

  /// The place of a range of bytes of the value.
  public func span(of range: Range<Int>) -> Span {
    switch layout {
    case .verbatim(let start):
      return node.tree.map.origin(of: start + range.lowerBound..<start + range.upperBound)
    case .aligned(let offsets, let end):
      guard range.upperBound <= offsets.count else { return node.span }
      let first = range.lowerBound < offsets.count ? offsets[range.lowerBound] : end
      guard !range.isEmpty else { return node.tree.map.origin(of: first..<first) }
      return node.tree.map.origin(of: first..<max(first, offsets[range.upperBound - 1] + 1))
    case .whole: return node.span
    }
  }

  /// Where the value stands, for a parser of what it holds.
  var map: SourceMap {
    let tree = node.tree
    var pieces: [SourceMap.Piece] = []
    /// Adds bytes of the value that stand one behind the other in the text.
    func add(_ start: Int, _ range: Range<Int>) {
      guard !tree.map.isIdentity else {
        pieces.append(
          SourceMap.Piece(start: start, origin: tree.map.origin(of: range), isVerbatim: true))
        return
      }
      var low = range.lowerBound
      while low < range.upperBound {
        let index = tree.map.index(at: low)
        let next = index + 1 < tree.map.pieces.count ? tree.map.pieces[index + 1].start : .max
        let high = max(low + 1, min(range.upperBound, next))
        pieces.append(
          SourceMap.Piece(
            start: start + low - range.lowerBound, origin: tree.map.origin(of: low..<high),
            isVerbatim: tree.map.pieces[index].isVerbatim))
        low = high
      }
    }
    switch layout {
    case .verbatim(let start): add(0, start..<start + node.textBytes.count)
    case .aligned(let offsets, _):
      var first = 0
      for index in offsets.indices where index > 0 && offsets[index] != offsets[index - 1] + 1 {
        add(first, offsets[first]..<offsets[index - 1] + 1)
        first = index
      }
      if let last = offsets.last { add(first, offsets[first]..<last + 1) }
    case .whole: break
    }
    if pieces.isEmpty {
      pieces = [SourceMap.Piece(start: 0, origin: node.span, isVerbatim: false)]
    }
    return SourceMap(file: node.span.file, pieces: pieces)
  }

  private static func alignment(of node: SyntaxNode) -> (offsets: [Int], end: Int)? {
    let text = node.tree.text
    let value = node.textBytes
    let range = node.rangeInText
    var raw = range.lowerBound
    var end = range.upperBound
    switch node.style {
    case .literal, .folded:
      while raw < end, text[raw] != newline { raw += 1 }
    case .singleQuoted, .doubleQuoted:
      raw += 1
      end -= 1
    case .plain, .none: break
    }
    let hasEscapes = node.style == .doubleQuoted
    var offsets: [Int] = []
    offsets.reserveCapacity(value.count)
    var index = value.startIndex
    while index < value.endIndex {
      let gap = raw
      raw = endOfSpace(in: text, from: raw, to: end, hasEscapes: hasEscapes)
      while index < value.endIndex, isSpace(value[index]) {
        offsets.append(min(gap, max(range.lowerBound, end - 1)))
        index += 1
      }
      guard index < value.endIndex else { break }
      guard raw < end else { return nil }
      let isEscaped =
        (hasEscapes && text[raw] == UInt8(ascii: "\\"))
        || (node.style == .singleQuoted && text[raw] == UInt8(ascii: "'"))
      if isEscaped { raw += 1 }
      guard raw < end, text[raw] == value[index] else { return nil }
      offsets.append(raw)
      raw += 1
      index += 1
    }
    return (offsets, min(raw, end))
  }

  /// The end of the white space at an offset, escapes for white space included.
  private static func endOfSpace(
    in text: [UInt8], from start: Int, to end: Int, hasEscapes: Bool
  ) -> Int {
    var offset = start
    while offset < end {
      if isSpace(text[offset]) {
        offset += 1
      } else if hasEscapes, text[offset] == UInt8(ascii: "\\"), offset + 1 < end,
        isSpace(text[offset + 1]) || spaceEscapes.contains(text[offset + 1])
      {
        offset += 2
      } else {
        return offset
      }
    }
    return end
  }

  private static let spaceEscapes = Set("ntrvf".utf8)
}

private let newline = UInt8(ascii: "\n")

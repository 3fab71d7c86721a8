/// A document that stands as a string in another one.
struct EmbeddedText {
  let bytes: [UInt8]
  let map: SourceMap

  /// - Parameter node: A scalar of a file that is parsed as it stands.
  ///
  /// Places are exact where the string stands in the file as it is, be it without the indentation
  /// of a block. Otherwise, as with escapes, all of it comes from the scalar.
  init(of node: SyntaxNode) {
    let scalar = node.target
    bytes = Array(scalar.textBytes)
    let file = scalar.span.file
    let pieces =
      if let range = scalar.valueRangeInText {
        [SourceMap.Piece(start: 0, origin: scalar.tree.map.origin(of: range), isVerbatim: true)]
      } else {
        lines(of: bytes, in: scalar)
          ?? [SourceMap.Piece(start: 0, origin: scalar.span, isVerbatim: false)]
      }
    map = SourceMap(file: file, pieces: pieces)
  }

  /// A range of a file.
  init(_ range: Range<Int>, of file: SourceFile) {
    bytes = Array(file.bytes[range])
    map = SourceMap(
      file: file.id,
      pieces: [
        SourceMap.Piece(
          start: 0, origin: Span(file: file.id, start: range.lowerBound, end: range.upperBound),
          isVerbatim: true)
      ])
  }

  /// What a range of a file means, with its escapes resolved.
  init(_ bytes: [UInt8], from range: Range<Int>, of file: SourceFile) {
    self.bytes = bytes
    let origin = Span(file: file.id, start: range.lowerBound, end: range.upperBound)
    map = SourceMap(
      file: file.id,
      pieces: [SourceMap.Piece(start: 0, origin: origin, isVerbatim: false)])
  }

  /// The place of the whole text.
  var span: Span { map.origin(of: 0..<bytes.count) }

  /// JSON is read as the YAML that it is, for Proton takes either.
  func parsed() -> SyntaxTree { parseYAML(bytes, map: map) }
}

/// Where the lines of a literal block stand; nil if they are not found there one by one.
private func lines(of value: [UInt8], in scalar: SyntaxNode) -> [SourceMap.Piece]? {
  guard scalar.style == .literal else { return nil }
  let text = scalar.tree.text
  let range = scalar.rangeInText
  guard let header = text[range].firstIndex(of: newLine) else { return nil }
  var source = header + 1
  var indentation: Int?
  var pieces: [SourceMap.Piece] = []
  var start = 0
  while start < value.count {
    let end = value[start...].firstIndex(of: newLine) ?? value.count
    guard source <= range.upperBound else { return nil }
    let sourceEnd = text[source...].firstIndex(of: newLine) ?? text.count
    if end > start {
      // The first line that is not empty tells the indentation of all.
      let width = indentation ?? spaces(text[source..<sourceEnd]) - spaces(value[start..<end])
      indentation = width
      let from = source + width
      guard width >= 0, from + (end - start) <= sourceEnd,
        text[from..<from + (end - start)].elementsEqual(value[start..<end])
      else { return nil }
      pieces.append(piece(start, from, min(sourceEnd + 1, text.count), scalar))
    } else {
      pieces.append(piece(start, source, min(sourceEnd + 1, text.count), scalar))
    }
    start = end + 1
    source = sourceEnd + 1
  }
  return pieces.isEmpty ? nil : pieces
}

private func piece(
  _ start: Int, _ from: Int, _ to: Int, _ scalar: SyntaxNode
) -> SourceMap.Piece {
  SourceMap.Piece(
    start: start, origin: scalar.tree.map.origin(of: from..<max(from, to)), isVerbatim: true)
}

private func spaces(_ line: ArraySlice<UInt8>) -> Int {
  line.prefix { $0 == UInt8(ascii: " ") }.count
}

private let newLine = UInt8(ascii: "\n")

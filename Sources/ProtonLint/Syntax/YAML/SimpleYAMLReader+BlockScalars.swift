/// Literal and folded scalars.
extension SimpleYAMLReader {
  /// Reads a block scalar up to the first line that is indented less.
  mutating func blockScalar(parent: Int, tag: UInt32) throws(GivesUp) {
    let start = offset
    let isFolded = bytes[start] == UInt8(ascii: ">")
    offset += 1
    let chomping = byte(at: offset)
    if chomping == UInt8(ascii: "-") || chomping == UInt8(ascii: "+") { offset += 1 }
    try skipHeaderLine()

    var breaks = 0
    let indentation = try indentation(above: parent, &breaks)
    scratch.removeAll(keepingCapacity: true)
    // As in libyaml: the break behind the last line waits, since the next line decides on it.
    var isBreakPending = false
    var wasIndentedMore = false
    var isAtLine = true
    var end = offset
    while isAtLine, offset < bytes.count {
      let isIndentedMore = bytes[offset] == UInt8(ascii: " ")
      if isFolded, isBreakPending, !wasIndentedMore, !isIndentedMore {
        if breaks == 0 { scratch.append(UInt8(ascii: " ")) }
      } else if isBreakPending {
        scratch.append(UInt8(ascii: "\n"))
      }
      appendBreaks(&breaks)
      wasIndentedMore = isIndentedMore
      let line = offset
      while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
      scratch.append(contentsOf: bytes[line..<offset])
      isBreakPending = offset < bytes.count
      if isBreakPending { beginLine() }
      end = offset
      isAtLine = skipBlankLines(indentation, &breaks, &end)
    }
    if chomping != UInt8(ascii: "-") {
      if isBreakPending { scratch.append(UInt8(ascii: "\n")) }
      if chomping == UInt8(ascii: "+") { appendBreaks(&breaks) }
    }
    addBlockScalar(isFolded ? .folded : .literal, from: start, to: end, tag: tag)
  }

  private mutating func addBlockScalar(
    _ style: SyntaxNode.Style, from start: Int, to markedEnd: Int, tag: UInt32
  ) {
    let end = places.endOfBlockScalar(from: start, to: markedEnd)
    let content = places.startOfBlockScalarContent(from: start, to: end)..<end
    let isVerbatim = scratch.withUnsafeBufferPointer {
      equalBytes(UnsafeBufferPointer(rebasing: bytes[content]), $0)
    }
    if isVerbatim {
      builder.addScalar(style, start..<end, value: .inText(content), tag: tag)
    } else {
      addChanged(style, start..<end, tag: tag)
    }
  }

  /// Goes behind the line with the `|` or `>`.
  private mutating func skipHeaderLine() throws(GivesUp) {
    let end = offset
    skipSpaces()
    if byte(at: offset) == UInt8(ascii: "#"), offset > end {
      while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
    }
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\n") else { throw GivesUp() }
    beginLine()
  }

  /// The indentation of the first line that is not blank; reading goes on behind it.
  private mutating func indentation(
    above parent: Int, _ breaks: inout Int
  ) throws(GivesUp) -> Int {
    var longestBlank = 0
    while true {
      skipSpaces()
      guard offset < bytes.count else { throw GivesUp() }
      guard bytes[offset] == UInt8(ascii: "\n") else { break }
      longestBlank = max(longestBlank, offset - lineStart)
      breaks += 1
      beginLine()
    }
    let indentation = offset - lineStart
    guard indentation > max(parent, 0), indentation >= longestBlank else { throw GivesUp() }
    return indentation
  }

  /// Skips lines without content.
  ///
  /// - Parameter end: Becomes the offset behind the last break.
  /// - Returns: Whether a line of the scalar follows.
  private mutating func skipBlankLines(
    _ indentation: Int, _ breaks: inout Int, _ end: inout Int
  ) -> Bool {
    while true {
      while offset < bytes.count, offset - lineStart < indentation,
        bytes[offset] == UInt8(ascii: " ")
      {
        offset += 1
      }
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\n") else {
        return offset - lineStart == indentation
      }
      breaks += 1
      beginLine()
      end = offset
    }
  }

  private mutating func beginLine() {
    offset += 1
    lineStart = offset
  }

  private mutating func appendBreaks(_ breaks: inout Int) {
    for _ in 0..<breaks { scratch.append(UInt8(ascii: "\n")) }
    breaks = 0
  }
}

/// Places in a YAML text that libyaml's marks do not tell.
struct YAMLPlaces {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let text: TextPlaces

  init(_ text: TextPlaces) {
    self.text = text
    bytes = text.bytes
  }

  /// What stands in front of a node's content.
  struct Properties {
    var tag: Range<Int>?
    /// The offset of the content, behind tag, anchor, blanks and comments.
    var end: Int
  }

  /// Reads a tag and an anchor, in whichever order they stand.
  ///
  /// - Parameter limit: Where the content begins at the latest; it may have a tag of its own.
  func properties(from start: Int, to limit: Int) -> Properties {
    var properties = Properties(end: start)
    while true {
      let offset = skippingBlanks(from: properties.end)
      guard offset < limit else {
        properties.end = limit
        return properties
      }
      switch text.byte(at: offset) {
      case UInt8(ascii: "!"):
        let end = endOfTag(from: offset)
        properties.tag = offset..<end
        properties.end = end
      case UInt8(ascii: "&"):
        properties.end = endOfAnchor(from: offset)
      default:
        properties.end = offset
        return properties
      }
    }
  }

  /// The place behind the colon in front of an empty value; where the key ends if it has none.
  func behindColon(from keyEnd: Int) -> Int {
    let offset = skippingBlanks(from: keyEnd)
    return text.byte(at: offset) == UInt8(ascii: ":") ? offset + 1 : keyEnd
  }

  /// The end of a block scalar: behind its last line with content, without the line break.
  ///
  /// - Parameters:
  ///   - start: The offset of `|` or `>`.
  ///   - markedEnd: Where libyaml went on: behind all blank lines.
  func endOfBlockScalar(from start: Int, to markedEnd: Int) -> Int {
    let header = endOfBlockScalarHeader(from: start)
    var end = markedEnd
    while end > header {
      let line = startOfLine(before: end)
      if bytes[line..<end].contains(where: { !isBlankOrBreak($0) }) { break }
      end = line
    }
    while end > header, isBreak(bytes[end - 1]) { end -= 1 }
    // The first line is the header's: behind it may be a comment, but no content.
    return startOfLine(before: end) <= start ? header : end
  }

  /// The offset of a block scalar's first character that is neither blank nor break.
  func startOfBlockScalarContent(from start: Int, to end: Int) -> Int {
    var offset = start
    while offset < end, !isBreak(bytes[offset]) { offset += 1 }
    while offset < end, isBlankOrBreak(bytes[offset]) { offset += 1 }
    return offset
  }

  private func endOfTag(from start: Int) -> Int {
    let isVerbatim = text.byte(at: start + 1) == UInt8(ascii: "<")
    var end = start + 1
    while end < bytes.count, !isBlankOrBreak(bytes[end]) {
      if isVerbatim, bytes[end] == UInt8(ascii: ">") { return end + 1 }
      // Commas may stand in `!<…>` alone; in a flow collection one ends the tag.
      if !isVerbatim, bytes[end] == UInt8(ascii: ",") { break }
      end += 1
    }
    return end
  }

  /// libyaml takes letters, digits, `_` and `-` alone.
  private func endOfAnchor(from start: Int) -> Int {
    var end = start + 1
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        end += 1
      default: return end
      }
    }
    return end
  }

  /// Skips blanks, line breaks and comments.
  private func skippingBlanks(from start: Int) -> Int {
    var offset = start
    while offset < bytes.count {
      if isBlankOrBreak(bytes[offset]) {
        offset += 1
      } else if bytes[offset] == UInt8(ascii: "#") {
        while offset < bytes.count, !isBreak(bytes[offset]) { offset += 1 }
      } else {
        break
      }
    }
    return offset
  }

  private func endOfBlockScalarHeader(from start: Int) -> Int {
    var end = start + 1
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): end += 1
      default: return end
      }
    }
    return min(end, bytes.count)
  }

  /// The start of the line that ends at an offset, or with a break in front of it.
  private func startOfLine(before end: Int) -> Int {
    var start = max(0, end - 1)
    while start > 0, !isBreak(bytes[start - 1]) { start -= 1 }
    return start
  }
}

private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

private func isBlankOrBreak(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || isBreak(byte)
}

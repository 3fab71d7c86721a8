/// Plain and quoted scalars.
extension SimpleYAMLReader {
  /// Reads a plain or quoted scalar.
  ///
  /// - Parameter parent: The column of the block around it; nil inside of a flow collection.
  mutating func scalar(parent: Int?) throws(GivesUp) -> Scalar {
    switch byte(at: offset) {
    case UInt8(ascii: "'"): return try singleQuoted()
    case UInt8(ascii: "\""): return try doubleQuoted()
    default:
      guard let parent else { return try plainInFlow() }
      return try plain(parent: parent)
    }
  }

  private mutating func plain(parent: Int) throws(GivesUp) -> Scalar {
    switch byte(at: offset) {
    case UInt8(ascii: ":"), UInt8(ascii: "-"):
      guard !isBlank(at: offset + 1) else { throw GivesUp() }
    case let first: guard mayBeginPlain(first) else { throw GivesUp() }
    }
    let start = offset
    var end = plainLine()
    guard byte(at: offset) == UInt8(ascii: "\n"), continuesPlain(parent: parent) else {
      return Scalar(style: .plain, range: start..<end, content: start..<end)
    }
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: bytes[start..<end])
    repeat {
      var breaks = 0
      while offset < bytes.count, bytes[offset] == UInt8(ascii: "\n") {
        offset += 1
        lineStart = offset
        skipSpaces()
        breaks += 1
      }
      if breaks == 1 { scratch.append(UInt8(ascii: " ")) }
      for _ in 0..<breaks - 1 { scratch.append(UInt8(ascii: "\n")) }
      let line = offset
      end = plainLine()
      scratch.append(contentsOf: bytes[line..<end])
    } while byte(at: offset) == UInt8(ascii: "\n") && continuesPlain(parent: parent)
    // A key stands in one line.
    guard byte(at: offset) != UInt8(ascii: ":") else { throw GivesUp() }
    return Scalar(style: .plain, range: start..<end, content: nil)
  }

  /// Whether the next line that is not blank goes on with a plain scalar that ends its line here.
  private func continuesPlain(parent: Int) -> Bool {
    var line = offset
    var next = offset
    while next < bytes.count {
      switch bytes[next] {
      case UInt8(ascii: "\n"):
        next += 1
        line = next
      case UInt8(ascii: " "): next += 1
      case UInt8(ascii: "#"): return false
      default: return next - line > max(parent, 0)
      }
    }
    return false
  }

  /// Skips the part of a plain scalar that is in this line.
  ///
  /// - Returns: The end of it, without the blanks behind.
  private mutating func plainLine() -> Int {
    var end = offset
    scan: while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\n"): break scan
      case UInt8(ascii: " "):
        offset += 1
        continue scan
      case UInt8(ascii: ":"): if isBlank(at: offset + 1) { break scan }
      case UInt8(ascii: "#"): if bytes[offset - 1] == UInt8(ascii: " ") { break scan }
      default: break
      }
      offset += 1
      end = offset
    }
    return end
  }

  /// Whether a dash and a digit come next.
  private var isAtNumber: Bool {
    byte(at: offset) == UInt8(ascii: "-")
      && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte(at: offset + 1))
  }

  private mutating func plainInFlow() throws(GivesUp) -> Scalar {
    guard mayBeginPlain(byte(at: offset)) || isAtNumber else { throw GivesUp() }
    let start = offset
    var end = start
    scan: while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\n"), UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"): break scan
      case UInt8(ascii: " "):
        offset += 1
        continue scan
      case UInt8(ascii: ":"):
        switch byte(at: offset + 1) {
        case UInt8(ascii: " "), UInt8(ascii: "\n"): break scan
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
          UInt8(ascii: "}"):
          throw GivesUp()
        default: break
        }
      case UInt8(ascii: "#"): if bytes[offset - 1] == UInt8(ascii: " ") { break scan }
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "?"): throw GivesUp()
      default: break
      }
      offset += 1
      end = offset
    }
    return Scalar(style: .plain, range: start..<end, content: start..<end)
  }

  private mutating func singleQuoted() throws(GivesUp) -> Scalar {
    let start = offset
    var isChanged = false
    offset += 1
    var piece = offset
    while true {
      let next = byte(at: offset)
      if next == UInt8(ascii: "\n") { throw GivesUp() }
      offset += 1
      guard next == UInt8(ascii: "'") else { continue }
      guard byte(at: offset) == UInt8(ascii: "'") else { break }
      if !isChanged { scratch.removeAll(keepingCapacity: true) }
      isChanged = true
      scratch.append(contentsOf: bytes[piece..<offset])
      offset += 1
      piece = offset
    }
    if isChanged { scratch.append(contentsOf: bytes[piece..<offset - 1]) }
    return Scalar(
      style: .singleQuoted, range: start..<offset,
      content: isChanged ? nil : start + 1..<offset - 1)
  }

  private mutating func doubleQuoted() throws(GivesUp) -> Scalar {
    let start = offset
    var isChanged = false
    offset += 1
    var piece = offset
    while true {
      let next = byte(at: offset)
      if next == UInt8(ascii: "\n") { throw GivesUp() }
      offset += 1
      if next == UInt8(ascii: "\"") { break }
      guard next == UInt8(ascii: "\\") else { continue }
      if !isChanged { scratch.removeAll(keepingCapacity: true) }
      isChanged = true
      scratch.append(contentsOf: bytes[piece..<offset - 1])
      switch byte(at: offset) {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
        scratch.append(byte(at: offset))
      case UInt8(ascii: "n"): scratch.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): scratch.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "r"): scratch.append(UInt8(ascii: "\r"))
      default: throw GivesUp()
      }
      offset += 1
      piece = offset
    }
    if isChanged { scratch.append(contentsOf: bytes[piece..<offset - 1]) }
    return Scalar(
      style: .doubleQuoted, range: start..<offset,
      content: isChanged ? nil : start + 1..<offset - 1)
  }
}

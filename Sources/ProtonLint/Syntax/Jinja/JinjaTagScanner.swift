/// Cuts the inside of one tag into tokens.
///
/// A closing marker counts only where all brackets are closed: `{{ {'a': {}} }}` ends at its end.
struct JinjaTagScanner {
  enum Outcome {
    case closed(marker: Range<Int>)
    /// `{{ a %}`: the other kind's marker, surely meant as the end.
    case wrongMarker(Range<Int>)
    /// The last token is one that nothing can be made of.
    case fault
    case endReached
  }

  private let bytes: [UInt8]
  private let kind: JinjaTag.Kind
  private let limit: Int
  private(set) var position: Int
  private(set) var tokens: [JinjaToken] = []
  /// Where an opening marker stands among the tokens. It is two brackets if all goes well, and
  /// otherwise a sign that this tag is not closed.
  private(set) var firstInnerMarker: Int?
  /// The quotes that are known to have no partner in the rest of the text.
  private(set) var unpairedQuotes: Set<UInt8>
  /// The closing brackets that are due.
  private var brackets: [UInt8] = []

  init(
    _ bytes: [UInt8], kind: JinjaTag.Kind, from start: Int, limit: Int, unpairedQuotes: Set<UInt8>
  ) {
    self.bytes = bytes
    self.kind = kind
    self.limit = limit
    self.unpairedQuotes = unpairedQuotes
    position = start
  }

  mutating func scan() -> Outcome {
    while position < limit {
      if brackets.isEmpty {
        if let marker = closingMarker() {
          append(.end, length: marker.count)
          return .closed(marker: marker)
        }
        let first = bytes[position]
        let wrong = kind == .output ? UInt8(ascii: "%") : UInt8(ascii: "}")
        if first == wrong, peek(1) == UInt8(ascii: "}") {
          append(.misfit, length: 2)
          return .wrongMarker(position - 2..<position)
        }
      }
      let space = bytes.spaceLength(at: position, limit: limit)
      if space > 0 {
        position += space
      } else if !scanToken() {
        return .fault
      }
    }
    return .endReached
  }

  /// The closing marker at the position, with its sign.
  private func closingMarker() -> Range<Int>? {
    let first = bytes[position]
    let isSign =
      first == UInt8(ascii: "-") || (first == UInt8(ascii: "+") && kind == .statement)
    let offset = isSign ? 1 : 0
    guard peek(offset) == kind.closer, peek(offset + 1) == UInt8(ascii: "}") else { return nil }
    return position..<(position + offset + 2)
  }

  /// The byte at a distance from the position; 0 beyond the limit.
  private func peek(_ distance: Int) -> UInt8 {
    position + distance < limit ? bytes[position + distance] : 0
  }

  private mutating func append(_ kind: JinjaToken.Kind, length: Int) {
    tokens.append(JinjaToken(kind: kind, start: position, end: position + length))
    position += length
  }

  /// Appends one token; false if it is one that ends the scan.
  private mutating func scanToken() -> Bool {
    let byte = bytes[position]
    if byte.isASCIIDigit {
      scanNumber()
      return true
    }
    if byte.isASCIINameByte || byte >= 0x80 { return scanName() }
    if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") { return scanString(quote: byte) }
    return scanOperator(byte)
  }

  private mutating func scanName() -> Bool {
    var end = position
    while end < limit {
      if bytes[end].isASCIINameByte {
        end += 1
      } else if bytes[end] >= 0x80, let (scalar, length) = bytes.scalar(at: end, limit: limit),
        end == position ? scalar.startsJinjaName : scalar.continuesJinjaName
      {
        end += length
      } else {
        break
      }
    }
    guard end > position else {
      append(
        .unexpectedCharacter, length: bytes.scalar(at: position, limit: limit)?.length ?? 1)
      return false
    }
    append(.name, length: end - position)
    return true
  }

  private mutating func scanString(quote: UInt8) -> Bool {
    if !unpairedQuotes.contains(quote) {
      var end = position + 1
      while end < limit {
        if bytes[end] == quote {
          append(.string, length: end + 1 - position)
          return true
        }
        end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      unpairedQuotes.insert(quote)
    }
    append(.unclosedString, length: 1)
    return false
  }

  private mutating func scanOperator(_ byte: UInt8) -> Bool {
    let next = peek(1)
    let isAssigned = next == UInt8(ascii: "=")
    switch byte {
    case UInt8(ascii: "."): append(.dot, length: 1)
    case UInt8(ascii: ","): append(.comma, length: 1)
    case UInt8(ascii: ":"): append(.colon, length: 1)
    case UInt8(ascii: ";"): append(.semicolon, length: 1)
    case UInt8(ascii: "|"): append(.pipe, length: 1)
    case UInt8(ascii: "~"): append(.tilde, length: 1)
    case UInt8(ascii: "+"): append(.plus, length: 1)
    case UInt8(ascii: "-"): append(.minus, length: 1)
    case UInt8(ascii: "%"): append(.modulo, length: 1)
    case UInt8(ascii: "*") where next == byte: append(.power, length: 2)
    case UInt8(ascii: "*"): append(.multiply, length: 1)
    case UInt8(ascii: "/") where next == byte: append(.floorDivide, length: 2)
    case UInt8(ascii: "/"): append(.divide, length: 1)
    case UInt8(ascii: "=") where isAssigned: append(.equal, length: 2)
    case UInt8(ascii: "="): append(.assign, length: 1)
    case UInt8(ascii: "!") where isAssigned: append(.notEqual, length: 2)
    case UInt8(ascii: "<") where isAssigned: append(.lessOrEqual, length: 2)
    case UInt8(ascii: "<"): append(.less, length: 1)
    case UInt8(ascii: ">") where isAssigned: append(.greaterOrEqual, length: 2)
    case UInt8(ascii: ">"): append(.greater, length: 1)
    case UInt8(ascii: "("): open(.openParenthesis, until: UInt8(ascii: ")"))
    case UInt8(ascii: "["): open(.openBracket, until: UInt8(ascii: "]"))
    case UInt8(ascii: "{"):
      if firstInnerMarker == nil, next == byte || next == UInt8(ascii: "%") {
        firstInnerMarker = position
      }
      open(.openBrace, until: UInt8(ascii: "}"))
    case UInt8(ascii: ")"): return close(.closeParenthesis)
    case UInt8(ascii: "]"): return close(.closeBracket)
    case UInt8(ascii: "}"): return close(.closeBrace)
    default:
      append(.unexpectedCharacter, length: 1)
      return false
    }
    return true
  }

  private mutating func open(_ kind: JinjaToken.Kind, until bracket: UInt8) {
    append(kind, length: 1)
    brackets.append(bracket)
  }

  private mutating func close(_ kind: JinjaToken.Kind) -> Bool {
    if brackets.last == bytes[position] {
      brackets.removeLast()
      append(kind, length: 1)
      return true
    }
    let isMarker = bytes[position] == self.kind.closer && peek(1) == UInt8(ascii: "}")
    append(.misfit, length: isMarker ? 2 : 1)
    return false
  }
}

/// Numbers, which Jinja knows by regular expressions of its own.
extension JinjaTagScanner {
  private mutating func scanNumber() {
    // `a.0.1` is two look-ups, and no float.
    let followsDot = position > 0 && bytes[position - 1] == UInt8(ascii: ".")
    if !followsDot, let end = floatEnd() {
      append(.float, length: end - position)
    } else {
      append(.integer, length: integerEnd() - position)
    }
  }

  private func byte(at offset: Int) -> UInt8 { offset < limit ? bytes[offset] : 0 }

  /// The end of a run of digits with single underscores between them; `start` if there is none.
  private func digitsEnd(from start: Int) -> Int {
    var end = start
    while byte(at: end).isASCIIDigit
      || (end > start && byte(at: end) == UInt8(ascii: "_") && byte(at: end + 1).isASCIIDigit)
    {
      end += 1
    }
    return end
  }

  private func floatEnd() -> Int? {
    let whole = digitsEnd(from: position)
    guard byte(at: whole) == UInt8(ascii: "."), byte(at: whole + 1).isASCIIDigit else {
      return exponentEnd(from: whole)
    }
    let fraction = digitsEnd(from: whole + 1)
    return exponentEnd(from: fraction) ?? fraction
  }

  private func exponentEnd(from start: Int) -> Int? {
    guard byte(at: start) | 0x20 == UInt8(ascii: "e") else { return nil }
    let sign = byte(at: start + 1)
    let digits = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") ? start + 2 : start + 1
    let end = digitsEnd(from: digits)
    return end > digits ? end : nil
  }

  private func integerEnd() -> Int {
    guard bytes[position] == UInt8(ascii: "0") else { return digitsEnd(from: position) }
    let digits: (UInt8) -> Bool
    switch byte(at: position + 1) | 0x20 {
    case UInt8(ascii: "b"): digits = { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") }
    case UInt8(ascii: "o"): digits = { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
    case UInt8(ascii: "x"): digits = { $0.hexadecimalValue != nil }
    default: return runEnd(from: position + 1) { $0 == UInt8(ascii: "0") }
    }
    let end = runEnd(from: position + 2, of: digits)
    return end > position + 2 ? end : position + 1
  }

  /// The end of a run of digits, each of which an underscore may stand before.
  private func runEnd(from start: Int, of isDigit: (UInt8) -> Bool) -> Int {
    var end = start
    while true {
      let digit = byte(at: end) == UInt8(ascii: "_") ? end + 1 : end
      guard digit < limit, isDigit(bytes[digit]) else { return end }
      end = digit + 1
    }
  }
}

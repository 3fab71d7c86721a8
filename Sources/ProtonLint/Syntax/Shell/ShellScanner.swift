/// Words, expansions and redirections of a text of the shell.
struct ShellScanner {
  private let bytes: [UInt8]
  private var offset = 0
  /// Here-documents whose text begins with the next line.
  private var awaited: [(delimiter: String, stripsTabs: Bool)] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { offset >= bytes.count }

  func byte(_ distance: Int = 0) -> UInt8? {
    offset + distance < bytes.count ? bytes[offset + distance] : nil
  }

  mutating func advance() { offset += 1 }

  mutating func advance(while byte: UInt8) {
    while self.byte() == byte { offset += 1 }
  }

  mutating func take(_ text: StaticString) -> Bool {
    let isHere = text.withUTF8Buffer { bytes[min(offset, bytes.count)...].starts(with: $0) }
    if isHere { offset += text.utf8CodeUnitCount }
    return isHere
  }

  /// Blanks, and line ends that a backslash takes away.
  mutating func skipBlanks() {
    while let byte = byte() {
      if byte == space || byte == tab || byte == carriageReturn {
        offset += 1
      } else if byte == backslash, self.byte(1) == newline {
        offset += 2
      } else {
        return
      }
    }
  }

  mutating func skipComment() {
    while let byte = byte(), byte != newline { offset += 1 }
  }

  /// Goes behind the end of a line and behind the here-documents that begin there.
  mutating func endLine() {
    offset += 1
    for (delimiter, stripsTabs) in awaited {
      var isClosed = false
      while !isClosed, !isAtEnd {
        let end = bytes[offset...].firstIndex(of: newline) ?? bytes.count
        var line = bytes[offset..<end]
        if stripsTabs { line = line.drop { $0 == tab } }
        if line.last == carriageReturn { line = line.dropLast() }
        isClosed = line.elementsEqual(delimiter.utf8)
        offset = min(end + 1, bytes.count)
      }
    }
    awaited = []
  }

  mutating func takeClosingParenthesis() -> Bool {
    skipBlanks()
    return take(")")
  }

  /// Goes behind the brace that opens the body of a function.
  mutating func skipToBody() {
    while let byte = byte(), byte == space || byte == tab || byte == newline { offset += 1 }
    if byte() == UInt8(ascii: "{") { offset += 1 }
  }

  // MARK: Redirections

  var startsRedirection: Bool {
    var index = 0
    while let byte = byte(index), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      index += 1
    }
    if index == 0, byte() == UInt8(ascii: "&") { return byte(1) == greater }
    return byte(index) == less || byte(index) == greater
  }

  mutating func redirection() -> ShellRedirection? {
    while let byte = byte(), byte != less, byte != greater { offset += 1 }
    let kind: ShellRedirection.Kind
    var stripsTabs = false
    if take("<<<") {
      kind = .input
    } else if take("<<-") {
      (kind, stripsTabs) = (.hereDocument, true)
    } else if take("<<") {
      kind = .hereDocument
    } else if take("<&") || take(">&") {
      kind = .duplicate
    } else if take(">>") {
      kind = .append
    } else if take(">|") || take(">") {
      kind = .output
    } else {
      offset += 1
      kind = .input
    }
    let start = offset
    if take("(") {
      // The output of a command in place of a file.
      skipBalanced(to: UInt8(ascii: ")"))
      let text = String(decoding: bytes[start..<offset], as: UTF8.self)
      let word = ShellWord(parts: [.expansion(text, isQuoted: false)], range: start..<offset)
      return ShellRedirection(kind: kind, target: word)
    }
    skipBlanks()
    guard let next = byte(), next != newline else { return nil }
    let target = word()
    if kind == .hereDocument { awaited.append((target.text, stripsTabs)) }
    return ShellRedirection(kind: kind, target: target)
  }

  // MARK: Words

  /// The word that begins here: at least one byte is taken.
  mutating func word() -> ShellWord {
    let start = offset
    var parts = WordParts()
    if let byte = byte(), endsWord(byte) {
      parts.add(byte, isQuoted: false)
      offset += 1
    }
    while let byte = byte(), !endsWord(byte) {
      switch byte {
      case UInt8(ascii: "'"):
        offset += 1
        parts.open()
        while let inner = self.byte(), inner != UInt8(ascii: "'") {
          parts.add(inner, isQuoted: true)
          offset += 1
        }
        offset += 1
      case quote: doubleQuoted(&parts)
      case backslash:
        if self.byte(1) == newline {
          offset += 2
        } else {
          if let escaped = self.byte(1) { parts.add(escaped, isQuoted: true) }
          offset += 2
        }
      case dollar, backquote: expansion(&parts, isQuoted: false)
      default:
        parts.add(byte, isQuoted: false)
        offset += 1
      }
    }
    offset = min(offset, bytes.count)
    return ShellWord(parts: parts.finished, range: start..<offset)
  }

  private mutating func doubleQuoted(_ parts: inout WordParts) {
    offset += 1
    parts.open()
    while let byte = byte(), byte != quote {
      if byte == backslash, let escaped = self.byte(1), escapable.contains(escaped) {
        if escaped != newline { parts.add(escaped, isQuoted: true) }
        offset += 2
      } else if byte == dollar || byte == backquote {
        expansion(&parts, isQuoted: true)
      } else {
        parts.add(byte, isQuoted: true)
        offset += 1
      }
    }
    offset += 1
  }

  private mutating func expansion(_ parts: inout WordParts, isQuoted: Bool) {
    let start = offset
    offset += 1
    if bytes[start] == backquote {
      skipBalanced(to: backquote)
    } else {
      guard let next = byte() else { return parts.add(dollar, isQuoted: isQuoted) }
      if next == UInt8(ascii: "(") {
        offset += 1
        skipBalanced(to: UInt8(ascii: ")"))
      } else if next == UInt8(ascii: "{") {
        offset += 1
        let nameStart = offset
        skipBalanced(to: UInt8(ascii: "}"))
        let name = bytes[nameStart..<max(nameStart, offset - 1)]
        if !name.isEmpty, name.allSatisfy(isShellNameByte) {
          return parts.add(.variable(String(decoding: name, as: UTF8.self), isQuoted: isQuoted))
        }
      } else if isShellNameByte(next) {
        let nameStart = offset
        while let byte = byte(), isShellNameByte(byte) { offset += 1 }
        let name = String(decoding: bytes[nameStart..<offset], as: UTF8.self)
        return parts.add(.variable(name, isQuoted: isQuoted))
      } else if specialNames.contains(next) {
        offset += 1
        return parts.add(.variable(String(UnicodeScalar(next)), isQuoted: isQuoted))
      } else {
        return parts.add(dollar, isQuoted: isQuoted)
      }
    }
    parts.add(
      .expansion(String(decoding: bytes[start..<offset], as: UTF8.self), isQuoted: isQuoted))
  }

  /// Goes behind the closing byte, past quotes and expansions inside.
  private mutating func skipBalanced(to closing: UInt8) {
    var closers = [closing]
    while let closer = closers.last, let byte = byte() {
      offset += 1
      if byte == backslash, closer != UInt8(ascii: "'") {
        offset += 1
      } else if byte == closer {
        closers.removeLast()
      } else if closer == UInt8(ascii: "'") {
        continue
      } else if byte == dollar, self.byte() == UInt8(ascii: "(") {
        offset += 1
        closers.append(UInt8(ascii: ")"))
      } else if byte == dollar, self.byte() == UInt8(ascii: "{") {
        offset += 1
        closers.append(UInt8(ascii: "}"))
      } else if byte == backquote || (byte == quote && closer != quote) {
        closers.append(byte)
      } else if closer != quote, byte == UInt8(ascii: "'") {
        closers.append(byte)
      } else if closer == UInt8(ascii: ")"), byte == UInt8(ascii: "(") {
        closers.append(UInt8(ascii: ")"))
      }
    }
    offset = min(offset, bytes.count)
  }

  private func endsWord(_ byte: UInt8) -> Bool { wordEnds.contains(byte) }
}

/// The parts of a word as it is read.
private struct WordParts {
  private var parts: [ShellWord.Part] = []
  private var text: [UInt8] = []
  private var isTextQuoted = false
  private var hasText = false

  mutating func add(_ byte: UInt8, isQuoted: Bool) {
    if hasText, isTextQuoted != isQuoted { flush() }
    hasText = true
    isTextQuoted = isQuoted
    text.append(byte)
  }

  mutating func add(_ part: ShellWord.Part) {
    flush()
    parts.append(part)
  }

  /// Quotes make a word even if nothing is between them.
  mutating func open() {
    if hasText, !isTextQuoted { flush() }
    hasText = true
    isTextQuoted = true
  }

  var finished: [ShellWord.Part] {
    var copy = self
    copy.flush()
    return copy.parts
  }

  private mutating func flush() {
    guard hasText else { return }
    parts.append(.text(String(decoding: text, as: UTF8.self), isQuoted: isTextQuoted))
    text = []
    hasText = false
  }
}

private let space = UInt8(ascii: " ")
private let tab = UInt8(ascii: "\t")
private let carriageReturn = UInt8(ascii: "\r")
private let newline = UInt8(ascii: "\n")
private let backslash = UInt8(ascii: "\\")
private let quote = UInt8(ascii: "\"")
private let dollar = UInt8(ascii: "$")
private let backquote = UInt8(ascii: "`")
private let less = UInt8(ascii: "<")
private let greater = UInt8(ascii: ">")
private let escapable: Set<UInt8> = [backslash, quote, dollar, backquote, newline]
private let specialNames = Set("?$!#@*-".utf8)
private let wordEnds = Set(" \t\r\n;&|()<>".utf8)

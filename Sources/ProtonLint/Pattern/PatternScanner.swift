/// The characters of a pattern, with the parts of its grammar that do not nest: escapes and classes.
struct PatternScanner {
  private let scalars: [Unicode.Scalar]
  var position = 0

  enum Escape {
    case point(UInt32)
    case set(CodePointSet)
  }

  /// Whether the texts are of ASCII alone, so that Unicode properties are known of all characters.
  let isForASCII: Bool

  init(_ text: String, isForASCII: Bool) {
    scalars = Array(text.unicodeScalars)
    self.isForASCII = isForASCII
  }

  var isAtEnd: Bool { position >= scalars.count }

  func peek(_ distance: Int = 0) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  mutating func next() -> Unicode.Scalar? {
    guard let scalar = peek() else { return nil }
    position += 1
    return scalar
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar else { return false }
    position += 1
    return true
  }

  /// Decimal digits; a number too large to count with is as large as can be.
  mutating func number() -> Int? {
    var value: Int?
    while let digit = peek()?.digit(radix: 10) {
      let (tens, over) = (value ?? 0).multipliedReportingOverflow(by: 10)
      let (sum, past) = tens.addingReportingOverflow(Int(digit))
      value = over || past ? .max : sum
      position += 1
    }
    return value
  }

  /// A fault at a position; the present one where none is given.
  func fault(_ message: String, at position: Int? = nil) -> PatternFault {
    let bytes = scalars.prefix(position ?? self.position).reduce(0) {
      $0 + UTF8.width($1)
    }
    return .malformed(message, offset: bytes)
  }
}

extension PatternScanner {
  /// The rest of an escape, behind its backslash; the same in a class and outside.
  mutating func escape(at start: Int) throws(PatternFault) -> Escape {
    guard let scalar = next() else { throw fault("the last `\\` escapes nothing", at: start) }
    switch scalar {
    case "d": return .set(.digits)
    case "D": return .set(CodePointSet.digits.inverted)
    case "w": return .set(.wordCharacters)
    case "W": return .set(CodePointSet.wordCharacters.inverted)
    case "s": return .set(.spaces)
    case "S": return .set(CodePointSet.spaces.inverted)
    case "t": return .point(0x09)
    case "n": return .point(0x0A)
    case "v": return .point(0x0B)
    case "f": return .point(0x0C)
    case "r": return .point(0x0D)
    case "0":
      guard peek()?.digit(radix: 10) == nil else { throw .unsupported("an octal escape") }
      return .point(0)
    case "x":
      guard let value = hexadecimal(digits: 2) else {
        throw .unsupported("`\\x` without two hexadecimal digits")
      }
      return .point(value)
    case "u":
      guard let value = hexadecimal(digits: 4) else {
        throw .unsupported("`\\u` without four hexadecimal digits")
      }
      return .point(pair(withHigh: value) ?? value)
    case "c":
      guard let letter = peek(), letter.isASCIILetter else {
        throw .unsupported("`\\c` without a letter")
      }
      position += 1
      return .point(letter.value % 32)
    case "p", "P":
      guard isForASCII, let set = unicodeProperty() else {
        throw .unsupported("a Unicode property")
      }
      return .set(scalar == "p" ? set : set.inverted)
    default:
      // ECMA-262 takes the letter for itself; other engines give most of them a meaning.
      if scalar.isASCIILetter || scalar.digit(radix: 10) != nil {
        throw .unsupported("the escape `\\\(scalar)`")
      }
      return .point(scalar.value)
    }
  }

  /// The characters of ASCII that have a property, `{L}`; nil for one that is not known here.
  private mutating func unicodeProperty() -> CodePointSet? {
    guard take("{") else { return nil }
    var name = ""
    while let scalar = next(), scalar != "}" { name.unicodeScalars.append(scalar) }
    return CodePointSet.asciiProperties[name]
  }

  /// The code point of two escapes that are its halves in UTF-16.
  private mutating func pair(withHigh high: UInt32) -> UInt32? {
    guard (0xD800...0xDBFF).contains(high), peek() == "\\", peek(1) == "u" else { return nil }
    let start = position
    position += 2
    guard let low = hexadecimal(digits: 4), (0xDC00...0xDFFF).contains(low) else {
      position = start
      return nil
    }
    return 0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00)
  }

  private mutating func hexadecimal(digits count: Int) -> UInt32? {
    var value: UInt32 = 0
    for distance in 0..<count {
      guard let digit = peek(distance)?.digit(radix: 16) else { return nil }
      value = value * 16 + digit
    }
    position += count
    return value
  }
}

extension PatternScanner {
  /// The rest of a class, behind its `[`.
  mutating func characterClass(openedAt start: Int) throws(PatternFault) -> CodePointSet {
    let isNegated = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    while true {
      guard !isAtEnd else { throw fault("`[` is not closed", at: start) }
      if take("]") { break }
      let place = position
      let from = try classMember()
      guard peek() == "-", let behind = peek(1), behind != "]" else {
        ranges += from.ranges
        continue
      }
      position += 1
      let to = try classMember()
      switch (from, to) {
      case (.point(let first), .point(let last)):
        guard first <= last else { throw fault("the range is out of order", at: place) }
        ranges.append(first...last)
      case (.set, _), (_, .set):
        // `[\w-.]`: a hyphen that stands for itself.
        ranges += from.ranges + to.ranges + [0x2D...0x2D]
      }
    }
    let set = CodePointSet(ranges)
    return isNegated ? set.inverted : set
  }

  private mutating func classMember() throws(PatternFault) -> Escape {
    let start = position
    guard let scalar = next() else { throw fault("a class is not closed", at: start) }
    switch scalar {
    case "[" where peek() == ":" || peek() == "." || peek() == "=":
      throw .unsupported("a POSIX class")
    case "&" where peek() == "&": throw .unsupported("an intersection of classes")
    case "\\":
      if take("b") { return .point(0x08) }
      return try escape(at: start)
    default: return .point(scalar.value)
    }
  }
}

extension PatternScanner.Escape {
  fileprivate var ranges: [ClosedRange<UInt32>] {
    switch self {
    case .point(let point): [point...point]
    case .set(let set): set.ranges
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }

  fileprivate func digit(radix: UInt32) -> UInt32? {
    switch self {
    case "0"..."9": value - 0x30
    case "a"..."f" where radix == 16: value - 0x61 + 10
    case "A"..."F" where radix == 16: value - 0x41 + 10
    default: nil
    }
  }
}

/// Reads the YAML that most templates are written in, some times faster than libyaml.
///
/// It knows block and flow collections, plain scalars, quoted scalars of one line, block scalars
/// and local tags. At whatever else it meets (anchors, directives, tabs, quotes over several
/// lines, any mistake) it gives up, and libyaml reads the text from its beginning. So there is one
/// judge of what YAML is, and this reader may only agree with it: the tests compare the two.
struct SimpleYAMLReader {
  /// Thrown for all that is left to libyaml.
  struct GivesUp: Error {}

  var builder: SyntaxTreeBuilder
  let bytes: UnsafeBufferPointer<UInt8>
  let places: YAMLPlaces
  /// Where reading goes on.
  var offset = 0
  /// The offset of the first byte of the line that ``offset`` is in.
  var lineStart = 0
  /// The value of a scalar whose escapes or line breaks changed it.
  var scratch: [UInt8] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, builder: SyntaxTreeBuilder) {
    self.bytes = bytes
    self.builder = builder
    places = YAMLPlaces(TextPlaces(bytes: bytes))
  }

  /// Reads the whole text, or gives up.
  mutating func read() throws(GivesUp) {
    guard holdsPlainText(bytes) else { throw GivesUp() }
    if bytes.count > 4, bytes[0] == UInt8(ascii: "-"), bytes[1] == UInt8(ascii: "-"),
      bytes[2] == UInt8(ascii: "-"), bytes[3] == UInt8(ascii: "\n")
    {
      offset = 4
      lineStart = 4
    }
    try skipToToken()
    guard !isAtEnd else { throw GivesUp() }
    try node(parent: -1, mayBeCollection: true, mayBeIndentless: false)
    // A document of one scalar is none of ours.
    guard isAtEnd, builder.nodes.first?.kind != .scalar else { throw GivesUp() }
  }

  // MARK: Where reading stands

  private var isAtEnd: Bool { offset >= bytes.count }
  /// Only blanks and dashes stand in front of what begins a collection, so that bytes are columns.
  private var column: Int { offset - lineStart }

  /// The byte at an offset; a line break behind the end.
  @inline(__always)
  func byte(at offset: Int) -> UInt8 {
    offset < bytes.count ? bytes[offset] : UInt8(ascii: "\n")
  }

  @inline(__always)
  func isBlank(at offset: Int) -> Bool {
    let byte = byte(at: offset)
    return byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
  }

  private var isAtDash: Bool { byte(at: offset) == UInt8(ascii: "-") && isBlank(at: offset + 1) }

  mutating func skipSpaces() {
    while offset < bytes.count, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
  }

  /// Skips spaces, line breaks and comments.
  private mutating func skipToToken() throws(GivesUp) {
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: " "): offset += 1
      case UInt8(ascii: "\n"):
        offset += 1
        lineStart = offset
      case UInt8(ascii: "#"):
        guard offset == 0 || isBlank(at: offset - 1) else { throw GivesUp() }
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "%"):
        // The markers of documents, and directives.
        guard offset > lineStart || isAtDash else { throw GivesUp() }
        return
      default: return
      }
    }
  }

  /// Skips the rest of a line in which nothing may follow.
  private mutating func finishLine() throws(GivesUp) {
    skipSpaces()
    let next = byte(at: offset)
    guard next == UInt8(ascii: "\n") || next == UInt8(ascii: "#") else { throw GivesUp() }
    try skipToToken()
  }

  // MARK: Blocks

  /// Reads a node and what stands behind it, up to the next token.
  ///
  /// - Parameters:
  ///   - parent: The column of the collection around it.
  ///   - mayBeCollection: Whether a collection may begin here, in this line.
  ///   - mayBeIndentless: Whether a sequence may stand at the column of its parent.
  private mutating func node(
    parent: Int, mayBeCollection: Bool, mayBeIndentless: Bool
  ) throws(GivesUp) {
    guard byte(at: offset) == UInt8(ascii: "!") else {
      return try content(parent: parent, tag: .max, mayBeCollection: mayBeCollection)
    }
    let tag = try tag()
    let tagEnd = offset
    skipSpaces()
    let next = byte(at: offset)
    guard next == UInt8(ascii: "\n") || next == UInt8(ascii: "#") else {
      return try content(parent: parent, tag: tag, mayBeCollection: false)
    }
    try skipToToken()
    if !isAtEnd, column > parent {
      try content(parent: parent, tag: tag, mayBeCollection: true)
    } else if !isAtEnd, column == parent, mayBeIndentless, isAtDash {
      try sequence(tag: tag)
    } else {
      addEmpty(at: tagEnd, tag: tag)
    }
  }

  /// Reads what stands behind a colon or a dash.
  private mutating func value(
    parent: Int, emptyAt: Int, mayBeCollection: Bool, mayBeIndentless: Bool
  ) throws(GivesUp) {
    skipSpaces()
    let next = byte(at: offset)
    guard next == UInt8(ascii: "\n") || next == UInt8(ascii: "#") else {
      return try node(
        parent: parent, mayBeCollection: mayBeCollection, mayBeIndentless: mayBeIndentless)
    }
    try skipToToken()
    if !isAtEnd, column > parent {
      try node(parent: parent, mayBeCollection: true, mayBeIndentless: mayBeIndentless)
    } else if !isAtEnd, column == parent, mayBeIndentless, isAtDash {
      try sequence(tag: .max)
    } else {
      addEmpty(at: emptyAt, tag: .max)
    }
  }

  private mutating func content(
    parent: Int, tag: UInt32, mayBeCollection: Bool
  ) throws(GivesUp) {
    switch byte(at: offset) {
    case UInt8(ascii: "-") where isBlank(at: offset + 1):
      guard mayBeCollection else { throw GivesUp() }
      try sequence(tag: tag)
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      try flow(tag: tag)
      try finishLine()
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      try blockScalar(parent: parent, tag: tag)
      try skipToToken()
    default:
      let column = column
      let scalar = try scalar(parent: parent)
      if byte(at: offset) == UInt8(ascii: ":") {
        guard mayBeCollection else { throw GivesUp() }
        try mapping(firstKey: scalar, column: column, tag: tag)
      } else {
        add(scalar, tag: tag)
        try finishLine()
      }
    }
  }

  private mutating func sequence(tag: UInt32) throws(GivesUp) {
    let column = column
    try open(.sequence, at: offset, isBracketed: false, tag: tag)
    repeat {
      offset += 1
      try value(parent: column, emptyAt: offset, mayBeCollection: true, mayBeIndentless: false)
      guard !isAtEnd, self.column >= column else { break }
      guard self.column == column else { throw GivesUp() }
    } while isAtDash
    builder.close(at: builder.lastEnd)
  }

  private mutating func mapping(
    firstKey: Scalar, column: Int, tag: UInt32
  ) throws(GivesUp) {
    try open(.mapping, at: firstKey.range.lowerBound, isBracketed: false, tag: tag)
    var key = firstKey
    while true {
      try add(key: key)
      try value(parent: column, emptyAt: offset, mayBeCollection: false, mayBeIndentless: true)
      guard !isAtEnd, self.column >= column else { break }
      guard self.column == column, !isAtDash else { throw GivesUp() }
      key = try scalar(parent: column)
    }
    builder.close(at: builder.lastEnd)
  }

  /// Adds a key, and goes behind its colon.
  private mutating func add(key: Scalar) throws(GivesUp) {
    // libyaml looks for the colon within 1,024 characters.
    guard byte(at: offset) == UInt8(ascii: ":"), isBlank(at: offset + 1), key.range.count < 1000
    else { throw GivesUp() }
    add(key, tag: .max)
    offset += 1
  }

  private mutating func open(
    _ kind: SyntaxNode.Kind, at start: Int, isBracketed: Bool, tag: UInt32
  ) throws(GivesUp) {
    guard !builder.isAtDepthLimit else { throw GivesUp() }
    builder.open(kind, at: start, isBracketed: isBracketed, tag: tag)
  }

  // MARK: Flow collections

  private mutating func flow(tag: UInt32) throws(GivesUp) {
    let isMapping = byte(at: offset) == UInt8(ascii: "{")
    let bracket = isMapping ? UInt8(ascii: "}") : UInt8(ascii: "]")
    try open(isMapping ? .mapping : .sequence, at: offset, isBracketed: true, tag: tag)
    offset += 1
    try skipToToken()
    while byte(at: offset) != bracket {
      if isMapping {
        try add(key: try scalar(parent: nil))
        try skipToToken()
      }
      try flowNode()
      try skipToToken()
      if byte(at: offset) == UInt8(ascii: ",") {
        offset += 1
        try skipToToken()
      } else if byte(at: offset) != bracket {
        throw GivesUp()
      }
    }
    offset += 1
    builder.close(at: offset)
  }

  private mutating func flowNode() throws(GivesUp) {
    var tag = UInt32.max
    if byte(at: offset) == UInt8(ascii: "!") {
      tag = try self.tag()
      skipSpaces()
    }
    switch byte(at: offset) {
    case UInt8(ascii: "["), UInt8(ascii: "{"): try flow(tag: tag)
    default: add(try scalar(parent: nil), tag: tag)
    }
  }

  // MARK: Scalars

  struct Scalar {
    let style: SyntaxNode.Style
    let range: Range<Int>
    /// Where the value stands; nil: it is in ``SimpleYAMLReader/scratch``.
    let content: Range<Int>?
  }

  private mutating func add(_ scalar: Scalar, tag: UInt32) {
    if let content = scalar.content {
      builder.addScalar(scalar.style, scalar.range, value: .inText(content), tag: tag)
    } else {
      addChanged(scalar.style, scalar.range, tag: tag)
    }
  }

  /// Adds a scalar whose value is in ``scratch``.
  mutating func addChanged(_ style: SyntaxNode.Style, _ range: Range<Int>, tag: UInt32) {
    let value = scratch
    value.withUnsafeBufferPointer {
      builder.addScalar(style, range, value: .changed($0), tag: tag)
    }
  }

  private mutating func addEmpty(at offset: Int, tag: UInt32) {
    builder.addScalar(.plain, offset..<offset, value: .inText(offset..<offset), tag: tag)
  }

  /// Reads a tag such as `!Ref`, behind which there must be a blank.
  private mutating func tag() throws(GivesUp) -> UInt32 {
    let start = offset
    offset += 1
    while isTagCharacter(byte(at: offset)) { offset += 1 }
    guard offset > start + 1, isBlank(at: offset) else { throw GivesUp() }
    return builder.intern(UnsafeBufferPointer(rebasing: bytes[start..<offset]))
  }
}

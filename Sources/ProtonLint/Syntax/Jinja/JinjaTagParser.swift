/// What ends the reading of one tag.
struct JinjaFault: Error {
  let problem: SyntaxProblem
}

/// How deep a template may be nested.
///
/// Trees are walked recursively, so both limits bound the stack that any walk needs.
enum JinjaLimits {
  /// Brackets in brackets, operators to the right of looser ones, `else` behind `else`.
  ///
  /// A level of parsing needs up to 5 KB of stack, and some threads have 512 KB.
  static let nesting = 64
  /// Nodes from the top of an expression down. A chain, such as `a.b.c`, is as deep as it is long.
  static let height = 200
  /// Blocks in blocks.
  static let blocks = 100
  /// Problems that are kept.
  static let problems = 1_000
}

/// A place in the tokens of one tag. Expressions and the heads of statements extend it.
struct JinjaTagParser {
  /// An expression and the nodes on the longest way down through it.
  struct Subtree {
    let expression: JinjaExpression
    let height: Int

    var span: Span { expression.span }
  }

  let bytes: [UInt8]
  let file: SourceFile.ID
  let tag: JinjaTag
  private var index = 0
  private var depth = 0

  init(_ tag: JinjaTag, in bytes: [UInt8], file: SourceFile.ID) {
    self.tag = tag
    self.bytes = bytes
    self.file = file
  }

  var current: JinjaToken { tag.tokens[index] }

  /// The token behind the current one; the last one stays the last.
  var following: JinjaToken { tag.tokens[min(index + 1, tag.tokens.count - 1)] }

  private var previous: JinjaToken { tag.tokens[max(index - 1, 0)] }

  mutating func advance() { index = min(index + 1, tag.tokens.count - 1) }

  func span(_ range: Range<Int>) -> Span {
    Span(file: file, start: range.lowerBound, end: range.upperBound)
  }

  /// From an offset to the end of the token that was read last.
  func span(from start: Int) -> Span { span(start..<max(start, previous.end)) }

  func text(_ token: JinjaToken) -> String { String(decoding: bytes[token.range], as: UTF8.self) }

  func at(_ kind: JinjaToken.Kind) -> Bool { current.kind == kind }

  func at(_ word: StaticString) -> Bool { isWord(current, word) }

  func isWord(_ token: JinjaToken, _ word: StaticString) -> Bool {
    token.kind == .name && token.range.count == word.utf8CodeUnitCount
      && word.withUTF8Buffer { $0.elementsEqual(bytes[token.range]) }
  }

  mutating func skip(_ kind: JinjaToken.Kind) -> Bool {
    guard at(kind) else { return false }
    advance()
    return true
  }

  mutating func skip(_ word: StaticString) -> Bool {
    guard at(word) else { return false }
    advance()
    return true
  }

  @discardableResult
  mutating func expect(
    _ kind: JinjaToken.Kind, _ description: String
  ) throws(JinjaFault) -> JinjaToken {
    guard at(kind) else { throw expected(description) }
    defer { advance() }
    return current
  }

  mutating func expect(_ word: StaticString) throws(JinjaFault) {
    guard skip(word) else { throw expected("`\(word)`") }
  }

  func expectEnd() throws(JinjaFault) {
    guard at(.end) else { throw expected("`\(tag.kind.closingMarker)`") }
  }

  func malformed(_ message: String, at span: Span) -> JinjaFault {
    JinjaFault(problem: SyntaxProblem(.malformed, message, in: .jinja, at: span))
  }

  /// The fault of finding something else at the current token.
  func expected(_ description: String) -> JinjaFault {
    let message =
      switch current.kind {
      case .unexpectedCharacter: "unexpected character \(quoted(current))"
      case .unclosedString: "the string that begins here is never closed"
      default: "expected \(description), found \(quoted(current))"
      }
    return malformed(message, at: span(current.range))
  }

  /// A token as messages name it.
  func quoted(_ token: JinjaToken) -> String {
    if token.kind == .end { return "`\(tag.kind.closingMarker)`" }
    if token.range.count > 40 || bytes[token.range].contains(0x0A) {
      return token.kind == .string ? "a string" : "`\(text(token).prefix(40))…`"
    }
    return "`\(text(token))`"
  }

  /// Makes a node above its children, unless the tree becomes too deep.
  func node(
    _ kind: JinjaExpression.Kind, _ span: Span, above children: [Subtree?]
  ) throws(JinjaFault) -> Subtree {
    var height = 0
    for child in children { height = max(height, child?.height ?? 0) }
    return try node(kind, span, above: height)
  }

  func node(
    _ kind: JinjaExpression.Kind, _ span: Span, above height: Int = 0
  ) throws(JinjaFault) -> Subtree {
    guard height < JinjaLimits.height else { throw tooDeep(limit: JinjaLimits.height) }
    return Subtree(expression: JinjaExpression(span: span, kind: kind), height: height + 1)
  }

  private func tooDeep(limit: Int) -> JinjaFault {
    let message = "the expression is nested deeper than \(limit) levels"
    return JinjaFault(
      problem: SyntaxProblem(
        .tooDeep(limit: limit), message, in: .jinja, at: span(previous.range)))
  }

  /// Counts one level of recursion, which the caller gives back with ``leave()``.
  mutating func enter() throws(JinjaFault) {
    guard depth < JinjaLimits.nesting else { throw tooDeep(limit: JinjaLimits.nesting) }
    depth += 1
  }

  mutating func leave() { depth -= 1 }
}

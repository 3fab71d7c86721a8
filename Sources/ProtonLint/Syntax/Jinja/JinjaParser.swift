/// Reads a template.
///
/// There is always a tree. A tag that cannot be read gives one problem and is left out, or, where
/// it opens a block, stands for a block with `none` in the place of what was not understood.
public func parseJinja(_ bytes: [UInt8], file: SourceFile.ID) -> JinjaTemplate {
  var parser = JinjaParser(bytes, file: file)
  return parser.template()
}

/// Builds the tree of statements, with the open blocks on a stack of its own.
struct JinjaParser {
  let bytes: [UInt8]
  let file: SourceFile.ID
  private var lexer: JinjaLexer
  private var statements: [JinjaStatement] = []
  private(set) var blocks: [JinjaOpenBlock] = []
  private var openCounts: [JinjaBlockName: Int] = [:]
  /// Closing words that may still come for blocks which are closed or were never opened, because
  /// of something that is reported already.
  private var expectedStrays: [String: Int] = [:]
  private var problems: [SyntaxProblem] = []
  private var isTooDeep = false

  init(_ bytes: [UInt8], file: SourceFile.ID) {
    self.bytes = bytes
    self.file = file
    lexer = JinjaLexer(bytes, file: file)
  }

  mutating func template() -> JinjaTemplate {
    let hasTags = bytes.firstOpeningMarker(from: 0, limit: bytes.count) != nil
    while !isTooDeep, let piece = lexer.next() {
      switch piece {
      case .text(let range): appendText(range)
      case .tag(let tag) where tag.kind == .output: appendOutput(tag)
      case .tag(let tag): appendStatement(tag)
      }
    }
    while let block = blocks.last {
      if !isTooDeep, block.isTagClosed {
        report(.malformed, "`\(block.name.rawValue)` is never closed", at: block.openingTag)
      }
      closeBlock(at: lexer.limit, end: lexer.limit)
    }
    let found = (problems + lexer.problems).enumerated().sorted { left, right in
      (left.element.span.start, left.offset) < (right.element.span.start, right.offset)
    }
    return JinjaTemplate(
      file: file, bytes: bytes, body: statements,
      problems: found.prefix(JinjaLimits.problems).map(\.element), hasTags: hasTags)
  }

  func span(_ range: Range<Int>) -> Span {
    Span(file: file, start: range.lowerBound, end: range.upperBound)
  }

  mutating func report(_ fault: JinjaFault, in tag: JinjaTag) {
    // What follows from a missing closing marker is not worth saying.
    guard tag.isClosed || fault.problem.kind != .malformed else { return }
    report(fault.problem)
  }

  mutating func report(
    _ kind: SyntaxProblem.Kind, _ message: String, at span: Span, related: Span? = nil,
    _ relatedText: String? = nil
  ) {
    report(
      SyntaxProblem(
        kind, message, in: .jinja, at: span, related: related, relatedText: relatedText))
  }

  private mutating func report(_ problem: SyntaxProblem) {
    if problems.count < JinjaLimits.problems { problems.append(problem) }
  }

  mutating func append(_ kind: JinjaStatement.Kind, _ span: Span) {
    append(JinjaStatement(span: span, kind: kind))
  }

  private mutating func append(_ statement: JinjaStatement) {
    if blocks.isEmpty {
      statements.append(statement)
    } else {
      blocks[blocks.count - 1].body.append(statement)
    }
  }

  /// Appends text in pieces that are printed as they stand: CRLF prints as LF, and CR as well.
  private mutating func appendText(_ range: Range<Int>) {
    var start = range.lowerBound
    while let carriageReturn = bytes[start..<range.upperBound].firstIndex(of: 0x0D) {
      if carriageReturn > start { append(.text, span(start..<carriageReturn)) }
      start = carriageReturn + 1
      if start >= lexer.limit || bytes[start] != 0x0A {
        append(.newline, span(carriageReturn..<start))
      }
    }
    if start < range.upperBound { append(.text, span(start..<range.upperBound)) }
  }

  private mutating func appendOutput(_ tag: JinjaTag) {
    var parser = JinjaTagParser(tag, in: bytes, file: file)
    if tag.isClosed, parser.at("resolve"), parser.following.kind == .colon {
      // Kept as text, which is what CloudFormation would have seen.
      report(
        .dynamicReference, "`{{resolve:…}}` is read as a Jinja expression", at: span(tag.range))
      appendText(tag.range)
      return
    }
    do throws(JinjaFault) {
      let value = try parser.tuple()
      try parser.expectEnd()
      append(.output(value.expression), span(tag.range))
    } catch {
      report(error, in: tag)
    }
  }
}

/// Opening and closing blocks.
extension JinjaParser {
  mutating func open(_ name: JinjaBlockName, _ head: JinjaOpenBlock.Head, _ tag: JinjaTag) {
    guard blocks.count < JinjaLimits.blocks else {
      isTooDeep = true
      report(
        .tooDeep(limit: JinjaLimits.blocks),
        "blocks are nested deeper than \(JinjaLimits.blocks) levels", at: span(tag.range))
      return
    }
    blocks.append(
      JinjaOpenBlock(name, head, openingTag: span(tag.range), isTagClosed: tag.isClosed))
    openCounts[name, default: 0] += 1
  }

  func isOpen(_ name: JinjaBlockName) -> Bool { openCounts[name, default: 0] > 0 }

  /// Takes note that a closing word may come whose opening tag was not understood.
  mutating func expectStray(_ word: String) { expectedStrays[word, default: 0] += 1 }

  /// Whether a closing word without a block was to be expected.
  mutating func takeStray(_ word: String) -> Bool {
    guard let count = expectedStrays[word], count > 0 else { return false }
    expectedStrays[word] = count - 1
    return true
  }

  private mutating func closeBlock(at closingTag: Int, end: Int) {
    guard let block = blocks.popLast() else { return }
    openCounts[block.name, default: 1] -= 1
    if case .block(let head) = block.head, head.isRequired { checkRequiredBlock(block) }
    append(block.statement(closingTag: closingTag, end: end))
  }

  private mutating func checkRequiredBlock(_ block: JinjaOpenBlock) {
    let content = block.body.first { statement in
      switch statement.kind {
      case .text:
        bytes.skippingSpace(from: statement.span.start, limit: statement.span.end)
          < statement.span.end
      case .newline: false
      default: true
      }
    }
    if let content {
      report(
        .malformed, "a required block may hold white space and comments alone", at: content.span,
        related: block.openingTag, "the block is opened here")
    }
  }

  /// Handles `endif` and its like.
  mutating func close(_ name: JinjaBlockName, with tag: JinjaTag, _ parser: inout JinjaTagParser) {
    let word = span(parser.current.range)
    parser.advance()
    guard isOpen(name) else {
      if !takeStray(name.endWord) {
        report(.malformed, "`\(name.endWord)` without `\(name.rawValue)`", at: word)
      }
      return
    }
    let isMatch = closeBlocks(above: name, at: word, found: name.endWord, tag)
    if name == .block, let block = blocks.last, case .block(let head) = block.head,
      parser.at(.name), parser.text(parser.current) == head.name
    {
      parser.advance()
    }
    closeBlock(at: tag.range.lowerBound, end: tag.range.upperBound)
    if isMatch { expectEnd(of: tag, parser) }
  }

  /// Closes what stands open above the innermost block of a name; false if that was anything.
  @discardableResult
  mutating func closeBlocks(
    above name: JinjaBlockName, at word: Span, found: String, _ tag: JinjaTag
  ) -> Bool {
    guard let top = blocks.last, top.name != name else { return true }
    report(
      .malformed, "expected `\(top.name.endWord)`, found `\(found)`", at: word,
      related: top.openingTag, "`\(top.name.rawValue)` is opened here")
    while let block = blocks.last, block.name != name {
      expectStray(block.name.endWord)
      closeBlock(at: tag.range.lowerBound, end: tag.range.lowerBound)
    }
    return false
  }

  /// Begins a branch of the innermost block, which is an `if` or a `for`.
  mutating func beginBranch(_ tag: JinjaTag, condition: JinjaExpression?) {
    if !blocks.isEmpty { blocks[blocks.count - 1].begin(span(tag.range), condition: condition) }
  }

  mutating func expectEnd(of tag: JinjaTag, _ parser: JinjaTagParser) {
    do throws(JinjaFault) { try parser.expectEnd() } catch { report(error, in: tag) }
  }
}

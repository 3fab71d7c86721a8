/// The statements, by the word that their tag begins with.
extension JinjaParser {
  mutating func appendStatement(_ tag: JinjaTag) {
    var parser = JinjaTagParser(tag, in: bytes, file: file)
    guard parser.at(.name) else {
      report(parser.expected("a tag's name"), in: tag)
      return
    }
    let word = parser.text(parser.current)
    if let name = JinjaBlockName(endWord: word) {
      close(name, with: tag, &parser)
      return
    }
    switch word {
    case "elif": appendElif(tag, &parser)
    case "else": appendElse(tag, &parser)
    case "set": appendSet(tag, &parser)
    case "print": appendPrint(tag, &parser)
    case "include", "import", "from", "extends": appendUnsupported(word, tag, &parser)
    default:
      if let name = JinjaBlockName(rawValue: word) {
        parser.advance()
        openBlock(name, tag, &parser)
      } else {
        appendUnknown(word, tag, &parser)
      }
    }
  }

  /// What stands for an expression that could not be read.
  private func placeholder(_ tag: JinjaTag) -> JinjaExpression {
    let inside = (tag.tokens.first?.end ?? tag.range.lowerBound)..<(tag.tokens.last?.start ?? 0)
    return JinjaExpression(
      span: span(inside.isEmpty ? tag.range : inside), kind: .none)
  }

  private mutating func appendUnknown(
    _ word: String, _ tag: JinjaTag, _ parser: inout JinjaTagParser
  ) {
    guard tag.isClosed else { return }
    let place = span(parser.current.range)
    if word == "elseif" || word == "elsif", isOpen(.if) {
      report(.malformed, "unknown tag `\(word)`, Jinja has `elif`", at: place)
      parser.advance()
      let condition = try? parser.tuple(conditional: false).expression
      if blocks.last?.name == .if { beginBranch(tag, condition: condition ?? placeholder(tag)) }
      return
    }
    if word.hasPrefix("end"), word.count > 3, takeStray(word) { return }
    report(.malformed, "unknown tag `\(word)`", at: place)
    expectStray("end" + word)
  }
}

extension JinjaParser {
  private mutating func openBlock(
    _ name: JinjaBlockName, _ tag: JinjaTag, _ parser: inout JinjaTagParser
  ) {
    var head = emptyHead(name, tag)
    do throws(JinjaFault) {
      try readHead(&head, &parser)
      try parser.endOfHead()
    } catch {
      report(error, in: tag)
      // What was meant to be an assignment may look like a block, and has no end.
      if name == .set { return expectStray("endset") }
    }
    if name == .set, !tag.isClosed { return }
    open(name, head, tag)
  }

  /// The head of a block of which nothing could be read.
  private func emptyHead(_ name: JinjaBlockName, _ tag: JinjaTag) -> JinjaOpenBlock.Head {
    switch name {
    case .if: .if(placeholder(tag))
    case .for:
      .for(
        .tuple([], placeholder(tag).span), iterable: placeholder(tag), filter: nil,
        isRecursive: false)
    case .set: .set(.tuple([], placeholder(tag).span), [])
    case .with: .with([])
    case .macro: .macro("", [])
    case .call: .call([], placeholder(tag))
    case .filter: .filter([])
    case .autoescape: .autoescape(placeholder(tag))
    case .block: .block(JinjaNamedBlock(name: "", isScoped: false, isRequired: false))
    }
  }

  /// Reads into a head what the tag says, as far as there is no fault.
  private func readHead(
    _ head: inout JinjaOpenBlock.Head, _ parser: inout JinjaTagParser
  ) throws(JinjaFault) {
    switch head {
    case .if:
      head = .if(try parser.tuple(conditional: false).expression)
    case .for:
      try readLoop(&head, &parser)
    case .set(_, var filters):
      let target = try parser.target(allowsAttributes: true)
      defer { head = .set(target, filters) }
      if !parser.at(.pipe), !parser.at(.colon), !parser.at(.end) { throw parser.expected("`=`") }
      if parser.skip(.pipe) { try parser.filters(into: &filters) }
    case .with(var bindings):
      defer { head = .with(bindings) }
      while !parser.at(.end) {
        if !bindings.isEmpty { try parser.expect(.comma, "`,` or `%}`") }
        let target = try parser.target()
        try parser.expect(.assign, "`=`")
        bindings.append((target, try parser.expression().expression))
      }
    case .macro(var name, var parameters):
      defer { head = .macro(name, parameters) }
      name = try parser.plainName("the macro's name")
      try parser.parameters(into: &parameters)
    case .call(var parameters, var call):
      defer { head = .call(parameters, call) }
      if parser.at(.openParenthesis) { try parser.parameters(into: &parameters) }
      let expression = try parser.expression().expression
      guard case .call = expression.kind else {
        throw parser.malformed("expected a call of a macro", at: expression.span)
      }
      call = expression
    case .filter(var filters):
      defer { head = .filter(filters) }
      try parser.filters(into: &filters)
    case .autoescape(var flag):
      defer { head = .autoescape(flag) }
      flag = try parser.expression().expression
    case .block:
      let name = parser.text(try parser.expect(.name, "the block's name"))
      let isScoped = parser.skip("scoped")
      head = .block(
        JinjaNamedBlock(name: name, isScoped: isScoped, isRequired: parser.skip("required")))
    }
  }

  private func readLoop(
    _ head: inout JinjaOpenBlock.Head, _ parser: inout JinjaTagParser
  ) throws(JinjaFault) {
    guard case .for(var target, var iterable, var filter, var isRecursive) = head else { return }
    defer { head = .for(target, iterable: iterable, filter: filter, isRecursive: isRecursive) }
    target = try parser.target()
    try parser.expect("in")
    iterable = try parser.tuple(conditional: false).expression
    if parser.skip("if") { filter = try parser.expression().expression }
    isRecursive = parser.skip("recursive")
  }

  private mutating func appendSet(_ tag: JinjaTag, _ parser: inout JinjaTagParser) {
    parser.advance()
    var ahead = parser
    do throws(JinjaFault) {
      let target = try ahead.target(allowsAttributes: true)
      guard ahead.skip(.assign) else {
        openBlock(.set, tag, &parser)
        return
      }
      let value = try ahead.tuple().expression
      try ahead.expectEnd()
      append(.set(target: target, value: value), span(tag.range))
    } catch {
      report(error, in: tag)
      expectStray("endset")
    }
  }
}

extension JinjaParser {
  private mutating func appendElif(_ tag: JinjaTag, _ parser: inout JinjaTagParser) {
    let word = span(parser.current.range)
    parser.advance()
    guard isOpen(.if) else {
      report(.malformed, "`elif` without `if`", at: word)
      return
    }
    var isFine = closeBlocks(above: .if, at: word, found: "elif", tag)
    if isFine, let elseTag = blocks.last?.elseTag {
      report(.malformed, "`elif` behind `else`", at: word, related: elseTag, "`else` is here")
      isFine = false
    }
    var condition = placeholder(tag)
    do throws(JinjaFault) {
      condition = try parser.tuple(conditional: false).expression
      try parser.endOfHead()
    } catch {
      if isFine { report(error, in: tag) }
    }
    beginBranch(tag, condition: condition)
  }

  private mutating func appendElse(_ tag: JinjaTag, _ parser: inout JinjaTagParser) {
    let word = span(parser.current.range)
    parser.advance()
    // A loop that has its `else` may have lost its end inside of an `if`.
    let owner = blocks.last { block in
      block.name == .if || (block.name == .for && (block.elseTag == nil || !isOpen(.if)))
    }
    guard let owner else {
      report(.malformed, "`else` without `if` or `for`", at: word)
      return
    }
    var isFine = closeBlocks(above: owner.name, at: word, found: "else", tag)
    if isFine, let elseTag = owner.elseTag {
      let message = "this `\(owner.name.rawValue)` has an `else` already"
      report(.malformed, message, at: word, related: elseTag, "the first `else` is here")
      isFine = false
    }
    do throws(JinjaFault) { try parser.endOfHead() } catch {
      if isFine { report(error, in: tag) }
    }
    beginBranch(tag, condition: nil)
  }

  private mutating func appendPrint(_ tag: JinjaTag, _ parser: inout JinjaTagParser) {
    parser.advance()
    do throws(JinjaFault) {
      var values: [JinjaExpression] = []
      while !parser.at(.end) {
        if !values.isEmpty { try parser.expect(.comma, "`,` or `%}`") }
        values.append(try parser.expression().expression)
      }
      for value in values { append(.output(value), span(tag.range)) }
    } catch {
      report(error, in: tag)
    }
  }

  private mutating func appendUnsupported(
    _ word: String, _ tag: JinjaTag, _ parser: inout JinjaTagParser
  ) {
    parser.advance()
    append(.unsupported(name: word), span(tag.range))
    do throws(JinjaFault) {
      try parser.loading(word)
      try parser.expectEnd()
      report(
        .unsupported(word), "`\(word)` loads another template, which is not followed",
        at: span(tag.range))
    } catch {
      report(error, in: tag)
    }
  }
}

extension JinjaTagParser {
  /// What follows `include`, `import`, `from` and `extends`.
  fileprivate mutating func loading(_ word: String) throws(JinjaFault) {
    _ = try expression()
    switch word {
    case "include":
      if at("ignore"), isWord(following, "missing") {
        advance()
        advance()
      }
      _ = skipContext()
    case "import":
      try expect("as")
      _ = try plainName("a name")
      _ = skipContext()
    case "from":
      try expect("import")
      try importedNames()
    default:
      break
    }
  }

  private mutating func importedNames() throws(JinjaFault) {
    while !skipContext() {
      let nameSpan = span(current.range)
      let name = try plainName("a name to import")
      if name.hasPrefix("_") {
        throw malformed("`\(name)` begins with an underscore and is private", at: nameSpan)
      }
      if skip("as") { _ = try plainName("a name") }
      if skipContext() || !skip(.comma) { return }
    }
  }

  /// Skips `with context` or `without context`.
  private mutating func skipContext() -> Bool {
    guard at("with") || at("without"), isWord(following, "context") else { return false }
    advance()
    advance()
    return true
  }
}

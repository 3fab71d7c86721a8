/// How what a template prints goes to the output, or to the block that captures it.
extension Renderer {
  mutating func printText(_ span: Span) {
    let bytes = template.bytes[span.range]
    if !captures.isEmpty {
      printKnown(String(decoding: bytes, as: UTF8.self), span)
    } else if !names.isConcrete, TokenTable.mayHoldToken(bytes) {
      printGuarded(bytes, span)
    } else {
      output.appendVerbatim(bytes, from: span)
    }
  }

  /// Text that holds the first byte of private-use characters: these become tokens.
  private mutating func printGuarded(_ bytes: ArraySlice<UInt8>, _ span: Span) {
    var start = bytes.startIndex
    var index = bytes.startIndex
    while index + 2 < bytes.endIndex {
      guard isPrivateUse(bytes[index], bytes[index + 1]) else {
        index += 1
        continue
      }
      let before = Span(file: span.file, start: start, end: index)
      output.appendVerbatim(bytes[start..<index], from: before)
      let character = String(decoding: bytes[index..<index + 3], as: UTF8.self)
      output.append(
        tokens.token(for: .character(character)),
        from: Span(file: span.file, start: index, end: index + 3))
      index += 3
      start = index
    }
    output.appendVerbatim(
      bytes[start...], from: Span(file: span.file, start: start, end: span.end))
  }

  mutating func printKnown(_ text: String, _ origin: Span) {
    printParts(JinjaText(text), origin)
  }

  mutating func printFault(_ origin: Span) {
    printParts(JinjaText(parts: [.printed(.symbol(fault(origin)))]), origin)
  }

  mutating func print(
    _ value: JinjaValue, of expression: JinjaExpression?, _ origin: Span
  ) {
    do {
      let value = try required(value, at: expression?.span ?? origin)
      if case .symbol(let symbol) = value, let layout = symbol.layout, captures.isEmpty {
        printBlock(symbol.symbol, as: layout, origin)
      } else {
        let text = try text(of: value, at: expression?.span ?? origin)
        printParts(isEscaped(expression) ? escaped(text) : text, origin)
      }
    } catch {
      record(error)
      if !names.isConcrete { printFault(origin) }
    }
  }

  /// Where it is not known before whether to escape, Jinja prints constants as they are.
  private func isEscaped(_ expression: JinjaExpression?) -> Bool {
    let isSettled = !printsEscaped.isVolatile || expression?.isLiteral == true
    return isSettled ? printsEscaped.isOn : escapes
  }

  /// A list or map that a filter of Proton makes: block style on a line of its own, else flow.
  private mutating func printBlock(
    _ symbol: Symbol, as layout: JinjaSymbol.Layout, _ origin: Span
  ) {
    let isBlock = output.blankLineColumn != nil
    let part = JinjaText.Part.printed(.symbol(symbol))
    let parts: [JinjaText.Part] =
      switch (layout, isBlock) {
      case (.list, true): [.text("- "), part]
      case (.list, false): [.text("["), part, .text("]")]
      case (.map, true): [part, .text(": "), part]
      case (.map, false): [.text("{"), part, .text(": "), part, .text("}")]
      }
    printParts(JinjaText(parts: parts), origin)
  }

  mutating func printParts(_ text: JinjaText, _ origin: Span) {
    guard captures.isEmpty else {
      captures[captures.count - 1].append(text)
      return
    }
    for part in text.parts {
      switch part {
      case .text(let text):
        output.append(names.isConcrete ? Array(text.utf8) : guarded(text), from: origin)
      case .printed(let printed):
        output.append(tokens.token(for: printed), from: origin)
      }
    }
  }

  /// The bytes of a text, its private-use characters as tokens.
  private mutating func guarded(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard bytes.contains(0xEE) || bytes.contains(0xEF) else { return bytes }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if index + 2 < bytes.count, isPrivateUse(bytes[index], bytes[index + 1]) {
        let character = String(decoding: bytes[index..<index + 3], as: UTF8.self)
        result += tokens.token(for: .character(character))
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }
}

/// Whether two bytes begin a character from U+E000 to U+EFFF, where tokens are.
private func isPrivateUse(_ first: UInt8, _ second: UInt8) -> Bool {
  first == 0xEE && (0x80...0xBF).contains(second)
}

/// Whether Jinja, as it compiles a part of a template, knows that it is escaped for HTML.
struct Escaping {
  var isOn = false
  /// Inside of `{% autoescape %}` with a flag that is known as the template runs.
  var isVolatile = false
}

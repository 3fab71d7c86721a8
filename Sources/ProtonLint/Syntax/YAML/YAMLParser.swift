import CLibYAML

/// Reads the first document of a YAML text.
///
/// There is always a tree, of as much as could be read; what is wrong with the text is in its
/// ``SyntaxTree/problems``. Tags are kept as they are written and mean nothing here.
///
/// ``SimpleYAMLReader`` reads what it knows, and libyaml all the rest.
public func parseYAML(_ text: [UInt8], map: SourceMap) -> SyntaxTree {
  parseSimpleYAML(text, map: map) ?? parseByLibYAML(text, map: map)
}

/// The tree of a text that ``SimpleYAMLReader`` knows all of; nil for any other.
func parseSimpleYAML(_ text: [UInt8], map: SourceMap) -> SyntaxTree? {
  guard text.count <= SyntaxTreeBuilder.sizeLimit else { return nil }
  return text.withUnsafeBufferPointer { bytes in
    var reader = SimpleYAMLReader(
      bytes, builder: SyntaxTreeBuilder(text: text, map: map, language: .yaml))
    do {
      try reader.read()
      return reader.builder.finish()
    } catch {
      return nil
    }
  }
}

/// The tree of any text, by libyaml.
func parseByLibYAML(_ text: [UInt8], map: SourceMap) -> SyntaxTree {
  var builder = SyntaxTreeBuilder(text: text, map: map, language: .yaml)
  guard text.count <= SyntaxTreeBuilder.sizeLimit else {
    builder.report(.malformed, "too large to be read", at: 0..<0)
    return builder.finish()
  }
  text.withUnsafeBufferPointer { bytes in
    var reader = YAMLReader(bytes, builder: builder)
    reader.read()
    builder = reader.builder
  }
  return builder.finish()
}

/// The loop over libyaml's events.
private struct YAMLReader {
  var builder: SyntaxTreeBuilder
  private let bytes: UnsafeBufferPointer<UInt8>
  private let base: Int
  private let text: TextPlaces
  private let places: YAMLPlaces
  private var cursor: CodePointCursor
  private var anchors = Anchors()
  private var hasBomb = false

  init(_ bytes: UnsafeBufferPointer<UInt8>, builder: SyntaxTreeBuilder) {
    self.bytes = bytes
    self.builder = builder
    text = TextPlaces(bytes: bytes)
    places = YAMLPlaces(text)
    base = text.hasPrefix("\u{FEFF}", at: 0) ? 3 : 0
    cursor = CodePointCursor(bytes, from: base)
  }

  mutating func read() {
    guard base < bytes.count, let start = bytes.baseAddress else { return }
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      builder.report(.malformed, "not enough memory", at: text.character(at: 0))
      return
    }
    defer { yaml_parser_delete(&parser) }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(&parser, start + base, bytes.count - base)

    var event = yaml_event_t()
    while true {
      guard yaml_parser_parse(&parser, &event) == 1 else {
        report(parser)
        break
      }
      let goesOn = take(event)
      yaml_event_delete(&event)
      guard goesOn else { break }
    }
    if hasBomb { builder.breakAliases() }
  }

  /// - Returns: Whether to read on.
  private mutating func take(_ event: yaml_event_t) -> Bool {
    switch event.type {
    case YAML_SCALAR_EVENT: addScalar(event)
    case YAML_ALIAS_EVENT: addAlias(event)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      return open(
        .sequence, event, tag: sequence.tag, anchor: sequence.anchor,
        isFlow: sequence.style == YAML_FLOW_SEQUENCE_STYLE)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      return open(
        .mapping, event, tag: mapping.tag, anchor: mapping.anchor,
        isFlow: mapping.style == YAML_FLOW_MAPPING_STYLE)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      let end = builder.isBracketed ? offset(of: event.end_mark) : builder.lastEnd
      if let index = builder.close(at: end), !anchors.isEmpty {
        anchors.close(node: index, nodeCount: builder.nodes.count)
      }
    case YAML_DOCUMENT_START_EVENT:
      guard builder.nodes.isEmpty else {
        let start = offset(of: event.start_mark)
        builder.report(
          .severalDocuments, "a second document begins here; only the first is read",
          at: text.hasPrefix("---", at: start) ? start..<start + 3 : text.character(at: start))
        return false
      }
    case YAML_STREAM_END_EVENT: return false
    default: break
    }
    return true
  }

  private mutating func addScalar(_ event: yaml_event_t) {
    let scalar = event.data.scalar
    let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    var start = offset(of: event.start_mark)
    var end = offset(of: event.end_mark)
    var tag: UInt32 = .max
    // libyaml drops a tag that is a mere `!`.
    let hasProperties =
      scalar.tag != nil || scalar.anchor != nil
      || (start < end && bytes[start] == UInt8(ascii: "!"))
    if hasProperties {
      let properties = places.properties(from: start, to: end)
      start = properties.end
      tag = intern(properties.tag)
    }

    let style = SyntaxNode.Style(scalar.style)
    var content = start..<end
    switch style {
    case .plain, .none:
      if value.isEmpty {
        // libyaml puts a value that is left out where the next thing begins.
        if !hasProperties, builder.isValueNext { end = places.behindColon(from: builder.lastEnd) }
        start = end
        content = end..<end
      }
    case .singleQuoted, .doubleQuoted:
      content = min(start + 1, end)..<max(min(start + 1, end), end - 1)
    case .literal, .folded:
      end = places.endOfBlockScalar(from: start, to: end)
      let first = places.startOfBlockScalarContent(from: start, to: end)
      content = first..<end
    }
    if let anchor = scalar.anchor {
      anchors.addScalar(name(anchor), node: builder.nodes.count)
    }
    let isVerbatim = equalBytes(UnsafeBufferPointer(rebasing: bytes[content]), value)
    builder.addScalar(
      style, start..<end, value: isVerbatim ? .inText(content) : .changed(value), tag: tag)
  }

  private mutating func open(
    _ kind: SyntaxNode.Kind, _ event: yaml_event_t, tag: UnsafeMutablePointer<yaml_char_t>?,
    anchor: UnsafeMutablePointer<yaml_char_t>?, isFlow: Bool
  ) -> Bool {
    let start = offset(of: event.start_mark)
    // The end mark is behind the bracket or the `-`, or at the first key.
    let end = offset(of: event.end_mark)
    guard !builder.isAtDepthLimit else {
      builder.reportTooDeep(at: text.character(at: start))
      return false
    }
    let last = end > start ? bytes[end - 1] : 0
    // A mapping without braces inside of a flow sequence, `[a: b]`, is of flow style as well.
    let isBracketed = isFlow && (last == UInt8(ascii: "[") || last == UInt8(ascii: "{"))
    let isDash = !isFlow && kind == .sequence && last == UInt8(ascii: "-")
    let hasProperties = tag != nil || anchor != nil
    let tagNumber = hasProperties ? intern(places.properties(from: start, to: end).tag) : .max
    if let anchor {
      anchors.open(name(anchor), node: builder.nodes.count, depth: builder.depth)
    }
    if !anchors.isEmpty { anchors.note(depth: builder.depth) }
    builder.open(
      kind, at: isBracketed || isDash ? end - 1 : hasProperties ? end : start,
      isBracketed: isBracketed, tag: tagNumber)
    return true
  }

  private mutating func addAlias(_ event: yaml_event_t) {
    let range = offset(of: event.start_mark)..<offset(of: event.end_mark)
    let resolution =
      hasBomb
      ? .refused(.bomb)
      : anchors.resolve(
        name(event.data.alias.anchor), depth: builder.depth, nodeCount: builder.nodes.count)
    switch resolution {
    case .target(let node):
      builder.addAlias(range, target: node)
      return
    case .refused(.unknownAnchor):
      builder.report(.brokenAlias, "no anchor of this name stands before its alias", at: range)
    case .refused(.recursive):
      builder.report(.brokenAlias, "the alias stands inside of what it stands for", at: range)
    case .refused(.tooDeep):
      builder.reportTooDeep(at: range)
    case .refused(.bomb) where !hasBomb:
      hasBomb = true
      builder.report(
        .aliasBomb,
        "aliases stand for more than \(Anchors.expansionLimit) nodes; none of them is followed",
        at: range)
    case .refused(.bomb): break
    }
    builder.addAlias(range, target: nil)
  }

  private mutating func report(_ parser: yaml_parser_t) {
    let fault = YAMLFault(parser) { text.byte(at: offset(of: $0)) }
    builder.report(
      .malformed, fault.message, at: text.character(at: offset(of: fault.place)),
      related: fault.related.map { text.character(at: cursor.offset(of: $0.codePoint)) },
      relatedText: fault.related?.text)
  }

  private mutating func offset(of place: YAMLFault.Place) -> Int {
    switch place {
    case .codePoint(let index): cursor.offset(of: index)
    case .byte(let offset): base + offset
    }
  }

  private mutating func offset(of mark: yaml_mark_t) -> Int {
    cursor.offset(of: Int(truncatingIfNeeded: mark.index))
  }

  private mutating func intern(_ range: Range<Int>?) -> UInt32 {
    range.map { builder.intern(UnsafeBufferPointer(rebasing: bytes[$0])) } ?? .max
  }

  private func name(_ text: UnsafeMutablePointer<yaml_char_t>?) -> UnsafeBufferPointer<UInt8> {
    guard let text else { return UnsafeBufferPointer(start: nil, count: 0) }
    var count = 0
    while text[count] != 0 { count += 1 }
    return UnsafeBufferPointer(start: text, count: count)
  }
}

extension SyntaxNode.Style {
  fileprivate init(_ style: yaml_scalar_style_t) {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: self = .literal
    case YAML_FOLDED_SCALAR_STYLE: self = .folded
    default: self = .plain
    }
  }
}

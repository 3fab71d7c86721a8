import CLibYAML

/// What libyaml says of a text that is no YAML, in words that help.
struct YAMLFault {
  let message: String
  /// A code point of the text, or a byte for what its reader refuses.
  enum Place {
    case codePoint(Int)
    case byte(Int)
  }
  let place: Place
  /// A second place, a code point, and what is there.
  var related: (codePoint: Int, text: String)?

  /// - Parameter character: The ASCII character at the problem's mark, or 0.
  init(_ parser: yaml_parser_t, character: (Place) -> UInt8) {
    let problem = parser.problem.map { String(cString: $0) } ?? "not enough memory"
    let context = parser.context.map { String(cString: $0) } ?? ""
    if parser.error == YAML_READER_ERROR {
      place = .byte(Int(clamping: parser.problem_offset))
      message =
        problem == "control characters are not allowed"
        ? "control character U+\(fourHexDigits(parser.problem_value)) is not allowed" : problem
      return
    }
    let opening = Int(clamping: parser.context_mark.index)
    let isNameMissing =
      problem == "did not find expected alphabetic or numeric character"
    // libyaml gives up at the end of the text, far from the quote that nobody closed.
    let isQuoteOpen =
      context == "while scanning a quoted scalar" && problem.hasPrefix("found unexpected")
    // Without a name behind it, the `*` or `&` is what to change.
    let place = Place.codePoint(
      isNameMissing || isQuoteOpen ? opening : Int(clamping: parser.problem_mark.index))
    self.place = place
    message = friendlyMessage(problem, context: context, character: character(place))
    if let text = relatedText(problem, context: context) { related = (opening, text) }
  }
}

private func friendlyMessage(_ problem: String, context: String, character: UInt8) -> String {
  switch problem {
  case "mapping values are not allowed in this context":
    "a mapping value is not allowed here: quote text that contains `: `, or check the indentation"
  case "mapping keys are not allowed in this context":
    "a mapping key is not allowed here"
  case "block sequence entries are not allowed in this context":
    "a `-` item is not allowed here: begin the sequence on a line of its own"
  case "could not find expected ':'":
    "expected `:` after a key"
  case "found character that cannot start any token":
    character == UInt8(ascii: "\t")
      ? "a tab is used for indentation: YAML indents with spaces"
      : "`\(Character(UnicodeScalar(character)))` cannot begin a value: quote it"
  case "found a tab character where an indentation space is expected",
    "found a tab character that violates indentation":
    "a tab is used for indentation: YAML indents with spaces"
  case "did not find expected ',' or ']'":
    "expected `,` or `]`"
  case "did not find expected ',' or '}'":
    "expected `,` or `}`"
  case "did not find expected key":
    "expected a key at the indentation of its mapping"
  case "did not find expected '-' indicator":
    "expected `-` at the indentation of its sequence"
  case "did not find expected node content":
    "expected a value"
  case "found unexpected end of stream":
    "the quoted text is not closed"
  case "found unexpected document indicator":
    "the quoted text is not closed in front of the end of the document"
  case "found unknown escape character":
    "unknown escape in double-quoted text"
  case "did not find expected alphabetic or numeric character":
    context.hasSuffix("alias")
      ? "`*` begins an alias, but no name follows: quote a literal `*`"
      : "`&` begins an anchor, but no name follows: quote a literal `&`"
  case "did not find expected <document start>":
    "expected the end of the document"
  case "found undefined tag handle":
    "the handle of this tag is not declared"
  default:
    // Such as "did not find expected digit or '.' character".
    inBackticks(
      problem.hasPrefix("did not find ")
        ? String(problem.dropFirst("did not find ".count)) : problem)
  }
}

/// What stands at the context's mark, where that helps to understand the problem.
private func relatedText(_ problem: String, context: String) -> String? {
  switch context {
  case "while parsing a flow sequence", "while parsing a flow mapping": "opened here"
  case "while parsing a block mapping": "the mapping begins here"
  case "while parsing a block collection": "the sequence begins here"
  case "while scanning a simple key": "the key begins here"
  default: nil
  }
}

/// libyaml puts names from the source in single quotes.
private func inBackticks(_ text: String) -> String {
  String(text.map { $0 == "'" ? "`" : $0 })
}

private func fourHexDigits(_ value: Int32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}

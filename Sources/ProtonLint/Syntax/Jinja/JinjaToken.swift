/// A token inside of a Jinja tag.
struct JinjaToken: Sendable {
  enum Kind: UInt8, Sendable {
    case name, string, integer, float
    case dot, comma, colon, semicolon, pipe, tilde, assign
    case plus, minus, multiply, divide, floorDivide, modulo, power
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case openParenthesis, closeParenthesis, openBracket, closeBracket, openBrace, closeBrace
    /// The marker that ends the tag. Every tag's last token, and empty where the marker is missing.
    case end
    /// A closing bracket or marker that fits nothing that is open.
    case misfit
    case unexpectedCharacter
    /// A quote whose partner is missing.
    case unclosedString
  }

  let kind: Kind
  let start: Int
  let end: Int

  var range: Range<Int> { start..<end }
}

/// What stands between `{{` and `}}`, or `{%` and `%}`.
struct JinjaTag: Sendable {
  enum Kind: Sendable {
    case output, statement

    /// The first byte of the closing marker.
    var closer: UInt8 { self == .output ? UInt8(ascii: "}") : UInt8(ascii: "%") }
    var openingMarker: String { self == .output ? "{{" : "{%" }
    var closingMarker: String { self == .output ? "}}" : "%}" }
  }

  let kind: Kind
  /// From the first byte of the opening marker to behind the closing one.
  let range: Range<Int>
  /// False if the closing marker is missing; the tag then ends with its line, or earlier.
  let isClosed: Bool
  /// Never empty: the last one is an ``JinjaToken/Kind/end``.
  let tokens: [JinjaToken]
}

extension SyntaxNode {
  /// A value for a sentence: its text, if that is short, or its kind.
  public var inWords: String {
    switch kind {
    case .scalar where isNull: "null"
    case .scalar where text.isEmpty: "`\"\"`"
    case .scalar: text.count > 40 ? "`\(text.prefix(40))…`" : "`\(text)`"
    case .sequence: "the list"
    case .mapping: "the object"
    case .alias: "the alias"
    }
  }
}

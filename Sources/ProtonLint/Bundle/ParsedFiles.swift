/// The trees of files that were looked into, each parsed once.
struct ParsedFiles {
  private let sources: SourceStore
  private var trees: [SourceFile.ID: SyntaxTree] = [:]

  init(_ sources: SourceStore) { self.sources = sources }

  /// The tree of a file; nil where there is no text.
  subscript(id: SourceFile.ID) -> SyntaxTree? {
    mutating get {
      if let tree = trees[id] { return tree }
      guard case .text = sources[id].content else { return nil }
      let tree = parseData(sources[id])
      trees[id] = tree
      return tree
    }
  }
}

/// Parses a file as JSON or as YAML, by its name; a `.template` may be either.
func parseData(_ file: SourceFile) -> SyntaxTree {
  let isJSON =
    file.name.hasSuffix(".json")
    || (file.name.hasSuffix(".template") && file.bytes.first { !isSpace($0) } == openingBrace)
  let map = SourceMap(identity: file.id)
  return isJSON ? parseJSON(file.bytes, map: map) : parseYAML(file.bytes, map: map)
}

private let openingBrace = UInt8(ascii: "{")

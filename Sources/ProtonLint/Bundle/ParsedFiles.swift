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

/// Parses a file in the language of its content: JSON where it begins with a brace or a bracket.
func parseData(_ file: SourceFile) -> SyntaxTree {
  parseYAML(file.bytes, map: SourceMap(identity: file.id))
}

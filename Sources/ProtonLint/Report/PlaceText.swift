/// The line tables of the files that a result points into, each made once.
struct LineTables {
  private var tables: [SourceFile.ID: LineTable] = [:]

  init(for result: LintResult) {
    for finding in result.findings {
      add(finding.problem.primary.place, of: result.sources)
      for label in finding.problem.related { add(label.place, of: result.sources) }
    }
    for note in result.notes {
      if case .place(let place) = note.subject { add(place, of: result.sources) }
    }
  }

  private mutating func add(_ place: Place, of sources: SourceStore) {
    guard case .span(let span) = place, tables[span.file] == nil else { return }
    tables[span.file] = LineTable(sources[span.file].bytes)
  }

  subscript(file: SourceFile.ID) -> LineTable { tables[file] ?? LineTable([]) }
}

extension Place {
  /// The place in a line of text: `path:line:column`, `path`, `folder/`.
  func words(in sources: SourceStore, _ tables: LineTables) -> String {
    switch self {
    case .span(let span):
      let lines = tables[span.file]
      let start = lines.shown(span).lowerBound
      let position = "\(lines.line(at: start)):\(lines.column(at: start, in: .utf16))"
      return visible(sources[span.file].path) + ":" + position
    case .file(let file):
      return visible(sources[file].path)
    case .folder(let path):
      if path.isEmpty { return "./" }
      return visible(path) + (path.hasSuffix("/") ? "" : "/")
    }
  }
}

extension ToolNote {
  func words(in sources: SourceStore, _ tables: LineTables) -> String {
    switch subject {
    case nil: visible(message)
    case .place(let place): place.words(in: sources, tables) + ": " + visible(message)
    case .path(let path): visible(path) + ": " + visible(message)
    }
  }
}

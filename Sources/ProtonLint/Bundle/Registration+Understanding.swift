extension Registration {
  /// Reads a `.template-registration.yaml`, or a `proton.yaml`.
  init(file: SourceFile.ID, tree: SyntaxTree, form: Form = .registration) {
    self.file = file
    self.tree = tree
    self.form = form
    environmentsEntry = tree.root?.entry(
      form == .protonizer ? "compatibleEnvironments" : "compatible_environments")
    compatible = (environmentsEntry.map { Array($0.value.items) } ?? []).map {
      Compatible($0.text, span: $0.contentSpan)
    }
    let sources = tree.root?["supported_component_sources"]
    allowsComponents =
      sources?.text == "DIRECTLY_DEFINED"
      || sources?.items.contains { $0.text == "DIRECTLY_DEFINED" } ?? false
  }

  /// Reads a `.compatible-envs`: one `name:major` a line.
  init(lines file: SourceFile) {
    self.file = file.id
    form = .lines
    tree = nil
    environmentsEntry = nil
    allowsComponents = false
    let bytes = file.bytes
    compatible = bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") }).compactMap { line in
      let start = line.firstIndex { !isSpace($0) } ?? line.endIndex
      let end = line.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? line.endIndex
      guard start < end, line[start] != UInt8(ascii: "#") else { return nil }
      return Compatible(
        String(decoding: line[start..<end], as: UTF8.self),
        span: Span(file: file.id, start: start, end: end))
    }
  }
}

extension Registration.Compatible {
  fileprivate init(_ text: String, span: Span) {
    self.span = span
    guard let colon = text.lastIndex(of: ":"),
      let major = Int(text[text.index(after: colon)...]), major >= 0
    else {
      name = text
      majorVersion = nil
      return
    }
    name = String(text[..<colon])
    majorVersion = major
  }
}

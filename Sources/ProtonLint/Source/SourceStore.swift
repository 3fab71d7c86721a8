/// The files of a workspace, by path and by handle.
///
/// This is a plain value: what it holds was read before, and nothing here touches the disk.
public struct SourceStore: Sendable {
  /// In order of path.
  public private(set) var files: [SourceFile] = []
  private var handles: [String: SourceFile.ID] = [:]

  public init() {}

  /// A store of texts, as tests and editors have them.
  public init(_ texts: [String: String]) {
    for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
      add(path: path, content: .text(Array(text.utf8)))
    }
  }

  @discardableResult
  package mutating func add(path: String, content: SourceFile.Content) -> SourceFile.ID {
    let id = SourceFile.ID(index: files.count)
    files.append(SourceFile(id: id, path: path, content: content))
    handles[path] = id
    return id
  }

  public subscript(id: SourceFile.ID) -> SourceFile { files[id.index] }

  public func file(at path: String) -> SourceFile? { handles[path].map { files[$0.index] } }

  public func text(of span: Span) -> String { self[span.file].text(of: span) }
}

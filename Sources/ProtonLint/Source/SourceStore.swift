/// The files of a workspace, by path and by handle.
///
/// This is a plain value: what it holds was read before, and nothing here touches the disk.
public struct SourceStore: Sendable {
  /// In order of the bytes of their paths, as far as the store was made by reading or of texts.
  public private(set) var files: [SourceFile] = []
  private var handles: [String: SourceFile.ID] = [:]
  /// The absolute path of the working directory, which the names of folders above it are taken
  /// from; empty where there is none.
  package var workingFolder = ""
  /// The files that the user named, as opposed to those that a walk found.
  package var named: Set<SourceFile.ID> = []
  /// The folders that the user named, as reports print them.
  package var namedFolders: [String] = []
  /// Files that are templates whatever they look like: what came from standard input.
  package var declaredTemplates: Set<SourceFile.ID> = []
  /// Files without text whose first bytes look like a template.
  package var templateLike: Set<SourceFile.ID> = []
  /// Files that were read for the sake of a named file alone, as parts of its bundle.
  package var context: Set<SourceFile.ID> = []
  /// Symbolic links that lead out of the folder that they lie in.
  package var outsideLinks: Set<SourceFile.ID> = []
  /// Archives that could not be read.
  package var archives: Set<SourceFile.ID> = []
  /// What reading left out.
  package var readNotes: [ToolNote] = []
  /// Folders that hold no sources of their own and were not read: `node_modules`, a virtual
  /// environment. Those that Git ignores are not among them.
  public package(set) var skippedFolders: [String] = []

  public init() {}

  /// A store of one template, as it comes from standard input.
  package init(template bytes: [UInt8], name: String) {
    let (content, hasMark) = SourceFile.Content.text(of: bytes)
    let id = add(path: name, content: content, size: bytes.count, hasByteOrderMark: hasMark)
    named = [id]
    declaredTemplates = [id]
  }

  /// A store of texts, as tests and editors have them.
  public init(_ texts: [String: String]) {
    for (path, text) in texts.sorted(by: {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }) {
      add(path: path, content: .text(Array(text.utf8)))
    }
  }

  @discardableResult
  package mutating func add(
    path: String, content: SourceFile.Content, size: Int? = nil, hasByteOrderMark: Bool = false
  ) -> SourceFile.ID {
    let id = SourceFile.ID(index: files.count)
    files.append(
      SourceFile(
        id: id, path: path, content: content, size: size, hasByteOrderMark: hasByteOrderMark))
    handles[path] = id
    return id
  }

  public subscript(id: SourceFile.ID) -> SourceFile { files[id.index] }

  public func file(at path: String) -> SourceFile? { handles[path].map { files[$0.index] } }

  public func text(of span: Span) -> String { self[span.file].text(of: span) }
}

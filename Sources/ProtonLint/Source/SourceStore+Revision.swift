/// A file that a revision holds, as its repository gives it.
package struct RevisionFile: Sendable {
  /// From the folder that was asked for, with `/` between its parts.
  package let path: [UInt8]
  package let size: Int
  /// Names the contents in the repository.
  package let object: [UInt8]

  package init(path: [UInt8], size: Int, object: [UInt8]) {
    self.path = path
    self.size = size
    self.object = object
  }

  /// Whether it lies in a folder of dependencies, caches and what was built.
  fileprivate var isOfATool: Bool {
    path.split(separator: slash).dropLast().contains(where: isToolFolder)
  }
}

extension SourceStore {
  /// A store of what a revision holds below a folder, under the names that the folder itself has.
  ///
  /// - Parameter contents: The bytes of a file; nil where the repository has none. It is asked for
  ///   files that something here reads and that are not too large.
  package init(
    revision files: [RevisionFile], folder: String, options: ReadOptions = ReadOptions(),
    contents: (RevisionFile) -> [UInt8]?
  ) {
    self.init()
    workingFolder = ProtonLint.workingFolder().map { ProtonLint.text($0) } ?? ""
    namedFolders = [folder]
    for file in files.sorted(by: { $0.path.lexicographicallyPrecedes($1.path) })
    where !file.isOfATool {
      let name = ProtonLint.path(folder, ProtonLint.text(file.path))
      guard isInterpreted(file.path) else {
        add(path: name, content: .notRead, size: file.size)
        continue
      }
      guard file.size <= options.sizeLimit else {
        add(
          path: name,
          content: .unreadable(.tooLarge(size: file.size, limit: options.sizeLimit)),
          size: file.size)
        continue
      }
      guard let bytes = contents(file) else {
        add(
          path: name, content: .unreadable(.refused(reason: "the repository does not hold it")),
          size: file.size)
        continue
      }
      let found = FoundFile(file.path, bytes: bytes)
      let id = add(
        path: name, content: found.content, size: file.size,
        hasByteOrderMark: found.hasByteOrderMark)
      if found.isTemplateLike { templateLike.insert(id) }
    }
  }
}

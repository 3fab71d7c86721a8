/// A file that was come by in a folder or in an archive.
struct FoundFile {
  let display: PathBytes
  let content: SourceFile.Content
  let size: Int
  var hasByteOrderMark = false
  var isTemplateLike = false
  var isOutsideLink = false
  var isArchive = false
}

extension FoundFile {
  /// A file whose bytes were read.
  init(_ display: PathBytes, bytes: [UInt8]) {
    let (content, hasMark) = SourceFile.Content.text(of: bytes)
    let isText = if case .text = content { true } else { false }
    self.init(
      display: display, content: content, size: bytes.count, hasByteOrderMark: hasMark,
      isTemplateLike: !isText && looksLikeTemplate(bytes.prefix(lookedAt)))
  }

  /// A file of which no more was read than its beginning.
  init(_ display: PathBytes, size: Int, limit: Int, beginning: [UInt8]) {
    self.init(
      display: display, content: .unreadable(.tooLarge(size: size, limit: limit)), size: size,
      isTemplateLike: looksLikeTemplate(beginning.prefix(lookedAt)))
  }

  func outsideLink(_ isOutside: Bool) -> FoundFile {
    var copy = self
    copy.isOutsideLink = isOutside
    return copy
  }

  /// The file without its text, if that is of words or of commands that hand over no spec.
  var withoutIdleWords: FoundFile {
    guard wordEndings.contains(where: { lastPart(of: display).hasEnding($0) }) else { return self }
    if case .text(let bytes) = content, contains("--spec", in: bytes) { return self }
    return FoundFile(display: display, content: .notRead, size: size)
  }

  /// Whether nothing here interprets files of its kind.
  var isForNobody: Bool {
    if case .notRead = content { true } else { false }
  }
}

/// How much of a file that gives no text is looked at, in bytes.
let lookedAt = 65_536

/// Whether bytes in some encoding or other hold what only templates hold.
private func looksLikeTemplate(_ bytes: ArraySlice<UInt8>) -> Bool {
  let text = bytes.contains(0) ? ArraySlice(bytes.filter { $0 != 0 }) : bytes
  return contains("AWSTemplateFormatVersion", in: text) || hasTopKey("Resources", in: text)
}

/// Whether anything here interprets files of a name.
func isInterpreted(_ path: PathBytes) -> Bool {
  let name = lastPart(of: path)
  return interpretedEndings.contains { name.hasEnding($0) } || text(name) == ".compatible-envs"
}

/// Whether a name is that of a packed bundle.
func isArchive(_ path: PathBytes) -> Bool {
  archiveEndings.contains { lastPart(of: path).hasEnding($0) }
}

/// A name without the ending that makes it one of a packed bundle.
func withoutArchiveEnding(_ name: Substring) -> Substring {
  for ending in [".tar.gz", ".tgz"] where name.hasSuffix(ending) && name.count > ending.count {
    return name.dropLast(ending.count)
  }
  return name
}

/// Whether a name is that of a folder of tools: dependencies, caches and what was built.
func isToolFolder(_ name: some Collection<UInt8>) -> Bool { toolFolders.contains(text(name)) }

/// Whether a name is that of the folder where Git keeps its own: nobody looks for sources there.
func isRepository(_ name: some Collection<UInt8>) -> Bool { name.elementsEqual(".git".utf8) }

/// The file that makes a folder a virtual environment of Python.
let environmentMark = PathBytes("pyvenv.cfg".utf8)

func lastPart(of path: PathBytes) -> ArraySlice<UInt8> {
  path.suffix(from: path.lastIndex(of: slash).map { $0 + 1 } ?? 0)
}

func text(_ path: some Collection<UInt8>) -> String { String(decoding: path, as: UTF8.self) }

private let toolFolders: Set<String> = [
  ".aws-sam", ".build", ".git", ".terraform", ".venv", "__pycache__", "cdk.out", "node_modules",
]

private let interpretedEndings =
  endings(".json", ".sh", ".template", ".tf", ".yaml", ".yml") + wordEndings
/// Files of which only commands matter.
private let wordEndings = endings(".md")
private let archiveEndings = endings(".tar.gz", ".tgz")

private func endings(_ endings: String...) -> [PathBytes] { endings.map { PathBytes($0.utf8) } }

extension ArraySlice<UInt8> {
  /// Whether it ends so and is more than that.
  fileprivate func hasEnding(_ ending: PathBytes) -> Bool {
    count > ending.count && suffix(ending.count).elementsEqual(ending)
  }
}

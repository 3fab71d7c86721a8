import ProtonLint

/// Why a revision could not be read.
struct GitFault: Error {
  let message: String

  init(_ message: String) { self.message = message }
}

/// What a Git revision holds of a folder, under the names that the folder has now.
///
/// Only plumbing is called, and no file is written: the objects go from Git into the store.
func readRevision(
  _ revision: String, of path: String, named folder: String
) throws(GitFault) -> SourceStore {
  guard let first = revision.utf8.first, first != UInt8(ascii: "-"),
    revision.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
  else { throw GitFault("`\(revision)` is no revision") }
  let listing = try list(revision, of: path)
  if listing.links > 0 {
    write(
      "protonlint: symbolic links in `\(revision)` are not followed: \(listing.links)\n",
      to: .errors)
  }
  let git = try GitProcess(["cat-file", "--batch"], in: path)
  defer { _ = git.finish() }
  var budget = RevisionLimits.bytes
  return SourceStore(revision: listing.files, folder: folder) { file in
    guard file.size <= budget else { return nil }
    budget -= file.size
    return git.contents(of: file)
  }
}

private enum RevisionLimits {
  static let files = 1_000_000
  static let pathLength = 1 << 16
  /// Of all files that are read of a revision together.
  static let bytes = 1_000_000_000
}

private struct Listing {
  var files: [RevisionFile] = []
  var links = 0
}

/// The files of a revision, by `ls-tree`: mode, type, object, size, and a path behind a tab.
private func list(_ revision: String, of path: String) throws(GitFault) -> Listing {
  let git = try GitProcess(["ls-tree", "-r", "-z", "-l", "--end-of-options", revision], in: path)
  var listing = Listing()
  var isWhole = true
  while let line = git.read(upTo: 0, limit: RevisionLimits.pathLength) {
    guard listing.files.count < RevisionLimits.files else {
      isWhole = false
      break
    }
    guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else { continue }
    let fields = line[..<tab].split(separator: UInt8(ascii: " "))
    guard fields.count == 4, fields[1].elementsEqual("blob".utf8) else { continue }
    if fields[0].elementsEqual("120000".utf8) {
      listing.links += 1
      continue
    }
    guard let size = Int(String(decoding: fields[3], as: UTF8.self)), size >= 0 else { continue }
    listing.files.append(
      RevisionFile(path: Array(line[(tab + 1)...]), size: size, object: Array(fields[2])))
  }
  guard git.finish() && isWhole else {
    throw GitFault(
      isWhole
        ? "git does not give the files of `\(revision)` in `\(path)`"
        : "`\(revision)` has more than \(RevisionLimits.files) files")
  }
  return listing
}

extension GitProcess {
  /// `<object> blob <size>`, a line break, the bytes and another line break.
  fileprivate func contents(of file: RevisionFile) -> [UInt8]? {
    let lineBreak = UInt8(ascii: "\n")
    guard send(file.object), let header = read(upTo: lineBreak, limit: 1 << 10) else { return nil }
    let fields = header.split(separator: UInt8(ascii: " "))
    // The size was listed before; another one would put the stream out of step.
    guard fields.count == 3, fields[0].elementsEqual(file.object),
      Int(String(decoding: fields[2], as: UTF8.self)) == file.size, let bytes = read(file.size),
      read(1) == [lineBreak]
    else { return nil }
    return bytes
  }
}

import ProtonLint

/// What the paths of a command line lead to. Notes go to stderr; a path that leads to nothing ends
/// the process with 3.
func readSources(_ paths: [String]) throws -> SourceStore {
  if paths == ["-"] {
    guard let bytes = readInput(limit: ReadOptions().sizeLimit) else {
      write("protonlint: standard input is larger than any template\n", to: .errors)
      throw Exit.unreadablePath
    }
    return SourceStore(template: bytes, name: "<stdin>")
  }
  let result = readWorkspaceFiles(paths: paths.isEmpty ? ["."] : paths)
  for note in result.notes { write("protonlint: \(note)\n", to: .errors) }
  for fault in result.faults { write("protonlint: \(fault.words)\n", to: .errors) }
  guard result.faults.isEmpty else { throw Exit.unreadablePath }
  return result.sources
}

/// One file that a command needs, whatever its name.
func readOne(_ path: String) throws -> SourceFile {
  let sources = try readSources([path])
  guard let file = sources.files.first(where: { sources.named.contains($0.id) }) else {
    write("protonlint: `\(path)` is no file\n", to: .errors)
    throw Exit.unreadablePath
  }
  guard case .unreadable(let fault) = file.content else { return file }
  write("protonlint: `\(path)` cannot be read: \(fault.words)\n", to: .errors)
  throw Exit.unreadablePath
}

extension PathFault {
  var words: String {
    switch reason {
    case .missing: "`\(path)` does not exist"
    case .refused(let reason): "`\(path)` cannot be read: \(reason)"
    case .empty: "`\(path)` holds nothing to lint"
    }
  }
}

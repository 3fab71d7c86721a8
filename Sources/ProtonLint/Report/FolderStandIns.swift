/// For each folder that a result points at, the first file of the store below it.
///
/// Code hosts have no alerts on folders. A folder without any file is left out.
func firstFilesByFolder(of result: LintResult) -> [String: SourceFile.ID] {
  var places = result.findings.flatMap { finding in
    [finding.problem.primary.place] + finding.problem.related.map(\.place)
  }
  for note in result.notes {
    if case .place(let place) = note.subject { places.append(place) }
  }
  let folders = Set(
    places.compactMap { place in
      if case .folder(let path) = place { path } else { nil }
    })
  guard !folders.isEmpty else { return [:] }

  // One walk over the store for all folders: there may be many of both.
  var firstFiles: [String: SourceFile.ID] = [:]
  for file in result.sources.files {
    for index in file.path.indices where file.path[index] == "/" {
      let folder = String(file.path[..<index])
      if firstFiles[folder] == nil { firstFiles[folder] = file.id }
    }
  }
  let root = result.sources.files.first?.id
  return folders.reduce(into: [:]) { found, path in
    let name = path.hasSuffix("/") ? String(path.dropLast()) : path
    found[path] = name.isEmpty || name == "." ? root : firstFiles[name]
  }
}

extension BundleVersions {
  /// The parts of the bundle in which something else changed than what was said already.
  func fileChanges(besides changes: [VersionChange]) -> [VersionChange] {
    let said = Set(changes.compactMap(\.new?.file))
    let (before, after) = (old.parts, new.parts)
    var found: [VersionChange] = []
    for (path, file) in after.sorted(by: { $0.key < $1.key }) {
      guard let earlier = before[path] else {
        found.append(
          VersionChange(
            .fileAdded, .compatible, "`\(path)` is new", of: path, new: Label(.file(file.id))))
        continue
      }
      guard !said.contains(file.id), let change = change(from: earlier, to: file, path) else {
        continue
      }
      found.append(change)
    }
    for (path, file) in before.sorted(by: { $0.key < $1.key }) where after[path] == nil {
      found.append(
        VersionChange(
          .fileRemoved, .compatible, "`\(path)` is not there any more", of: path,
          old: Label(.file(file.id))))
    }
    return found
  }

  private func change(
    from old: SourceFile, to new: SourceFile, _ path: String
  ) -> VersionChange? {
    guard case .text(let before) = old.content, case .text(let after) = new.content,
      before != after
    else { return nil }
    return VersionChange(
      .fileChanged, .compatible, "`\(path)` changed in nothing that is compared here", of: path,
      old: Label(.file(old.id)), new: Label(.file(new.id)))
  }
}

extension Label {
  fileprivate var file: SourceFile.ID? {
    switch place {
    case .span(let span): span.file
    case .file(let file): file
    case .folder: nil
    }
  }
}

extension BundleVersion {
  /// Whether all that is compared is the same to the byte.
  func isSame(as other: BundleVersion) -> Bool {
    let (mine, others) = (parts, other.parts)
    return bundle.kind == other.bundle.kind && mine.count == others.count
      && mine.allSatisfy { path, file in
        guard case .text(let bytes) = file.content, let other = others[path],
          case .text(let otherBytes) = other.content
        else { return false }
        return bytes == otherBytes
      }
  }

  /// The schema, the registration, the manifests and the templates, by their path in the bundle.
  fileprivate var parts: [String: SourceFile] {
    let files =
      [bundle.schemaFile, bundle.registration?.file].compactMap(\.self)
      + bundle.infrastructure.flatMap { [$0.manifestFile].compactMap(\.self) + $0.templates }
    return Dictionary(
      files.map { model.sources[$0] }.map { file in
        (String(file.path.dropFirst(bundle.root.count).drop { $0 == "/" }), file)
      }
    ) { first, _ in first }
  }
}

extension Workspace {
  /// The major versions of one template that lie side by side, each with the one before it.
  public var consecutiveMajors: [(older: TemplateBundle, newer: TemplateBundle)] {
    let versioned = bundles.filter(\.isVersioned)
    let templates = Dictionary(
      grouping: versioned, by: { [parentFolder(of: $0.root) ?? "..", $0.kind.rawValue] })
    return templates.values.flatMap { versions in
      let sorted = versions.sorted {
        ($0.majorVersion, $0.id.index) < ($1.majorVersion, $1.id.index)
      }
      return zip(sorted, sorted.dropFirst()).filter { $0.majorVersion < $1.majorVersion }
        .map { (older: $0, newer: $1) }
    }
  }
}

import ProtonLint

extension TemplateBundle {
  /// The manifests of the bundle that were read to their end.
  var wholeManifests: [Manifest] {
    infrastructure.compactMap(\.manifest).filter { !$0.tree.breaksOff }
  }

  /// The entries of all manifests.
  var manifestEntries: [Manifest.Entry] { infrastructure.compactMap(\.manifest).flatMap(\.entries) }

  /// The schema, if it was read to its end.
  var wholeSchema: InputSchema? { schema.flatMap { $0.tree.breaksOff ? nil : $0 } }
}

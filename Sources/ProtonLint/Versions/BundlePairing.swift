/// Which bundle of one side is which of the other.
///
/// By the path below the side's folder; what is left, by name and major version, and then by name
/// alone. Two sides with one bundle each are always about the same one: the user named two folders
/// or two archives.
func pairs(
  _ old: VersionSide, _ new: VersionSide
) -> [(old: TemplateBundle?, new: TemplateBundle?)] {
  let before = old.model.workspace.bundles
  let after = new.model.workspace.bundles
  if let one = before.first, let other = after.first, before.count == 1, after.count == 1 {
    return [(one, other)]
  }
  var partners: [Int: TemplateBundle] = [:]
  var isTaken: Set<Int> = []
  func match<Key: Hashable>(by key: (VersionSide, TemplateBundle) -> Key) {
    let left = Dictionary(
      grouping: before.filter { !isTaken.contains($0.id.index) }, by: { key(old, $0) })
    let right = Dictionary(
      grouping: after.filter { partners[$0.id.index] == nil }, by: { key(new, $0) })
    for (name, bundles) in right {
      guard bundles.count == 1, let bundle = bundles.first, let found = left[name],
        found.count == 1, let partner = found.first
      else { continue }
      partners[bundle.id.index] = partner
      isTaken.insert(partner.id.index)
    }
  }
  match { side, bundle in side.path(of: bundle) }
  match { _, bundle in VersionedName(bundle, major: bundle.majorVersion) }
  match { _, bundle in VersionedName(bundle, major: nil) }
  return after.map { (partners[$0.id.index], $0) }
    + before.filter { !isTaken.contains($0.id.index) }.map { ($0, nil) }
}

private struct VersionedName: Hashable {
  let kind: TemplateBundle.Kind
  let name: String
  let major: Int?

  init(_ bundle: TemplateBundle, major: Int?) {
    kind = bundle.kind
    name = bundle.name
    self.major = major
  }
}

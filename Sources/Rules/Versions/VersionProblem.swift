import ProtonLint

extension VersionChange {
  /// The change as a problem of a workspace that holds both versions.
  var problem: Problem? {
    guard let place = new ?? old else { return nil }
    let earlier = new == nil ? nil : old.map { Label($0.place, $0.text ?? "in the version before") }
    return Problem(
      message, at: place, related: [earlier].compactMap(\.self), help: help, evidence: subject)
  }
}

/// What changed in the environments that a service is for.
func registrationChanges(from old: TemplateBundle, to new: TemplateBundle) -> [VersionChange] {
  // Without a registration on the old side nothing is known of the environments it was for.
  guard let before = old.registration else { return [] }
  let after = new.registration
  // The whole file, where an entry is missing and there is no list to point at.
  let missingAt =
    after.map { registration in
      registration.tree?.root?.entry("compatible_environments").map { Label($0.key.span) }
        ?? Label(.file(registration.file))
    } ?? Label(.folder(new.root))
  var changes: [VersionChange] = []
  let (known, kept) = (before.names, after?.names ?? [:])
  for entry in before.compatible where known[entry.words] == entry.span {
    guard kept[entry.words] == nil else { continue }
    changes.append(
      VersionChange(
        .environmentRemoved, .breaksServices, .warning,
        "the template is not compatible with `\(entry.words)` any more", of: entry.words,
        old: Label(entry.span, "it was"), new: missingAt,
        help: "instances in such an environment cannot be updated to this version"))
  }
  for entry in after?.compatible ?? [] where kept[entry.words] == entry.span {
    guard known[entry.words] == nil else { continue }
    changes.append(
      VersionChange(
        .environmentAdded, .compatible, "the template is now compatible with `\(entry.words)`",
        of: entry.words, new: Label(entry.span)))
  }
  if let after, before.allowsComponents != after.allowsComponents {
    let place = { (registration: Registration) in
      registration.tree?.root?.entry("supported_component_sources").map { Label($0.span) }
        ?? Label(.file(registration.file))
    }
    changes.append(
      after.allowsComponents
        ? VersionChange(
          .componentsAllowed, .compatible, "components may now be attached to instances",
          of: "supported_component_sources", old: place(before), new: place(after))
        : VersionChange(
          .componentsRefused, .breaksServices, .warning,
          "components may not be attached to instances any more",
          of: "supported_component_sources", old: place(before), new: place(after),
          help: "instances with an attached component cannot be updated to this version"))
  }
  return changes
}

extension Registration {
  /// The entries as `name:major`, each with its first place.
  fileprivate var names: [String: Span] {
    Dictionary(compatible.map { ($0.words, $0.span) }) { first, _ in first }
  }
}

extension Registration.Compatible {
  fileprivate var words: String { majorVersion.map { "\(name):\($0)" } ?? name }
}

extension BundleVersions {
  /// What changed in the resources of one role: what an update makes, replaces and deletes.
  func resourceChanges(
    _ role: Infrastructure.Role, _ notes: inout [ToolNote]
  ) -> [VersionChange] {
    guard old.bundle.infrastructure(role)?.engine == .jinja,
      new.bundle.infrastructure(role)?.engine == .jinja
    else { return [] }
    let (before, after) = (ResourceTable(of: old, role), ResourceTable(of: new, role))
    guard before.isComplete, after.isComplete else {
      if let infrastructure = new.bundle.infrastructure(role) {
        notes.append(
          ToolNote(
            "not every resource is known, so they were not compared",
            about: .place(.folder(infrastructure.folder))))
      }
      return []
    }
    var changes: [VersionChange] = []
    var candidates = after.resources.filter { before[$0.logicalID] == nil }
    for resource in before.resources {
      if let now = after[resource.logicalID] {
        changes += resource.changes(to: now)
        continue
      }
      let renamed = resource.renamed(among: candidates)
      if let renamed { candidates.removeAll { $0.logicalID == renamed.logicalID } }
      changes.append(resource.loss(renamed, in: after.place))
    }
    for resource in candidates {
      changes.append(
        VersionChange(
          .resourceAdded, .changesInfrastructure, "resource `\(resource.logicalID)` is new",
          of: resource.logicalID, new: Label(resource.place)))
    }
    return changes
  }
}

/// Resources of another type under the same logical id in a later version of a bundle.
public func resourceTypeChanges(
  from old: TemplateBundle, to new: TemplateBundle, in model: Model
) -> [VersionChange] {
  Infrastructure.Role.allCases.flatMap { role -> [VersionChange] in
    let before = ResourceTable(of: BundleVersion(old, in: model), role)
    let after = ResourceTable(of: BundleVersion(new, in: model), role)
    return before.resources.compactMap { resource in
      after[resource.logicalID].flatMap { resource.typeChange(to: $0) }
    }
  }
}

/// The resources of one role, each with all of its readings.
private struct ResourceTable {
  /// In the order of the text.
  private(set) var resources: [VersionedResource] = []
  private var numbers: [String: Int] = [:]
  /// Whether no macro and no path that was not followed can make others.
  let isComplete: Bool
  /// Where resources are declared.
  let place: Label

  subscript(logicalID: String) -> VersionedResource? { numbers[logicalID].map { resources[$0] } }

  init(of version: BundleVersion, _ role: Infrastructure.Role) {
    let templates = version.templates(role)
    isComplete =
      !templates.isEmpty
      && templates.allSatisfy { template in
        template.isWholeAsRendered
          && template.paths.allSatisfy { $0.declaresAllSections && !$0.tree.breaksOff }
      }
    let section = templates.lazy.flatMap(\.paths).compactMap { $0.tree.root?.entry("Resources") }
      .first
    let folder = version.bundle.infrastructure(role)?.folder ?? version.bundle.root
    place = section.map { Label($0.key.span) } ?? Label(.folder(folder))
    for resource in templates.flatMap({ version.model.graph.resources(in: $0) }) {
      if let number = numbers[resource.logicalID] {
        resources[number].readings.append(resource)
      } else {
        numbers[resource.logicalID] = resources.count
        resources.append(VersionedResource(readings: [resource], sources: version.model.sources))
      }
    }
  }
}

extension BundleVersions {
  /// What changed in the outputs of one role, and who reads them.
  func outputChanges(
    _ role: Infrastructure.Role, _ notes: inout [ToolNote]
  ) -> [VersionChange] {
    guard let before = old.outputs(role), let after = new.outputs(role) else {
      if let infrastructure = new.bundle.infrastructure(role), role != .pipeline {
        notes.append(
          ToolNote(
            "not every output is known, so they were not compared",
            about: .place(.folder(infrastructure.folder))))
      }
      return []
    }
    var changes: [VersionChange] = []
    var candidates = after.outputs.filter { before[$0.name] == nil }
    for output in before.outputs {
      if let now = after[output.name] {
        changes += [change(from: output, to: now, role)].compactMap(\.self)
        continue
      }
      let renamed = output.renamed(among: candidates)
      if let renamed { candidates.removeAll { $0.name == renamed.name } }
      changes.append(
        loss(
          renamed == nil ? .outputRemoved : .outputRenamed, role,
          renamed.map { "output `\(output.name)` is now called `\($0.name)`" }
            ?? "output `\(output.name)` is not there any more",
          of: output, at: renamed.map { Label($0.place) } ?? Label(after.place)))
    }
    for output in candidates {
      changes.append(
        VersionChange(
          .outputAdded, .compatible, "output `\(output.name)` is new", of: output.name,
          new: Label(output.place)))
    }
    return changes
  }

  private func change(
    from old: OutputTable.Output, to new: OutputTable.Output, _ role: Infrastructure.Role
  ) -> VersionChange? {
    if old.condition.isAlways, !new.condition.isAlways {
      let words = new.condition.words.map { " \($0)" } ?? ""
      return loss(
        .outputNowConditional, role, "output `\(old.name)` is now there only\(words)", of: old,
        at: Label(new.place))
    }
    guard old.values != new.values else { return nil }
    return VersionChange(
      .outputChanged, .changesInfrastructure, "output `\(old.name)` has another value",
      of: old.name, old: Label(old.place), new: Label(new.place),
      readers: readers(of: old.name, role))
  }

  /// Something that read an output does not find it any more.
  private func loss(
    _ kind: VersionChange.Kind, _ role: Infrastructure.Role, _ message: String,
    of output: OutputTable.Output, at place: Label
  ) -> VersionChange {
    let readers = readers(of: output.name, role)
    let effect: VersionChange.Effect
    let severity: Severity
    let help: String?
    if role == .pipeline || (role == .instance && readers.isEmpty) {
      (effect, severity) = (.compatible, .note)
      help = role == .pipeline ? "no template can read it" : "no pipeline reads it"
    } else if readers.contains(where: { !$0.isGuarded && !$0.isOld }) {
      (effect, severity) = (.breaksServices, kind == .outputNowConditional ? .warning : .error)
      help = "Proton does not check this: keep the output until nothing reads it"
    } else {
      (effect, severity) = (.breaksServices, .warning)
      help =
        readers.isEmpty ? "no template here reads it, but services elsewhere may" : nil
    }
    return VersionChange(
      kind, effect, severity, message, of: output.name, old: Label(output.place, "it was here"),
      new: place, readers: readers, help: help)
  }

  private func readers(of output: String, _ role: Infrastructure.Role) -> [VersionChange.Reader] {
    switch role {
    case .environment: return readers.readers(of: output, in: new.bundle)
    case .instance:
      let namespaces: Set = ["service_instances.outputs"]
      let now = new.templates(.pipeline).compactMap {
        $0.reader(of: output, in: namespaces, named: new.bundle.name)
      }
      guard now.isEmpty else { return now }
      // A pipeline stays at the version before while its instances are updated.
      return old.templates(.pipeline).compactMap {
        $0.reader(of: output, in: namespaces, named: old.bundle.name, isOld: true)
      }
    case .pipeline, .component: return []
    }
  }
}

extension BundleVersion {
  /// Nil where there is no such infrastructure, or not all of its outputs are known.
  fileprivate func outputs(_ role: Infrastructure.Role) -> OutputTable? {
    if role == .environment, let table = OutputTable(customerManaged: bundle) { return table }
    guard bundle.infrastructure(role)?.engine == .jinja else { return nil }
    return OutputTable(of: templates(role), in: model.sources)
  }
}

extension OutputTable.Output {
  /// The output that this one became: of a close name, or with the very same value.
  fileprivate func renamed(among candidates: [OutputTable.Output]) -> OutputTable.Output? {
    if let close = closestName(to: name, among: candidates.map(\.name)) {
      return candidates.first { $0.name == close }
    }
    let same = candidates.filter { $0.values == values && values != [""] }
    return same.count == 1 ? same.first : nil
  }
}

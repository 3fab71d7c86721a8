import ProtonLint

/// Values of a spec, and the type that they are to be of.
struct TypedSection {
  let section: Spec.Section
  let type: InputType

  /// The values by name; none where the section is no mapping.
  var values: [SyntaxNode.Entry] { section.values.map { Array($0.entries) } ?? [] }
}

/// A spec, and the bundle that it is surely for.
struct CheckedSpec {
  let spec: Spec
  let bundle: TemplateBundle
  let sections: [TypedSection]
}

extension Model {
  /// The specs whose bundle and types are known.
  var checkedSpecs: [CheckedSpec] {
    workspace.specs.compactMap { spec in
      guard !spec.tree.breaksOff, let bundle = spec.bundle.map({ workspace[$0] }),
        let schema = bundle.wholeSchema
      else { return nil }
      let sections = spec.sections.compactMap { section in
        schema.inputs(of: section.role).map { TypedSection(section: section, type: $0) }
      }
      let isBeside = spec.origin == .file && bundle.holds(sources[spec.file])
      guard spec.isForBundleByName || isBeside || areLikely(sections) else { return nil }
      return CheckedSpec(spec: spec, bundle: bundle, sections: sections)
    }
  }

  /// The sections of these specs.
  var typedSections: [TypedSection] { checkedSpecs.flatMap(\.sections) }
}

/// Whether a spec that lies elsewhere is for these types: most of what it gives is declared.
///
/// Nothing in a spec names its template, so it may be for one that is not here.
private func areLikely(_ sections: [TypedSection]) -> Bool {
  var declared = 0
  var given = 0
  for section in sections {
    let names = Set(section.type.properties.map { $0.name.lowercased() })
    given += section.values.count
    declared += section.values.count { names.contains($0.key.text.lowercased()) }
  }
  return 2 * declared >= given
}

extension TemplateBundle {
  /// Whether a file is in the bundle, or beside the folders of its versions.
  fileprivate func holds(_ file: SourceFile) -> Bool {
    let isInside = files.contains(file.id)
    guard isVersioned, !isInside else { return isInside }
    return file.path.hasPrefix(templateFolder.isEmpty ? "" : templateFolder + "/")
  }
}

extension InputSchema {
  fileprivate func inputs(of role: Spec.Section.Role) -> InputType? {
    switch role {
    case .environment: environmentInputs
    case .pipeline: pipelineInputs
    case .instance: serviceInputs
    }
  }
}

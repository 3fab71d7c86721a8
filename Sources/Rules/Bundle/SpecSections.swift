import ProtonLint

/// Values of a spec, and the type that they are to be of.
struct TypedSection {
  let section: Spec.Section
  let type: InputType

  /// The values by name; none where the section is no mapping.
  var values: [SyntaxNode.Entry] { section.values.map { Array($0.entries) } ?? [] }
}

extension Model {
  /// The sections of all specs whose bundle and type are known.
  var typedSections: [TypedSection] {
    workspace.specs.flatMap { spec -> [TypedSection] in
      guard !spec.tree.breaksOff, let bundle = spec.bundle,
        let schema = workspace[bundle].wholeSchema
      else { return [] }
      return spec.sections.compactMap { section in
        let type =
          switch section.role {
          case .environment: schema.environmentInputs
          case .pipeline: schema.pipelineInputs
          case .instance: schema.serviceInputs
          }
        return type.map { TypedSection(section: section, type: $0) }
      }
    }
  }
}

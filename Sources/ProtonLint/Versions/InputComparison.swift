extension BundleVersions {
  /// What changed in the inputs, by the schemas of both versions.
  func inputChanges(_ notes: inout [ToolNote]) -> [VersionChange] {
    guard let before = old.bundle.schema, let after = new.bundle.schema else { return [] }
    for (schema, side) in [(before, old), (after, new)] where schema.tree.breaksOff {
      notes.append(
        ToolNote(
          "the schema cannot be read to its end: its inputs were not compared",
          about: .path(side.model.sources[schema.file].path)))
      return []
    }
    var comparison = InputComparison(versions: self)
    // Types are known by the header that names them: their own names may change.
    comparison.compare(
      before.environmentInputs, after.environmentInputs, after.environmentInputType)
    comparison.compare(before.serviceInputs, after.serviceInputs, after.serviceInputType)
    comparison.compare(before.pipelineInputs, after.pipelineInputs, after.pipelineInputType)
    return comparison.changes
  }
}

/// Walks two schemas side by side.
struct InputComparison {
  /// Where an optional input is first read without a guard, by the place of its declaration.
  private var unguarded: [Span: VersionChange.Reader] = [:]
  /// What the new version's templates are written in, as far as it is not understood here.
  private let unread: Infrastructure?
  private(set) var changes: [VersionChange] = []
  /// A type that several inputs refer to is compared for each, and each change is said once.
  private var seen: Set<Place> = []

  private struct Place: Hashable {
    let kind: VersionChange.Kind
    let old: Label?
    let new: Label?
  }

  init(versions: BundleVersions) {
    let bundle = versions.new.bundle
    for template in versions.new.model.templates(of: bundle.id) {
      for problem in template.renderings.problems {
        guard case .unguardedOptional(_, let declaration?) = problem.kind else { continue }
        let known = unguarded[declaration]
        guard known.map({ problem.span < $0.place }) ?? true else { continue }
        unguarded[declaration] = VersionChange.Reader(
          bundle: bundle.name, place: problem.span, isOld: false, isGuarded: false)
      }
    }
    unread = versions.new.bundle.infrastructure.first { $0.engine != .jinja }
  }

  mutating func add(_ change: VersionChange) {
    let place = Place(kind: change.kind, old: change.old, new: change.new)
    if seen.insert(place).inserted { changes.append(change) }
  }

  mutating func compare(_ old: InputType?, _ new: InputType?, _ header: SyntaxNode.Entry?) {
    guard old != nil || new != nil else { return }
    let place = new?.shape.propertiesEntry?.key.span ?? new?.nameSpan ?? header?.key.span
    compare(
      old?.properties ?? [], new?.properties ?? [], below: "", missingAt: place.map { Label($0) })
    if let old, let new { compareOpenness(old.shape, new.shape, InputPath(type: new)) }
  }

  /// - Parameter missingAt: Where the new version lists its properties.
  private mutating func compare(
    _ old: [InputProperty], _ new: [InputProperty], below path: String, missingAt: Label?
  ) {
    let before = Dictionary(old.map { ($0.name, $0) }) { $1 }
    let after = Dictionary(new.map { ($0.name, $0) }) { $1 }
    var candidates = new.filter { before[$0.name] == nil }
    for property in old where before[property.name]?.nameSpan == property.nameSpan {
      let name = path + property.name
      if let now = after[property.name] {
        compare(property, now, InputPath(name: name, place: now.nameSpan))
      } else if let renamed = property.renamed(among: candidates) {
        candidates.removeAll { $0.nameSpan == renamed.nameSpan }
        add(
          VersionChange(
            .inputRenamed, .minorRefused,
            "input `\(name)` is now called `\(path + renamed.name)`", of: name,
            old: Label(property.nameSpan, "it was called so"), new: Label(renamed.nameSpan),
            help: "specs that give `\(property.name)` are rejected: keep the old name in a minor"))
      } else {
        let alike = candidates.filter { $0.shape.isAlike(property.shape) }
        add(
          VersionChange(
            .inputRemoved, .minorRefused, "input `\(name)` is not declared any more", of: name,
            old: Label(property.nameSpan, "it was declared"), new: missingAt,
            help: alike.count == 1
              ? alike.first.map { "`\($0.name)` is declared in the same way: was it renamed?" }
              : "specs that give it are rejected"))
      }
    }
    for property in candidates where after[property.name]?.nameSpan == property.nameSpan {
      add(added(property, path + property.name))
    }
  }

  private func added(_ property: InputProperty, _ name: String) -> VersionChange {
    guard property.mustBeGiven else {
      return VersionChange(
        .inputAdded, .compatible, "input `\(name)` is new and need not be given", of: name,
        new: Label(property.nameSpan))
    }
    return VersionChange(
      .requiredInputAdded, .minorRefused,
      "input `\(name)` is new, required, and has no default", of: name,
      new: Label(property.nameSpan), help: "no existing spec gives it: give it a default")
  }

  private mutating func compare(_ old: InputProperty, _ new: InputProperty, _ path: InputPath) {
    compareNeed(old, new, path)
    compare(old.shape, new.shape, path)
  }

  private mutating func compareNeed(_ old: InputProperty, _ new: InputProperty, _ path: InputPath) {
    let (before, after) = (old.shape.defaultValue, new.shape.defaultValue)
    let given = before.map { Label($0.span, "its default") } ?? Label(old.nameSpan)
    switch (old.mustBeGiven, new.mustBeGiven) {
    case (false, true):
      let message =
        before == nil
        ? "input `\(path.name)` was optional and is now required"
        : "input `\(path.name)` has lost its default and is required"
      add(
        VersionChange(
          .inputNowRequired, .minorRefused, message, of: path.name, old: given,
          new: Label(path.place), help: "specs that leave it out are rejected: give it a default"))
    case (true, false):
      add(
        VersionChange(
          .inputNowOptional, .compatible, "input `\(path.name)` need not be given any more",
          of: path.name, old: given, new: Label(path.place)))
    case (false, false): compareDefaults(before, after, given, new, path)
    case (true, true): break
    }
  }

  private mutating func compareDefaults(
    _ old: SyntaxNode.Entry?, _ new: SyntaxNode.Entry?, _ given: Label, _ property: InputProperty,
    _ path: InputPath
  ) {
    let help = "it changes every deployment whose spec leaves the input out"
    switch (old, new) {
    case (nil, let added?):
      add(
        VersionChange(
          .defaultAdded, .changesInfrastructure, .warning,
          "input `\(path.name)` now has a default", of: path.name, old: given,
          new: Label(added.span), help: help))
    case (let before?, let after?):
      guard !saysTheSame(before.value, after.value) else { return }
      add(
        VersionChange(
          .defaultChanged, .changesInfrastructure, .warning,
          "the default of input `\(path.name)` changed from \(before.value.inWords) to "
            + after.value.inWords, of: path.name, old: given, new: Label(after.value.span),
          help: help))
    case (_?, nil): add(defaultRemoved(given, property, path))
    case (nil, nil): break
    }
  }

  /// It is as bad as what reads the input: Jinja stops at a value that is not there.
  private func defaultRemoved(
    _ given: Label, _ property: InputProperty, _ path: InputPath
  ) -> VersionChange {
    let message = "input `\(path.name)` has lost its default"
    if let read = unguarded[property.nameSpan] {
      return VersionChange(
        .defaultRemoved, .breaksUpdates, "\(message) and is read without a guard", of: path.name,
        old: given, new: Label(path.place), readers: [read],
        help: "what leaves the input out cannot be rendered: keep the default, or guard each read")
    }
    if let unread {
      let engine = unread.engine.map(\.words) ?? "this engine"
      return VersionChange(
        .defaultRemoved, .mayBreak, message, of: path.name, old: given, new: Label(path.place),
        help: "whether the \(unread.role.rawValue)'s \(engine) can do without it is not known")
    }
    return VersionChange(
      .defaultRemoved, .changesInfrastructure, .warning, message, of: path.name, old: given,
      new: Label(path.place), help: "deployments whose spec leaves the input out do without it now")
  }

  /// What a value of an input may be, and what it is made of.
  private mutating func compare(_ old: InputShape, _ new: InputShape, _ path: InputPath) {
    guard compareTypes(old, new, path) else { return }
    for change in constraintChanges(old, new, path) { add(change) }
    compareOpenness(old, new, path)
    compare(
      old.properties, new.properties, below: path.name + ".",
      missingAt: Label(new.propertiesEntry?.key.span ?? path.place))
    switch (old.items, new.items) {
    case (let before?, let after?): compare(before, after, path.elements)
    case (nil, let after?) where new.type == .list:
      add(
        VersionChange(
          .typeChanged, .mayBreak, "the elements of input `\(path.name)` now have a type",
          of: path.elements.name, old: old.label(of: "type"),
          new: after.label(of: "type", else: path.place)))
    default: break
    }
  }
}

/// A resource of one version, as it reads on each path.
struct VersionedResource {
  /// At least one.
  var readings: [Resource]
  let sources: SourceStore

  var logicalID: String { readings.first?.logicalID ?? "" }
  var types: Set<String> { Set(readings.map(\.type)) }
  var type: String { readings.first?.type ?? "" }

  var place: Span {
    readings.first?.nameSpan ?? Span(file: SourceFile.ID(index: 0), start: 0, end: 0)
  }

  private var facts: CreateOnlyProperties? { CreateOnlyProperties.of(type) }

  /// What a property comes to on all paths; a property that is not there counts as well.
  private func identities(of property: String) -> Set<String> {
    Set(
      readings.flatMap { reading -> [String] in
        guard let value = reading[property] else { return ["absent"] }
        return value.choices.map { $0.isNull ? "absent" : $0.identity(in: sources) }
      })
  }

  private func place(of property: String) -> Span {
    readings.lazy.compactMap { $0[property]?.span }.first ?? place
  }

  private func words(of property: String) -> String {
    guard let value = readings.lazy.compactMap({ $0[property] }).first else { return "none" }
    let words = value.words
    return words.isEmpty || words.count > 60 ? "another value" : "`\(words)`"
  }

  /// Whether CloudFormation leaves the thing itself alone when it is gone from the stack.
  private var isRetained: Bool {
    readings.allSatisfy { reading in
      ["Retain", "RetainExceptOnCreate"].contains(reading.attributes["DeletionPolicy"]?.string)
    }
  }
}

extension Value {
  /// What it can be, each as it is written: `alternatives` are worked out, and of what nobody knows
  /// they keep no text.
  fileprivate var choices: [Value] {
    if case .choice(let alternatives) = form { alternatives.map(\.value) } else { [self] }
  }
}

extension VersionedResource {
  /// What an update from this reading to another of the same logical id does.
  func changes(to new: VersionedResource) -> [VersionChange] {
    if let change = typeChange(to: new) { return [change] }
    let replacing = (facts?.properties ?? []).filter { property in
      // Values that are still possible need not change anywhere.
      !identities(of: property).isSubset(of: new.identities(of: property))
    }
    guard replacing.isEmpty else { return replacing.map { replacement($0, in: new) } }
    guard let property = changedProperty(to: new) else { return [] }
    return [
      VersionChange(
        .resourceChanged, .changesInfrastructure,
        property.isEmpty
          ? "resource `\(logicalID)` changed"
          : "`\(property)` of resource `\(logicalID)` changed", of: logicalID,
        old: Label(property.isEmpty ? place : place(of: property)),
        new: Label(property.isEmpty ? new.place : new.place(of: property)))
    ]
  }

  /// Another type under the same logical id, which no stack takes.
  func typeChange(to new: VersionedResource) -> VersionChange? {
    guard types.isDisjoint(with: new.types), !type.isEmpty, !new.type.isEmpty else { return nil }
    return VersionChange(
      .resourceTypeChanged, .breaksUpdates,
      "resource `\(logicalID)` was of type `\(type)` and is now of `\(new.type)`",
      of: logicalID, old: Label(readings.first?.typeSpan ?? place),
      new: Label(new.readings.first?.typeSpan ?? new.place),
      help: "CloudFormation refuses to change the type of a resource: give it another name")
  }

  private func replacement(_ property: String, in new: VersionedResource) -> VersionChange {
    let message =
      "`\(property)` of resource `\(logicalID)` changes from \(words(of: property)) to "
      + new.words(of: property)
    let before = Label(place(of: property))
    let after = Label(new.place(of: property))
    let isConditional = facts?.conditional.contains(property) == true
    if let name = facts?.name, name != property, !isConditional,
      identities(of: name) != ["absent"], identities(of: name) == new.identities(of: name)
    {
      return VersionChange(
        .resourceReplaced, .breaksUpdates, .warning, message, of: logicalID, old: before,
        new: after, help: "CloudFormation refuses to replace a resource that keeps its `\(name)`")
    }
    let makes = isConditional ? "may make" : "makes"
    let loss = facts?.holdsData == true && !isRetained ? ", and what it holds is lost" : ""
    return VersionChange(
      .resourceReplaced, .changesInfrastructure, .warning, message, of: logicalID, old: before,
      new: after, help: "CloudFormation \(makes) another in its place\(loss)")
  }

  /// The first property that is not the same; empty where something else is not. Nil: all is.
  private func changedProperty(to new: VersionedResource) -> String? {
    let names = Set((readings + new.readings).flatMap { $0.properties.entries.map(\.key) })
    if let changed = names.sorted().first(where: { identities(of: $0) != new.identities(of: $0) }) {
      return changed
    }
    let (before, after) = (attributes, new.attributes)
    return before == after ? nil : ""
  }

  private var attributes: Set<String> { Set(readings.map { $0.attributes.identity(in: sources) }) }

  /// The resource that this one became: of the same type with the same properties, or with a close
  /// name.
  func renamed(among candidates: [VersionedResource]) -> VersionedResource? {
    let alike = candidates.filter { $0.types == types }
    let same = alike.filter { $0.properties == properties }
    if same.count == 1 { return same.first }
    let close = closestName(to: logicalID, among: alike.map(\.logicalID))
    return close.flatMap { name in alike.first { $0.logicalID == name } }
  }

  private var properties: Set<String> { Set(readings.map { $0.properties.identity(in: sources) }) }

  /// What an update does to a resource that is not there under its logical id any more.
  func loss(_ renamed: VersionedResource?, in section: Label) -> VersionChange {
    let isLoss = facts?.holdsData == true && !isRetained
    let deletes = isRetained ? "lets go of" : "deletes"
    let loss = isLoss ? ", and what it holds is lost" : ""
    if let renamed {
      return VersionChange(
        .resourceRenamed, .changesInfrastructure, isLoss || facts != nil ? .warning : .note,
        "resource `\(logicalID)` is now called `\(renamed.logicalID)`", of: logicalID,
        old: Label(place, "it was called so"), new: Label(renamed.place),
        help: "CloudFormation makes another and \(deletes) the old one\(loss)")
    }
    return VersionChange(
      .resourceRemoved, .changesInfrastructure, isLoss ? .warning : .note,
      "resource `\(logicalID)` is not there any more", of: logicalID, old: Label(place, type),
      new: section, help: "CloudFormation \(deletes) it\(loss)")
  }
}

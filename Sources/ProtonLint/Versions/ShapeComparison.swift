extension InputComparison {
  /// - Returns: Whether the types are near enough for the rest to be compared.
  mutating func compareTypes(_ old: InputShape, _ new: InputShape, _ path: InputPath) -> Bool {
    let (before, after) = (old.typeName?.text, new.typeName?.text)
    guard before != after else { return true }
    let change = { (kind: VersionChange.Kind, effect: VersionChange.Effect, message: String) in
      VersionChange(
        kind, effect, message, of: path.name, old: old.label(of: "type"),
        new: new.label(of: "type", else: path.place))
    }
    let subject = path.words
    switch (before, after) {
    case (let before?, nil):
      add(change(.typeWidened, .compatible, "\(subject) need not be of type `\(before)` any more"))
      return false
    case ("integer"?, "number"?):
      add(
        change(.typeWidened, .mayBreak, "the type of \(subject) changed from `integer` to `number`")
      )
      return true
    case (_, let after?):
      let origin = before.map { "from `\($0)` " } ?? ""
      add(
        change(.typeChanged, .minorRefused, "the type of \(subject) changed \(origin)to `\(after)`")
      )
      return false
    case (nil, nil): return true
    }
  }

  /// Whether an object takes properties that it does not declare.
  mutating func compareOpenness(_ old: InputShape, _ new: InputShape, _ path: InputPath) {
    let keyword = "additionalProperties"
    let (before, after) = (old.node[keyword], new.node[keyword])
    let isSame =
      before.map { before in after.map { saysTheSame(before, $0) } ?? old.takesAnything }
      ?? new.takesAnything
    guard !isSame else { return }
    let (oldLabel, newLabel) = (old.label(of: keyword), new.label(of: keyword, else: path.place))
    if new.takesAnything || !old.allowsOthers {
      add(
        VersionChange(
          .objectOpened, .compatible, "\(path.words) may now hold more than its properties",
          of: path.name, old: oldLabel, new: newLabel))
    } else {
      add(
        VersionChange(
          .objectClosed, new.allowsOthers ? .mayBreak : .minorRefused,
          new.allowsOthers
            ? "what \(path.words) may hold besides its properties changed"
            : "\(path.words) may not hold more than its properties any more",
          of: path.name, old: oldLabel, new: newLabel,
          help: "specs that give other properties are rejected"))
    }
  }
}

extension InputShape {
  fileprivate var takesAnything: Bool {
    allowsOthers && node["additionalProperties"]?.isMapping != true
  }
}

/// What changed in what a value of the same type may be, keyword by keyword.
func constraintChanges(
  _ old: InputShape, _ new: InputShape, _ path: InputPath
) -> [VersionChange] {
  enumChanges(old, new, path) + boundChanges(old, new, path) + patternChanges(old, new, path)
    + formatChanges(old, new, path) + nullChanges(old, new, path)
    + compositionChanges(old, new, path) + annotationChanges(old, new, path)
}

private func enumChanges(
  _ old: InputShape, _ new: InputShape, _ path: InputPath
) -> [VersionChange] {
  let (oldLabel, newLabel) = (old.label(of: "enum"), new.label(of: "enum", else: path.place))
  switch (old.allowed, new.allowed) {
  case (nil, nil): return []
  case (_?, nil):
    return [
      VersionChange(
        .enumRemoved, .compatible, "\(path.words) is not limited to a list of values any more",
        of: path.name, old: oldLabel, new: newLabel)
    ]
  case (nil, _?):
    return [
      VersionChange(
        .enumAdded, .minorRefused, "\(path.words) is now limited to a list of values",
        of: path.name, old: oldLabel, new: newLabel, help: "specs with other values are rejected")
    ]
  case (let before?, let after?):
    let lost = before.filter { value in !after.contains { isSameScalar($0, value) } }
    let gained = after.filter { value in !before.contains { isSameScalar($0, value) } }
    var changes: [VersionChange] = []
    if let first = lost.first {
      let names = quotedList(lost.prefix(8).map(\.text)) + (lost.count > 8 ? "…" : "")
      changes.append(
        VersionChange(
          .enumValueRemoved, .minorRefused, "\(path.words) does not take \(names) any more",
          of: path.name, old: Label(first.span, "it was permitted"), new: newLabel,
          help: "specs with \(lost.count == 1 ? "this value" : "these values") are rejected"))
    }
    if let first = gained.first {
      let names = quotedList(gained.prefix(8).map(\.text)) + (gained.count > 8 ? "…" : "")
      changes.append(
        VersionChange(
          .enumValueAdded, .compatible, "\(path.words) now takes \(names)", of: path.name,
          old: oldLabel, new: Label(first.span)))
    }
    return changes
  }
}

private func formatChanges(
  _ old: InputShape, _ new: InputShape, _ path: InputPath
) -> [VersionChange] {
  let (before, after) = (old.node["format"], new.node["format"])
  guard before?.text != after?.text else { return [] }
  let change = { (kind: VersionChange.Kind, effect: VersionChange.Effect, message: String) in
    VersionChange(
      kind, effect, message, of: path.name, old: old.label(of: "format"),
      new: new.label(of: "format", else: path.place))
  }
  switch (before, after) {
  case (_?, nil):
    return [change(.formatRemoved, .compatible, "\(path.words) has no format any more")]
  case (nil, let format?):
    return [change(.formatAdded, .mayBreak, "\(path.words) now has format `\(format.text)`")]
  case (let one?, let other?):
    return [
      change(
        .formatChanged, .mayBreak,
        "the format of \(path.words) changed from `\(one.text)` to `\(other.text)`")
    ]
  case (nil, nil): return []
  }
}

private func nullChanges(
  _ old: InputShape, _ new: InputShape, _ path: InputPath
) -> [VersionChange] {
  guard old.isNullable != new.isNullable else { return [] }
  let (before, after) = (old.label(of: "nullable"), new.label(of: "nullable", else: path.place))
  return [
    new.isNullable
      ? VersionChange(
        .nullableAdded, .compatible, "\(path.words) may now be null", of: path.name, old: before,
        new: after)
      : VersionChange(
        .nullableRemoved, .minorRefused, "\(path.words) may not be null any more", of: path.name,
        old: before, new: after, help: "specs that give null are rejected")
  ]
}

/// Keywords that join schemas are not understood here: any change of one may be any change.
private func compositionChanges(
  _ old: InputShape, _ new: InputShape, _ path: InputPath
) -> [VersionChange] {
  ["allOf", "anyOf", "oneOf", "not", "discriminator"].compactMap { keyword in
    guard differ(old, new, keyword) else { return nil }
    return VersionChange(
      .compositionChanged, .mayBreak, "`\(keyword)` of \(path.words) changed", of: path.name,
      old: old.label(of: keyword), new: new.label(of: keyword, else: path.place))
  }
}

private func annotationChanges(
  _ old: InputShape, _ new: InputShape, _ path: InputPath
) -> [VersionChange] {
  let changed = annotations.sorted().filter { differ(old, new, $0) }
  guard let first = changed.first else { return [] }
  return [
    VersionChange(
      .annotationChanged, .compatible, "\(quotedList(changed)) of \(path.words) changed",
      of: path.name, old: old.label(of: first), new: new.label(of: first, else: path.place))
  ]
}

private func differ(_ old: InputShape, _ new: InputShape, _ keyword: String) -> Bool {
  switch (old.node[keyword], new.node[keyword]) {
  case (nil, nil): false
  case (let before?, let after?): !saysTheSame(before, after)
  default: true
  }
}

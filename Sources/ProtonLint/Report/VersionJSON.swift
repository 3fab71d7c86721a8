/// The report on a comparison for programs.
package func versionJSON(
  _ comparison: VersionComparison, old: VersionSide, new: VersionSide
) -> String {
  let writer = VersionJSON(old: Positions(old.model.sources), new: Positions(new.model.sources))
  let report: JSON = [
    "asksFor": .string(comparison.step.rawValue),
    "bundles": .array(comparison.bundles.map(writer.bundle)),
    "notes": .array(
      comparison.notes.map { note in
        switch note.subject {
        case .path(let path): ["path": .string(path), "message": .string(note.message)]
        case .place(let place):
          ["place": writer.new[place], "message": .string(note.message)]
        case nil: ["message": .string(note.message)]
        }
      }),
  ]
  return report.text
}

private struct VersionJSON {
  let old: Positions
  let new: Positions

  func bundle(_ comparison: BundleComparison) -> JSON {
    let bundle = comparison.new ?? comparison.old
    return [
      "name": .string(bundle?.name ?? ""),
      "kind": .string(bundle?.kind.rawValue ?? ""),
      "old": comparison.old.map { .string($0.root) },
      "new": comparison.new.map { .string($0.root) },
      "asksFor": .string(comparison.step.rawValue),
      "nextVersion": comparison.nextVersion.map { .string($0) },
      "changes": .array(comparison.changes.map(change)),
    ]
  }

  private func change(_ change: VersionChange) -> JSON {
    [
      "kind": .string(change.kind.rawValue),
      "effect": .string(change.effect.rawValue),
      "isCompatible": .boolean(change.effect.step <= .minor),
      "asksFor": .string(change.effect.step.rawValue),
      "severity": .string(change.severity.rawValue),
      "subject": .string(change.subject),
      "message": .string(change.message),
      "help": change.help.map { .string($0) },
      "old": change.old.map { old[$0.place] },
      "new": change.new.map { new[$0.place] },
      "readers": .array(
        change.readers.map { reader in
          [
            "bundle": .string(reader.bundle),
            "place": (reader.isOld ? old : new)[.span(reader.place)],
            "isOld": .boolean(reader.isOld),
            "isGuarded": .boolean(reader.isGuarded),
          ]
        }),
    ]
  }
}

/// Places as `{path, line, column}`; columns count UTF-16 code units.
private final class Positions {
  private let sources: SourceStore
  private var tables: [SourceFile.ID: LineTable] = [:]

  init(_ sources: SourceStore) { self.sources = sources }

  subscript(place: Place) -> JSON {
    switch place {
    case .folder(let folder): return ["path": .string(folder.isEmpty ? "." : folder)]
    case .file(let file): return ["path": .string(sources[file].path)]
    case .span(let span):
      let table = tables[span.file] ?? LineTable(sources[span.file].bytes)
      tables[span.file] = table
      let start = table.shown(span).lowerBound
      return [
        "path": .string(sources[span.file].path),
        "line": .integer(table.line(at: start)),
        "column": .integer(table.column(at: start, in: .utf16)),
      ]
    }
  }
}

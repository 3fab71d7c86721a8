/// The report on a comparison for people: every change with its source lines on both sides, and a
/// sentence on each bundle.
package func versionReport(
  _ comparison: VersionComparison, old: VersionSide, new: VersionSide, colour: Bool
) -> String {
  let shown = ShownVersions(comparison, old: old, new: new)
  let bundles = comparison.bundles.filter { !$0.changes.isEmpty }
  let sentences = bundles.map { sentence(on: $0) + "\n" }
  let rest = comparison.bundles.count - bundles.count
  let unchanged = rest == 0 ? "" : "no changes in \(counted(rest, "bundle"))\n"
  let verdicts = comparison.bundles.flatMap(\.changes).map(\.effect.words)
  return textBlocks(of: shown.result, colour: colour, verdicts: verdicts) + sentences.joined()
    + unchanged
}

/// What a bundle asks for: `web (services/web/v1): asks for the next major version, 2: …`.
private func sentence(on comparison: BundleComparison) -> String {
  guard let bundle = comparison.new ?? comparison.old else { return "" }
  let name = "\(visible(bundle.name)) (\(visible(bundle.root.isEmpty ? "." : bundle.root)))"
  guard let old = comparison.old else { return "\(name): is new" }
  guard comparison.new != nil else { return "\(name): is not there any more" }
  let all = comparison.changes.count
  let few = comparison.changes.count { $0.effect.step > .minor }
  let number = comparison.nextVersion ?? ""
  switch comparison.step {
  case .none: return "\(name): no changes"
  case .minor:
    return "\(name): the next minor version, \(number), may carry \(counted(all, "change"))"
  case .major:
    return "\(name): asks for the next major version, \(number): version \(old.majorVersion) may "
      + "not carry \(few) of \(counted(all, "change"))"
  case .newTemplate:
    return "\(name): asks for another template: no version of this one may carry "
      + "\(few) of \(counted(all, "change"))"
  }
}

extension BundleComparison {
  /// The number that the changes ask for; of a minor version only the major part is known here.
  var nextVersion: String? {
    guard let old, new != nil else { return nil }
    let (next, isTooLarge) = old.majorVersion.addingReportingOverflow(1)
    switch step {
    case .none, .newTemplate: return nil
    case .minor: return "\(old.majorVersion).x"
    case .major: return isTooLarge ? nil : "\(next).0"
    }
  }
}

/// A comparison as findings in one store of sources, as the report on findings takes them.
struct ShownVersions {
  let result: LintResult

  init(_ comparison: VersionComparison, old: VersionSide, new: VersionSide) {
    var sources = new.model.sources
    let offset = sources.files.count
    for file in old.model.sources.files {
      sources.add(
        path: old.prefix + file.path, content: file.content, size: file.size,
        hasByteOrderMark: file.hasByteOrderMark)
    }
    let moved = { (label: Label) in label.moved(by: offset, below: old.prefix) }
    let findings = comparison.bundles.flatMap(\.changes).map { change in
      let before = change.old.map(moved)
      let readers = change.readers.prefix(Self.readerLimit).map { reader in
        let label = Label(reader.place, reader.words)
        return reader.isOld ? moved(label) : label
      }
      let others = change.readers.count - readers.count
      let more = others > 0 ? "\(counted(others, "more template")) read it" : nil
      let help = [change.help, more].compactMap(\.self).joined(separator: "; ")
      let earlier = change.new == nil ? [] : [before].compactMap(\.self).map(\.asEarlier)
      return Finding(
        rule: change.kind.rawValue, severity: change.severity,
        problem: Problem(
          change.message, at: change.new ?? before ?? Label(.folder("")),
          related: earlier + readers, help: help.isEmpty ? nil : help, evidence: change.subject),
        scope: "")
    }
    result = LintResult(findings: findings, sources: sources, notes: comparison.notes)
  }

  private static let readerLimit = 8
}

extension VersionChange.Effect {
  /// What it means for the number of the version.
  fileprivate var words: String {
    switch self {
    case .compatible: "compatible, a minor version may carry it"
    case .changesInfrastructure: "a minor version may carry it, but what is deployed changes"
    case .mayBreak: "not known to be compatible, so it asks for a major version"
    case .minorRefused: "Proton refuses it as a minor version, so it asks for a major one"
    case .breaksServices: "it breaks what relies on it, so it asks for a major version"
    case .breaksUpdates: "what is deployed cannot follow, so it asks for a major version"
    case .needsNewTemplate: "no version of the same template may carry it"
    }
  }
}

extension VersionChange.Reader {
  fileprivate var words: String {
    let reads = isGuarded ? "asks whether it is there" : "reads it"
    return isOld ? "`\(bundle)` \(reads) in the version before" : "`\(bundle)` \(reads)"
  }
}

extension Label {
  fileprivate var asEarlier: Label { Label(place, text ?? "before") }

  fileprivate func moved(by offset: Int, below prefix: String) -> Label {
    switch place {
    case .span(let span):
      let file = SourceFile.ID(index: span.file.index + offset)
      return Label(.span(Span(file: file, start: span.start, end: span.end)), text)
    case .file(let file): return Label(.file(SourceFile.ID(index: file.index + offset)), text)
    case .folder(let folder): return Label(.folder(prefix + folder), text)
    }
  }
}

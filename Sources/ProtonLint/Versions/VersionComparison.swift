/// What changed between two states of the same bundles.
public struct VersionComparison: Sendable {
  /// Of the bundles of both sides, in the order of the new ones; what only the old side has follows.
  public let bundles: [BundleComparison]
  /// What could not be compared.
  public let notes: [ToolNote]

  /// The largest step that any bundle asks for.
  public var step: VersionStep { bundles.map(\.step).max() ?? .none }
}

/// One bundle, before and after.
public struct BundleComparison: Sendable {
  public let old: TemplateBundle?
  public let new: TemplateBundle?
  public let changes: [VersionChange]

  public var step: VersionStep { changes.map(\.effect.step).max() ?? .none }
}

/// A workspace as one side of a comparison.
public struct VersionSide: Sendable {
  public let model: Model
  /// The folder that the user named: bundles are known by their paths below it.
  let root: String
  /// What reports put before its paths: `main:`, as Git names files of a revision.
  let prefix: String

  public init(_ model: Model, root: String = "", prefix: String = "") {
    self.model = model
    self.root = root
    self.prefix = prefix
  }

  /// The path of a bundle below the side's own folder.
  func path(of bundle: TemplateBundle) -> String {
    guard !root.isEmpty, isPath(bundle.root, in: root) else { return bundle.root }
    return String(bundle.root.dropFirst(root.count).drop { $0 == "/" })
  }
}

/// Compares two workspaces, bundle by bundle.
///
/// Nothing here reads Git or a disk: both sides were understood before, and the report is written
/// after.
public func compareVersions(old: VersionSide, new: VersionSide) -> VersionComparison {
  let readers = OutputReaders(of: new.model)
  var bundles: [BundleComparison] = []
  var notes: [ToolNote] = []
  for pair in pairs(old, new) {
    switch pair {
    case (let before?, let after?):
      let comparison = BundleVersions(
        old: BundleVersion(before, in: old.model), new: BundleVersion(after, in: new.model),
        readers: readers)
      let found = comparison.changes()
      bundles.append(BundleComparison(old: before, new: after, changes: found.changes))
      notes += found.notes
    case (nil, let after?):
      bundles.append(BundleComparison(old: nil, new: after, changes: [added(after)]))
    case (let before?, nil):
      let services = readers.services(registeredFor: before)
      bundles.append(BundleComparison(old: before, new: nil, changes: [removed(before, services)]))
    case (nil, nil): break
    }
  }
  return VersionComparison(bundles: bundles, notes: notes)
}

/// A bundle on one side.
struct BundleVersion: Sendable {
  let bundle: TemplateBundle
  let model: Model

  init(_ bundle: TemplateBundle, in model: Model) {
    self.bundle = bundle
    self.model = model
  }

  func templates(_ role: Infrastructure.Role) -> [ResourceGraph.TemplateFile] {
    model.templates(of: bundle.id).filter { $0.role == role }
  }
}

/// A bundle on both sides, and who reads its outputs.
struct BundleVersions: Sendable {
  let old: BundleVersion
  let new: BundleVersion
  let readers: OutputReaders

  func changes() -> (changes: [VersionChange], notes: [ToolNote]) {
    // Most bundles of a large tree are as they were.
    if old.isSame(as: new) { return ([], []) }
    var changes = modeChanges(from: old, to: new)
    if old.bundle.kind != new.bundle.kind { return (changes, []) }
    var notes: [ToolNote] = []
    changes += registrationChanges(from: old.bundle, to: new.bundle)
    changes += inputChanges(&notes)
    for role in Infrastructure.Role.allCases {
      changes += outputChanges(role, &notes)
      changes += resourceChanges(role, &notes)
    }
    changes += fileChanges(besides: changes)
    return (changes, notes)
  }
}

private func added(_ bundle: TemplateBundle) -> VersionChange {
  VersionChange(
    .bundleAdded, .compatible, "\(bundle.kind.rawValue) template `\(bundle.name)` is new",
    of: bundle.name, new: Label(.folder(bundle.root)))
}

private func removed(_ bundle: TemplateBundle, _ services: [TemplateBundle]) -> VersionChange {
  let gone = "\(bundle.kind.rawValue) template `\(bundle.name)` is not there any more"
  guard !services.isEmpty else {
    return VersionChange(
      .bundleRemoved, .compatible, gone, of: bundle.name, old: Label(.folder(bundle.root)),
      help: "versions that are registered stay registered")
  }
  return VersionChange(
    .bundleRemoved, .breaksServices, .warning, gone, of: bundle.name,
    old: Label(.folder(bundle.root)),
    help: "services are still registered for it: \(quotedList(services.map(\.name)))")
}

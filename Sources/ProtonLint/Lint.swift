/// Lints a workspace. This is the whole of the program, in the order in which it happens.
///
/// Nothing here reads a file, prints or fails: files are read before and reports are written after,
/// by the command. What is absent on purpose: `Syntax` knows nothing of AWS or Proton, `Rendering`
/// knows no YAML, rules see no tokens, and lines and columns exist in `Report` alone.
public func lint(
  _ sources: SourceStore, with rules: [Rule], options: LintOptions = LintOptions()
) -> LintResult {
  let model = model(of: sources, options: options)
  return LintResult(
    findings: findings(of: rules, in: model),
    sources: sources,
    counts: LintResult.Counts(
      files: model.files.count, bundles: model.workspace.bundles.count,
      templates: model.graph.templates.count),
    notes: sources.readNotes + skippedFiles(of: model.workspace)
      + uncheckedEngines(of: model.workspace)
      + incompleteCovers(
        of: model.graph.templates.map(\.rendered) + model.codeBuildManifests.map(\.rendered))
      + incompleteRuns(of: model.codeBuildManifests),
    emptyFolders: sources.namedFolders.filter { !model.workspace.holdsAnything(below: $0) })
}

/// All stages before the rules: what commands show that draw the graph or print renderings.
package func model(of sources: SourceStore, options: LintOptions = LintOptions()) -> Model {
  let workspace = Workspace(sources)
  let templates = readTemplates(of: workspace, options)
  let manifests = readCodeBuildManifests(of: workspace, options)
  let rendered = Set(manifests.map(\.rendered.file))
  return Model(
    workspace: workspace,
    graph: ResourceGraph(
      templates: templates, environments: compatibleEnvironments(of: templates, in: workspace)),
    codeBuildManifests: manifests,
    files: workspace.files.filter { !rendered.contains($0.file.id) }
      + interpretedFiles(of: templates, in: workspace)
      + interpretedFiles(of: manifests, in: workspace),
    today: options.today, regions: options.regions, resourceTypes: options.resourceTypes,
    workers: options.workers)
}

public struct LintOptions: Sendable {
  public var limits = RenderLimits()
  /// The date that rules on expiry compare with.
  public var today = CivilDate(year: 1970, month: 1, day: 1)
  /// The regions that the templates are deployed to, `us-east-1`; none: any region.
  public var regions: [String] = []
  /// The resource types that are known.
  public var resourceTypes = ResourceTypeTable.embedded
  /// Templates that are read at the same time.
  public var workers = 1

  public init() {}
}

/// A day of the calendar, without a time zone.
public struct CivilDate: Hashable, Sendable, Comparable {
  public let year: Int
  public let month: Int
  public let day: Int

  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  /// `2026-04-09`
  public var words: String {
    func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return "\(year)-\(padded(month))-\(padded(day))"
  }
}

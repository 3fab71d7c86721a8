/// All that a rule may look at.
public struct Model: Sendable {
  public let workspace: Workspace
  public let graph: ResourceGraph
  /// The manifests whose commands CodeBuild runs.
  public let codeBuildManifests: [CodeBuildManifest]
  /// Every file that was read as something, templates included.
  public let files: [InterpretedFile]
  /// The date that rules on expiry compare with.
  public let today: CivilDate
  /// The regions that the templates are deployed to; none: any region.
  public let regions: [String]
  public let resourceTypes: ResourceTypeTable
  /// Templates that are checked at the same time.
  let workers: Int
  /// The bits of ``regions`` in the table of resource types; nil: any region.
  public let regionMask: UInt64?

  private let numbersByBundle: [TemplateBundle.ID: [Int]]
  private let manifestNumbersByBundle: [TemplateBundle.ID: [Int]]

  init(
    workspace: Workspace, graph: ResourceGraph, codeBuildManifests: [CodeBuildManifest] = [],
    files: [InterpretedFile], today: CivilDate, regions: [String] = [],
    resourceTypes: ResourceTypeTable = .embedded, workers: Int = 1
  ) {
    self.workspace = workspace
    self.graph = graph
    self.codeBuildManifests = codeBuildManifests
    self.files = files
    self.today = today
    self.regions = regions
    self.resourceTypes = resourceTypes
    self.workers = workers
    regionMask = regions.isEmpty ? nil : resourceTypes.mask(ofRegions: regions)
    var numbers: [TemplateBundle.ID: [Int]] = [:]
    for template in graph.templates {
      if let bundle = template.bundle { numbers[bundle, default: []].append(template.number) }
    }
    numbersByBundle = numbers
    manifestNumbersByBundle = Dictionary(
      grouping: codeBuildManifests.indices, by: { codeBuildManifests[$0].bundle })
  }

  public var sources: SourceStore { workspace.sources }

  /// The templates of a bundle, in the order of its folders.
  public func templates(of bundle: TemplateBundle.ID) -> [ResourceGraph.TemplateFile] {
    (numbersByBundle[bundle] ?? []).map { graph.templates[$0] }
  }

  /// The manifests of a bundle whose commands CodeBuild runs.
  public func codeBuildManifests(of bundle: TemplateBundle.ID) -> [CodeBuildManifest] {
    (manifestNumbersByBundle[bundle] ?? []).map { codeBuildManifests[$0] }
  }

  /// Everything of a bundle that Jinja renders: its templates, and its manifests for CodeBuild.
  public func renderedFiles(of bundle: TemplateBundle.ID) -> [RenderedFile] {
    templates(of: bundle).map(\.rendered) + codeBuildManifests(of: bundle).map(\.rendered)
  }
}

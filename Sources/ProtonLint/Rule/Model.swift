/// All that a rule may look at.
public struct Model: Sendable {
  public let workspace: Workspace
  public let graph: ResourceGraph
  /// Every file that was read as something, templates included.
  public let files: [InterpretedFile]
  /// The date that rules on expiry compare with.
  public let today: CivilDate

  private let numbersByBundle: [TemplateBundle.ID: [Int]]

  init(workspace: Workspace, graph: ResourceGraph, files: [InterpretedFile], today: CivilDate) {
    self.workspace = workspace
    self.graph = graph
    self.files = files
    self.today = today
    var numbers: [TemplateBundle.ID: [Int]] = [:]
    for template in graph.templates {
      if let bundle = template.bundle { numbers[bundle, default: []].append(template.number) }
    }
    numbersByBundle = numbers
  }

  public var sources: SourceStore { workspace.sources }

  /// The templates of a bundle, in the order of its folders.
  public func templates(of bundle: TemplateBundle.ID) -> [ResourceGraph.TemplateFile] {
    (numbersByBundle[bundle] ?? []).map { graph.templates[$0] }
  }
}

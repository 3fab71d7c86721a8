/// All that a rule may look at.
public struct Model: Sendable {
  public let workspace: Workspace
  public let graph: ResourceGraph
  /// Every file that was read as something, templates included.
  public let files: [InterpretedFile]
  /// The date that rules on expiry compare with.
  public let today: CivilDate

  public var sources: SourceStore { workspace.sources }

  /// The template that a file is; nil for files that are none.
  public func template(_ file: SourceFile.ID) -> ResourceGraph.TemplateFile? {
    graph.templates.first { $0.file == file }
  }

  /// The templates of a bundle, in the order of its folders.
  public func templates(of bundle: TemplateBundle.ID) -> [ResourceGraph.TemplateFile] {
    graph.templates.filter { $0.bundle == bundle }
  }
}

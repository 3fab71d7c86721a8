/// The resources of a workspace and the references between them.
public struct ResourceGraph: Sendable {
  public let resources: [Resource]

  init(resources: [Resource]) { self.resources = resources }
}

/// Which services may be deployed into which environment, worked out once for a workspace.
struct OutputReaders: Sendable {
  private let model: Model
  private var services: [TemplateBundle.ID: [TemplateBundle]] = [:]

  init(of model: Model) {
    self.model = model
    for bundle in model.workspace.bundles where bundle.kind != .environment {
      for environment in model.workspace.compatibleEnvironments(of: bundle) {
        services[environment.id, default: []].append(bundle)
      }
    }
  }

  /// What reads an output of an environment, each template at its first place.
  func readers(of output: String, in environment: TemplateBundle) -> [VersionChange.Reader] {
    (services[environment.id] ?? []).flatMap { service in
      model.templates(of: service.id).compactMap {
        $0.reader(of: output, in: environmentNamespaces, named: service.name)
      }
    }
  }

  /// The services that are registered for an environment of the other side, by its name.
  func services(registeredFor environment: TemplateBundle) -> [TemplateBundle] {
    guard environment.kind == .environment else { return [] }
    return model.workspace.bundles.filter { bundle in
      bundle.registration?.compatible.contains {
        $0.name == environment.name
          && ($0.majorVersion ?? environment.majorVersion) == environment.majorVersion
      } ?? false
    }
  }
}

private let environmentNamespaces: Set<String> = [
  "environment.outputs", "service_instances.environment.outputs",
]

extension ResourceGraph.TemplateFile {
  /// The first place of this template that reads a name of a namespace.
  func reader(
    of name: String, in namespaces: Set<String>, named bundle: String, isOld: Bool = false
  ) -> VersionChange.Reader? {
    let reads = renderings.reads.filter { $0.name == name && namespaces.contains($0.namespace) }
    guard let first = reads.map(\.span).min() else { return nil }
    let guarded = guardedSpans(in: renderings.template)
    return VersionChange.Reader(
      bundle: bundle, place: first, isOld: isOld,
      isGuarded: reads.contains { guarded.contains($0.span) })
  }
}

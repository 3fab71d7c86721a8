/// For each template, by number: the templates of the environments that it may be deployed into.
///
/// A service's registration names them. Where there is none, these are the environments that lie
/// nearest: below the innermost folder that holds both.
func compatibleEnvironments(
  of templates: [ResourceGraph.TemplateFile], in workspace: Workspace
) -> [[Int]] {
  var byBundle: [Int: [Int]] = [:]
  for template in templates {
    if let bundle = template.bundle { byBundle[bundle.index, default: []].append(template.number) }
  }
  return templates.map { template in
    guard let bundle = template.bundle.map({ workspace[$0] }), bundle.kind != .environment else {
      return []
    }
    return workspace.compatibleEnvironments(of: bundle).flatMap { byBundle[$0.id.index] ?? [] }
  }
}

extension Workspace {
  /// The environment bundles that a service or component may be deployed into.
  public func compatibleEnvironments(of bundle: TemplateBundle) -> [TemplateBundle] {
    let environments = bundles.filter { $0.kind == .environment }
    guard let registration = bundle.registration else { return nearest(environments, to: bundle) }
    var found: [TemplateBundle] = []
    for entry in registration.compatible {
      let named = environments.filter {
        $0.name == entry.name
          && (entry.majorVersion == nil || $0.majorVersion == entry.majorVersion)
      }
      for one in nearest(named, to: bundle) where !found.contains(where: { $0.id == one.id }) {
        found.append(one)
      }
    }
    return found
  }

  /// Those that share the longest path with a bundle.
  private func nearest(_ environments: [TemplateBundle], to bundle: TemplateBundle)
    -> [TemplateBundle]
  {
    let path = bundle.root.split(separator: "/")
    let shared = environments.map { environment in
      zip(path, environment.root.split(separator: "/")).prefix { $0 == $1 }.count
    }
    guard let longest = shared.max() else { return [] }
    return zip(environments, shared).filter { $1 == longest }.map(\.0)
  }
}

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
    guard let registration = bundle.registration else {
      return environments.nearest(to: bundle.root).map { bundles[$0] }
    }
    var found: [Int] = []
    for entry in registration.compatible {
      let named = environments.nearest(to: bundle.root, named: entry.name) { number in
        entry.majorVersion == nil || bundles[number].majorVersion == entry.majorVersion
      }
      for one in named where !found.contains(one) { found.append(one) }
    }
    return found.map { bundles[$0] }
  }
}

/// The environment bundles by the folders that they lie in, however deep.
struct EnvironmentIndex: Sendable {
  private struct Key: Hashable {
    let folder: String
    /// Nil: of any name.
    let name: String?
  }

  private var numbers: [Key: [Int]] = [:]

  init(_ bundles: [TemplateBundle]) {
    for (number, bundle) in bundles.enumerated() where bundle.kind == .environment {
      for folder in folders(around: bundle.root) {
        numbers[Key(folder: folder, name: nil), default: []].append(number)
        numbers[Key(folder: folder, name: bundle.name), default: []].append(number)
      }
    }
  }

  /// Those in the innermost folder around a root that holds any.
  func nearest(
    to root: String, named name: String? = nil, where fits: (Int) -> Bool = { _ in true }
  ) -> [Int] {
    for folder in folders(around: root) {
      let here = (numbers[Key(folder: folder, name: name)] ?? []).filter(fits)
      if !here.isEmpty { return here }
    }
    return []
  }

  /// A folder and the folders that it lies in, up to the one that holds everything.
  private func folders(around root: String) -> [String] {
    var folders: [String] = []
    var folder = Optional(root)
    while let current = folder, !current.isEmpty {
      folders.append(current)
      folder = parentFolder(of: current)
    }
    return folders + [""]
  }
}

extension Spec {
  /// Reads a spec; nil if the node is none. Which bundle it is for is found later.
  init?(
    file: SourceFile.ID, root: SyntaxNode, origin: Origin = .file, template: Template? = nil
  ) {
    let kindEntry = root.entry("proton")
    guard let kind = kindEntry.flatMap({ Kind(rawValue: $0.value.text) }) ?? Self.kind(of: root)
    else { return nil }
    let place = kindEntry?.value.span ?? root.entries.first { _ in true }?.key.span ?? root.span
    var sections: [Section] = []
    func add(_ role: Section.Role, _ entry: SyntaxNode.Entry?, else place: Span) {
      sections.append(
        Section(role: role, values: entry?.value, place: entry?.key.span ?? place))
    }
    let instancesEntry = kind == .service ? root.entry("instances") : nil
    let instances = (instancesEntry.map { Array($0.value.items) } ?? []).map(Instance.init)
    switch kind {
    case .environment: add(.environment, root.entry("spec"), else: place)
    case .service:
      add(.pipeline, root.entry("pipeline"), else: place)
      for instance in instances {
        add(
          .instance, instance.node.entry("spec"), else: (instance.name ?? instance.node).span)
      }
    }
    self.init(
      file: file, tree: root.tree, root: root, origin: origin, template: template, kind: kind,
      kindEntry: kindEntry, sections: sections, instancesEntry: instancesEntry,
      instances: instances, bundle: nil, isForBundleByName: false)
  }

  private static func kind(of root: SyntaxNode) -> Kind? {
    if root["instances"] != nil || root["pipeline"] != nil { return .service }
    return root["spec"] == nil ? nil : .environment
  }

  func matched(to bundle: TemplateBundle.ID?, byName: Bool) -> Spec {
    Spec(
      file: file, tree: tree, root: root, origin: origin, template: template, kind: kind,
      kindEntry: kindEntry, sections: sections, instancesEntry: instancesEntry,
      instances: instances, bundle: bundle, isForBundleByName: byName)
  }

  /// Whether `proton` says of which kind it is.
  public var saysItsKind: Bool { kindEntry.map { Kind(rawValue: $0.value.text) != nil } ?? false }

  /// Whether nothing but a spec has these keys, so that `proton` was forgotten or misspelt.
  var hasKeysOfNothingElse: Bool {
    guard root["apiVersion"] == nil, root["kind"] == nil else { return false }
    switch kind {
    case .service:
      let items = instances.prefix(1)
      return !items.isEmpty && items.allSatisfy { $0.name != nil && $0.environment != nil }
    case .environment:
      return root["spec"]?.isMapping == true && root.entries.count { _ in true } <= 2
    }
  }
}

/// Whether a file is worth parsing, as it may be a spec, with `proton` or without.
func mayBeSpec(_ name: String, _ text: [UInt8]) -> Bool {
  if hasTopKey("proton", in: text[...]) { return true }
  if hasTopKey("instances", in: text[...]) { return contains("environment", in: text) }
  return hasTopKey("spec", in: text[...]) && name.lowercased().contains("spec")
}

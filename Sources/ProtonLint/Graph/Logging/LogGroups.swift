/// The log groups that a deployment makes, by name.
public struct LogGroups: Sendable {
  private let graph: ResourceGraph
  private var byTemplate: [Int: [Group]] = [:]
  private var byBundle: [TemplateBundle.ID: [Int]] = [:]

  private struct Group {
    /// Nil where it is not known.
    let name: NameText?
    let condition: Condition
  }

  public init(_ graph: ResourceGraph) {
    self.graph = graph
    for template in graph.templates {
      if let bundle = template.bundle { byBundle[bundle, default: []].append(template.number) }
    }
    for resource in graph.resources(ofType: "AWS::Logs::LogGroup") {
      byTemplate[resource.template, default: []] += groups(of: resource)
    }
  }

  /// One for each name that it can have. One that CloudFormation names is left out: its name ends
  /// in random characters, and nobody can write it.
  private func groups(of resource: Resource) -> [Group] {
    (resource["LogGroupName"]?.alternatives ?? []).compactMap { alternative in
      let condition = resource.condition.and(alternative.condition)
      guard !alternative.value.isNull, !condition.isNever else { return nil }
      return Group(name: NameText(alternative.value), condition: condition)
    }
  }

  /// When a template itself makes no group of a name, although it needs one under a condition.
  /// Never, where a group may turn out to have that name, or another template may make it.
  public func absence(
    of name: NameText, in template: Int, when needed: Condition
  ) -> Condition {
    guard graph.templates.indices.contains(template),
      graph.templates[template].isWholeAsRendered,
      graph.templates[template].paths.allSatisfy(\.declaresAllResources)
    else { return .never }
    var absent = needed
    for group in byTemplate[template] ?? [] {
      guard let other = group.name else { return .never }
      if name.isSame(as: other) {
        absent = absent.and(group.condition.negated)
      } else if name.canEqual(other) {
        return .never
      }
    }
    for other in templatesNear(template) {
      for group in byTemplate[other] ?? [] where group.name.map(name.canEqual) ?? true {
        return .never
      }
    }
    return absent
  }

  /// The other templates of the bundle and those of its environments. A plain template stands for
  /// itself.
  private func templatesNear(_ template: Int) -> [Int] {
    guard let bundle = graph.templates[template].bundle else { return [] }
    return (byBundle[bundle] ?? []).filter { $0 != template }
      + graph.environmentTemplates(for: template).map(\.number)
  }
}

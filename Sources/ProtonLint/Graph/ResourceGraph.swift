/// The resources of a workspace and the references between them, across files and bundles.
public struct ResourceGraph: Sendable {
  public let templates: [TemplateFile]
  public let resources: [Resource]
  /// The references of each resource, in the order of the text.
  public private(set) var links: [[Link]]
  /// The other way around: what refers to each resource, each once.
  private var referrerIndices: [[Int]] = []
  private let byType: [String: [Resource.ID]]
  private let byName: [Name: [Resource.ID]]
  private let environments: [[Int]]
  /// The policies that only limit what others grant.
  private(set) var boundaries: Set<Resource.ID> = []

  private struct Name: Hashable {
    let template: Int
    let logicalID: String
  }

  /// One resource's use of another.
  public struct Link: Sendable, Hashable {
    public let target: Resource.ID
    public let use: NameUse
    /// The output that leads to it, where it crosses bundles.
    public let throughOutput: String?
  }

  /// A template with all of its paths.
  public struct TemplateFile: Sendable {
    public let number: Int
    public let rendered: RenderedFile
    /// The template along each path, in the order of ``Renderings/all``.
    public let paths: [CloudFormationTemplate]

    public var file: SourceFile.ID { rendered.file }
    public var bundle: TemplateBundle.ID? { rendered.bundle }
    public var role: Infrastructure.Role? { rendered.role }
    public var renderings: Renderings { rendered.renderings }
    /// Whether every path was followed, and to its end.
    public var isWholeAsRendered: Bool { rendered.isWhole }
  }

  /// - Parameter environments: For each template, by number: the templates of the environments that
  ///   its `environment.outputs` may come from.
  init(templates: [TemplateFile], environments: [[Int]]) {
    self.templates = templates
    self.environments = environments
    var resources: [Resource] = []
    var origins: [(template: CloudFormationTemplate, node: SyntaxNode)] = []
    for template in templates {
      for declaration in template.merged() {
        resources.append(declaration.resource(id: Resource.ID(index: resources.count)))
        origins.append((declaration.template, declaration.section.node))
      }
    }
    self.resources = resources
    byType = Dictionary(grouping: resources, by: \.type).mapValues { $0.map(\.id) }
    byName = Dictionary(
      grouping: resources, by: { Name(template: $0.template, logicalID: $0.logicalID) }
    ).mapValues { $0.map(\.id) }
    links = []
    links = resources.indices.map { index in
      let (template, node) = origins[index]
      let uses = template.nameUses(below: node) + template.dependencies(of: node)
      var found: [Link] = uses.flatMap { use in
        self.resources(named: use.name, in: template.number, when: resources[index].condition)
          .map { Link(target: $0.id, use: use, throughOutput: nil) }
      }
      for (name, span) in template.environmentOutputs(below: node) {
        for target in environmentOutput(name, for: template.number) {
          let use = NameUse(kind: .ref, name: name, attribute: nil, span: span)
          found.append(Link(target: target.id, use: use, throughOutput: name))
        }
      }
      return found
    }
    referrerIndices = Array(repeating: [], count: resources.count)
    for (index, links) in links.enumerated() {
      for link in links where referrerIndices[link.target.index].last != index {
        referrerIndices[link.target.index].append(index)
      }
    }
    boundaries = resourcesUsedAsBoundaryAlone
  }

  public subscript(id: Resource.ID) -> Resource { resources[id.index] }

  public func resources(ofType type: String) -> [Resource] {
    (byType[type] ?? []).map { self[$0] }
  }

  /// The resources of a template, in the order of its text.
  func resources(in template: TemplateFile) -> [Resource] {
    resources.filter { $0.template == template.number }
  }

  /// The readings of a resource that can be there under a condition.
  public func resources(
    named logicalID: String, in template: Int, when condition: Condition = .always
  ) -> [Resource] {
    let found = (byName[Name(template: template, logicalID: logicalID)] ?? []).map { self[$0] }
    guard found.count > 1, !condition.isAlways else { return found }
    return found.filter { $0.condition.isCompatible(with: condition) }
  }

  /// What refers to a resource.
  public func referrers(of target: Resource.ID) -> [Resource] {
    referrerIndices[target.index].map { resources[$0] }
  }

  /// The resources that a value leads to: by `Ref` or `Fn::GetAtt`, or through an output of an
  /// environment. Empty where it is something else, or not known.
  public func targets(of value: Value, from template: Int) -> [Resource] {
    targets(of: value, from: template, depth: 0)
  }

  private func targets(of value: Value, from template: Int, depth: Int) -> [Resource] {
    guard depth < 8 else { return [] }
    switch value.form {
    case .reference(let reference):
      return resources(
        named: reference.logicalID, in: reference.template, when: reference.condition)
    case .choice(let alternatives):
      return alternatives.flatMap { targets(of: $0.value, from: template, depth: depth + 1) }
    case .symbol(let symbol):
      guard case .environmentOutput(let name) = symbol.source else { return [] }
      return outputValues(name, for: template).flatMap {
        targets(of: $0.value, from: $0.template, depth: depth + 1)
      }
    default: return []
    }
  }

  private func environmentOutput(_ name: String, for template: Int) -> [Resource] {
    outputValues(name, for: template).flatMap { targets(of: $0.value, from: $0.template, depth: 1) }
      .reduce(into: []) { all, one in
        if !all.contains(where: { $0.id == one.id }) { all.append(one) }
      }
  }

  /// The templates of the environments that a template may be deployed into.
  public func environmentTemplates(for template: Int) -> [TemplateFile] {
    environments.indices.contains(template) ? environments[template].map { templates[$0] } : []
  }

  /// The values of an environment's output in each path of each environment.
  public func outputValues(_ name: String, for template: Int) -> [(value: Value, template: Int)] {
    environmentTemplates(for: template).flatMap { environment in
      environment.paths.compactMap { path in
        guard let output = path.outputs.first(where: { $0.name == name }),
          let node = output.node["Value"]
        else { return nil }
        return (path.value(of: node), environment.number)
      }
    }
  }
}

/// One reading of a resource, with the paths on which it is read so.
private struct Declaration {
  let template: CloudFormationTemplate
  let section: CloudFormationTemplate.Section
  var condition: Condition

  func resource(id: Resource.ID) -> Resource {
    let node = section.node
    let type = node["Type"]
    let properties = node["Properties"]
    let own = node["Condition"].map {
      $0.isScalar ? template.formula(ofCondition: $0.text) : .always
    }
    let values =
      properties.map(template.value) ?? Value(.map([]), at: section.key.contentSpan)
    return Resource(
      id: id, logicalID: section.name, type: type?.text ?? "",
      nameSpan: section.key.contentSpan, typeSpan: type?.contentSpan ?? section.key.span,
      properties: values, attributes: template.value(of: node),
      condition: condition.and(own ?? .always),
      template: template.number,
      policyStatements: PolicyStatement.all(ofType: type?.text ?? "", properties: values))
  }
}

extension ResourceGraph.TemplateFile {
  /// The resources of all paths. Readings that are the same to the byte and to the place are one,
  /// and their conditions are OR-ed.
  fileprivate func merged() -> [Declaration] {
    if let path = paths.first, paths.count == 1 {
      return path.resources.map {
        Declaration(template: path, section: $0, condition: path.condition)
      }
    }
    var declarations: [Declaration] = []
    var known: [Reading: Int] = [:]
    for path in paths {
      for section in path.resources {
        let reading = Reading(of: section, in: path)
        if let index = known[reading] {
          declarations[index].condition = declarations[index].condition.or(path.condition)
        } else {
          known[reading] = declarations.count
          declarations.append(
            Declaration(template: path, section: section, condition: path.condition))
        }
      }
    }
    return declarations
  }
}

/// What makes two readings of a resource one: the same bytes from the same places.
private struct Reading: Hashable {
  private let name: String
  private let start: Span
  private let text: ArraySlice<UInt8>
  private let pieces: [Int]

  init(of section: CloudFormationTemplate.Section, in path: CloudFormationTemplate) {
    let key = section.key.rangeInText
    let range = key.lowerBound..<max(key.upperBound, section.node.rangeInText.upperBound)
    name = section.name
    start = section.key.span
    text = path.tree.text[range]
    pieces = path.tree.map.pieceStarts(in: range)
  }

  /// Whole buffers at once: element by element, hashing costs more than the rest of the graph.
  func hash(into hasher: inout Hasher) {
    hasher.combine(start)
    text.withUnsafeBytes { hasher.combine(bytes: $0) }
    pieces.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

extension SourceMap {
  /// Where the pieces that make up a range come from, as offsets in the source.
  fileprivate func pieceStarts(in range: Range<Int>) -> [Int] {
    guard !isIdentity, !range.isEmpty else { return [] }
    return (index(at: range.lowerBound)...index(at: range.upperBound - 1)).map {
      pieces[$0].origin.start
    }
  }
}

extension CloudFormationTemplate {
  /// The outputs of the environment that are read below a node, with their places.
  fileprivate func environmentOutputs(below node: SyntaxNode) -> [(name: String, span: Span)] {
    guard !tokens.entries.isEmpty else { return [] }
    var found: [(String, Span)] = []
    let end = Int(tree.nodes[node.target.index].subtreeEnd)
    for index in node.target.index..<end where tree.nodes[index].kind == .scalar {
      let scalar = SyntaxNode(tree: tree, index: index)
      guard TokenTable.mayHoldToken(scalar.textBytes) else { continue }
      for (part, _) in tokens.parts(of: scalar.textBytes) {
        guard case .printed(let printed) = part else { continue }
        for symbol in printed.symbols {
          for name in symbol.environmentOutputs { found.append((name, scalar.span)) }
        }
      }
    }
    return found
  }
}

extension Symbol {
  /// The environment's outputs that a symbol is or was made from.
  fileprivate var environmentOutputs: [String] {
    if case .environmentOutput(let name) = source { return [name] }
    return inputs.flatMap(\.environmentOutputs)
  }
}

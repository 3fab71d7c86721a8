/// A document below the properties of a resource: written as a map, or read from a text.
public struct PropertyDocument: Sendable {
  public let logicalID: String
  public let root: SyntaxNode
  /// Whether `${…}` in it stands for something that is not known.
  public let hasSubstitutions: Bool
  /// When it is there.
  public let condition: Condition
}

extension CloudFormationTemplate {
  /// What paths of properties lead to in each resource of a type; `*` stands for each element.
  ///
  /// - Parameter paths: `Targets/*/Input`, by resource type.
  public func nodes(
    at paths: [String: [String]]
  ) -> [(resource: Section, node: SyntaxNode)] {
    resources.flatMap { resource -> [(Section, SyntaxNode)] in
      guard let type = resource.node["Type"], let paths = paths[type.text],
        let properties = resource.node["Properties"]
      else { return [] }
      return paths.flatMap { path in
        nodes(at: path.split(separator: "/")[...], below: properties).map { (resource, $0) }
      }
    }
  }

  private func nodes(at path: ArraySlice<Substring>, below node: SyntaxNode) -> [SyntaxNode] {
    guard let first = path.first else { return [node] }
    if first == "*" { return node.items.flatMap { nodes(at: path.dropFirst(), below: $0) } }
    return node[String(first)].map { nodes(at: path.dropFirst(), below: $0) } ?? []
  }

  /// The documents of JSON that paths of properties lead to. What is no JSON is none.
  public func documents(at paths: [String: [String]]) -> [PropertyDocument] {
    nodes(at: paths).flatMap { resource, node -> [PropertyDocument] in
      let condition = condition(of: resource)
      func document(
        _ root: SyntaxNode, _ hasSubstitutions: Bool, _ when: Condition
      ) -> PropertyDocument {
        PropertyDocument(
          logicalID: resource.name, root: root, hasSubstitutions: hasSubstitutions,
          condition: condition.and(when))
      }
      if !node.isScalar, IntrinsicCall(node) == nil {
        return [document(node, false, .always)]
      }
      return documentTexts(node).compactMap { text in
        let tree = text.json
        guard let root = tree.root, !tree.breaksOff else { return nil }
        return document(root, text.hasSubstitutions, text.condition)
      }
    }
  }
}

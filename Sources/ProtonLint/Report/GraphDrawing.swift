/// The resource graph as data for drawing: bundles as clusters, resources, references.
private struct Drawing {
  struct Node {
    let id: String
    let resource: Resource
    let isConditional: Bool
  }

  struct Edge: Hashable {
    let from: String
    let to: String
    let label: String
  }

  struct Cluster {
    let title: String
    let nodes: [Node]
  }

  let clusters: [Cluster]
  let edges: [Edge]

  /// Readings of one resource on several paths are one node.
  init(_ model: Model) {
    let graph = model.graph
    var nodeIDs: [Resource.ID: String] = [:]
    var clusters: [Cluster] = []
    for templates in Self.grouped(graph.templates) {
      var nodes: [Node] = []
      var seen: [Name: String] = [:]
      for resource in templates.flatMap({ graph.resources(in: $0) }) {
        let name = Name(template: resource.template, logicalID: resource.logicalID)
        if let known = seen[name] {
          nodeIDs[resource.id] = known
          continue
        }
        let id = "r\(resource.id.index)"
        seen[name] = id
        nodeIDs[resource.id] = id
        nodes.append(
          Node(id: id, resource: resource, isConditional: !resource.condition.isAlways))
      }
      if let first = templates.first {
        clusters.append(Cluster(title: Self.title(of: first, in: model), nodes: nodes))
      }
    }
    self.clusters = clusters
    var edges: [Edge] = []
    var known: Set<Edge> = []
    for resource in graph.resources {
      for link in graph.links[resource.id.index] {
        guard let from = nodeIDs[resource.id], let to = nodeIDs[link.target], from != to else {
          continue
        }
        let label = link.throughOutput.map { "output \($0)" } ?? link.use.kind.rawValue
        let edge = Edge(from: from, to: to, label: label)
        if known.insert(edge).inserted { edges.append(edge) }
      }
    }
    self.edges = edges
  }

  private struct Name: Hashable {
    let template: Int
    let logicalID: String
  }

  /// The templates of each bundle together, each plain template alone.
  private static func grouped(
    _ templates: [ResourceGraph.TemplateFile]
  ) -> [[ResourceGraph.TemplateFile]] {
    var groups: [[ResourceGraph.TemplateFile]] = []
    for template in templates {
      if let bundle = template.bundle, groups.last?.last?.bundle == bundle {
        groups[groups.count - 1].append(template)
      } else {
        groups.append([template])
      }
    }
    return groups
  }

  private static func title(of template: ResourceGraph.TemplateFile, in model: Model) -> String {
    guard let bundle = template.bundle.map({ model.workspace[$0] }) else {
      return model.sources[template.file].path
    }
    return "\(bundle.name) v\(bundle.majorVersion)"
  }
}

/// The graph in the language of Graphviz.
package func dotGraph(_ model: Model) -> String {
  let drawing = Drawing(model)
  var text = "digraph protonlint {\n  rankdir=LR;\n  node [shape=box, fontname=\"Helvetica\"];\n"
  for (number, cluster) in drawing.clusters.enumerated() where !cluster.nodes.isEmpty {
    text += "  subgraph cluster_\(number) {\n    label=\(quoted(cluster.title));\n"
    for node in cluster.nodes {
      let label = "\(node.resource.logicalID)\n\(node.resource.type)"
      text += "    \(node.id) [label=\(quoted(label))"
      text += node.isConditional ? ", style=dashed];\n" : "];\n"
    }
    text += "  }\n"
  }
  for edge in drawing.edges {
    text += "  \(edge.from) -> \(edge.to) [label=\(quoted(edge.label))];\n"
  }
  return text + "}\n"
}

/// The graph in the language of Mermaid, which code hosts draw.
package func mermaidGraph(_ model: Model) -> String {
  let drawing = Drawing(model)
  var text = "graph LR\n"
  for (number, cluster) in drawing.clusters.enumerated() where !cluster.nodes.isEmpty {
    text += "  subgraph c\(number)[\(mermaidQuoted(cluster.title))]\n"
    for node in cluster.nodes {
      let label = "\(node.resource.logicalID)<br/>\(node.resource.type)"
      text += "    \(node.id)[\(mermaidQuoted(label))]\n"
    }
    text += "  end\n"
  }
  for edge in drawing.edges {
    text += "  \(edge.from) -->|\(mermaidQuoted(edge.label))| \(edge.to)\n"
  }
  return text
}

/// The graph as JSON: `{clusters: [{title, resources: […]}], references: […]}`.
package func jsonGraph(_ model: Model) -> String {
  let drawing = Drawing(model)
  let clusters = drawing.clusters.map { cluster -> JSON in
    [
      "title": .string(cluster.title),
      "resources": .array(
        cluster.nodes.map { node in
          let words = node.resource.condition.words
          return [
            "id": .string(node.id), "logicalId": .string(node.resource.logicalID),
            "type": .string(node.resource.type), "when": words.map { .string($0) },
          ]
        }),
    ]
  }
  let references = drawing.edges.map { edge -> JSON in
    ["from": .string(edge.from), "to": .string(edge.to), "by": .string(edge.label)]
  }
  let graph: JSON = ["clusters": .array(clusters), "references": .array(references)]
  return graph.text
}

private func quoted(_ text: String) -> String {
  var result = "\""
  for character in text.unicodeScalars {
    switch character {
    case "\"", "\\": result += "\\\(character)"
    case "\n": result += "\\n"
    default: result.unicodeScalars.append(character)
    }
  }
  return result + "\""
}

private func mermaidQuoted(_ text: String) -> String {
  var result = "\""
  for character in text.unicodeScalars {
    switch character {
    case "\"": result += "#quot;"
    case "\n", "\r": result += " "
    case "#", "{", "}", "|", "`": result += "#\(character.value);"
    default: result.unicodeScalars.append(character)
    }
  }
  return result + "\""
}

import ProtonLint

/// The circles of references between the resources of a template, the shortest of each knot.
struct DependencyCircles {
  struct Circle {
    /// The resources in the order in which they lead to each other.
    let names: [String]
    /// Where each of them is declared.
    let keys: [Span]
    /// What leads from each resource to the next.
    let uses: [NameUse]
    let condition: Condition
  }

  private struct Edge {
    let target: Int
    let use: NameUse
    let condition: Condition
  }

  private let names: [String]
  private let keys: [Span]
  private let edges: [[Edge]]
  /// The most steps that the search takes over all resources.
  private static let workLimit = 1 << 16

  init(of template: CloudFormationTemplate) {
    let resources = template.resources
    names = resources.map(\.name)
    keys = resources.map(\.key.contentSpan)
    let indices = Dictionary(
      resources.indices.map { (resources[$0].name, $0) }, uniquingKeysWith: { $1 })
    let own = resources.map { resource -> Condition in
      guard let condition = resource.node["Condition"], condition.isScalar else { return .always }
      return template.formula(ofCondition: condition.text)
    }
    edges = resources.indices.map { index in
      let node = resources[index].node
      // SAM takes its own resources apart, and with them the circle.
      guard node["Type"]?.text.hasPrefix("AWS::Serverless::") != true else { return [] }
      var uses = template.dependencies(of: node).map { ($0, Condition.always) }
      if let properties = node["Properties"] { uses += template.usesWithConditions(properties) }
      return uses.compactMap { use, condition in
        indices[use.name].flatMap { target in
          let both = condition.and(own[index]).and(own[target])
          return both.isNever ? nil : Edge(target: target, use: use, condition: both)
        }
      }
    }
  }

  /// One circle for each knot: resources that were part of one are not looked at again.
  var found: [Circle] {
    var circles: [Circle] = []
    var done: Set<Int> = []
    var work = Self.workLimit
    let candidates = resourcesOnCircles
    for start in candidates.sorted() where !done.contains(start) {
      guard let path = shortestCircle(from: start, within: candidates, work: &work) else {
        continue
      }
      var condition = Condition.always
      for edge in path { condition = condition.and(edge.condition) }
      let members = [start] + path.dropLast().map(\.target)
      done.formUnion(members)
      circles.append(
        Circle(
          names: members.map { names[$0] }, keys: members.map { keys[$0] }, uses: path.map(\.use),
          condition: condition))
    }
    return circles
  }

  /// What is left when all that nothing leads to, and then all that leads nowhere, is taken away.
  private var resourcesOnCircles: Set<Int> {
    let forward = edges.map { $0.map(\.target) }
    var backward: [[Int]] = Array(repeating: [], count: edges.count)
    for (index, targets) in forward.enumerated() {
      for target in targets { backward[target].append(index) }
    }
    return leftOnCircles(forward).intersection(leftOnCircles(backward))
  }

  /// A resource that the search has come to.
  private struct Visit {
    let resource: Int
    let condition: Condition
    let depth: Int
    /// What led here, and the place of the visit before in the queue.
    let edge: Edge?
    let parent: Int
  }

  /// Breadth first, with the condition under which each resource was reached.
  private func shortestCircle(
    from start: Int, within candidates: Set<Int>, work: inout Int
  ) -> [Edge]? {
    var queue = [Visit(resource: start, condition: .always, depth: 0, edge: nil, parent: 0)]
    var reached: Set<Int> = []
    var next = 0
    while next < queue.count {
      let visit = queue[next]
      for edge in edges[visit.resource] where candidates.contains(edge.target) {
        guard work > 0 else { return nil }
        work -= 1
        let condition = visit.condition.and(edge.condition)
        guard !condition.isNever else { continue }
        if edge.target == start { return path(to: next, in: queue) + [edge] }
        // Under a condition there may be another way to the same resource.
        if condition.isAlways || visit.depth > 4 {
          guard reached.insert(edge.target).inserted else { continue }
        }
        queue.append(
          Visit(
            resource: edge.target, condition: condition, depth: visit.depth + 1, edge: edge,
            parent: next))
      }
      next += 1
    }
    return nil
  }

  private func path(to visit: Int, in queue: [Visit]) -> [Edge] {
    var edges: [Edge] = []
    var current = visit
    while let edge = queue[current].edge {
      edges.append(edge)
      current = queue[current].parent
    }
    return edges.reversed()
  }
}

extension CloudFormationTemplate {
  /// The uses of names below a node, with the conditions of the `Fn::If`s that they stand in.
  fileprivate func usesWithConditions(_ node: SyntaxNode) -> [(NameUse, Condition)] {
    var found: [(NameUse, Condition)] = []
    collect(node, when: .always, depth: 0, into: &found)
    return found
  }

  private func collect(
    _ node: SyntaxNode, when condition: Condition, depth: Int,
    into found: inout [(NameUse, Condition)]
  ) {
    guard depth < 64, !node.isBrokenAlias else { return }
    guard calls(below: node).contains(where: { $0.name == "Fn::If" }) else {
      found += nameUses(below: node).map { ($0, condition) }
      return
    }
    if let call = IntrinsicCall(node), call.name == "Fn::If" {
      let items = Array(call.argument.items)
      guard items.count == 3, items[0].isScalar else { return }
      let holds = formula(ofCondition: items[0].text)
      collect(items[1], when: condition.and(holds), depth: depth + 1, into: &found)
      collect(items[2], when: condition.and(holds.negated), depth: depth + 1, into: &found)
      return
    }
    for item in node.items { collect(item, when: condition, depth: depth + 1, into: &found) }
    for entry in node.entries {
      collect(entry.value, when: condition, depth: depth + 1, into: &found)
    }
  }
}

/// What is left when all that nothing leads to is taken away, again and again: circles, and what
/// they lead to.
func leftOnCircles(_ targets: [[Int]]) -> Set<Int> {
  var degrees = Array(repeating: 0, count: targets.count)
  for target in targets.joined() { degrees[target] += 1 }
  var open = degrees.indices.filter { degrees[$0] == 0 }
  var left = Set(targets.indices)
  while let next = open.popLast() {
    left.remove(next)
    for target in targets[next] {
      degrees[target] -= 1
      if degrees[target] == 0 { open.append(target) }
    }
  }
  return left
}

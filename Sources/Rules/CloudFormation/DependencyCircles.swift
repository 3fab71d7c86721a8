import ProtonLint

/// The circles of references between the resources of a template, the shortest of each knot.
struct DependencyCircles {
  struct Circle {
    /// The resources in the order in which they lead to each other.
    let names: [String]
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
  private let edges: [[Edge]]
  /// The most steps that the search takes over all resources.
  private static let workLimit = 1 << 16

  init(of template: CloudFormationTemplate) {
    let resources = template.resources
    names = resources.map(\.name)
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
        Circle(names: members.map { names[$0] }, uses: path.map(\.use), condition: condition))
    }
    return circles
  }

  /// What is left when all that leads nowhere, and all that nothing leads to, is taken away.
  private var resourcesOnCircles: Set<Int> {
    var left = Set(edges.indices)
    var hasChanged = true
    while hasChanged {
      let targets = Set(left.lazy.flatMap { edges[$0].lazy.map(\.target) })
      let next = left.filter { index in
        targets.contains(index) && edges[index].contains { left.contains($0.target) }
      }
      hasChanged = next.count < left.count
      left = next
    }
    return left
  }

  /// Breadth first, with the condition under which each resource was reached.
  private func shortestCircle(
    from start: Int, within candidates: Set<Int>, work: inout Int
  ) -> [Edge]? {
    var queue: [(resource: Int, path: [Edge], condition: Condition)] = [(start, [], .always)]
    var reached: Set<Int> = []
    var next = 0
    while next < queue.count {
      let (resource, path, condition) = queue[next]
      next += 1
      for edge in edges[resource] where candidates.contains(edge.target) {
        guard work > 0 else { return nil }
        work -= 1
        let both = condition.and(edge.condition)
        guard !both.isNever else { continue }
        if edge.target == start { return path + [edge] }
        // Under a condition there may be another way to the same resource.
        if both.isAlways || path.count > 4 {
          guard reached.insert(edge.target).inserted else { continue }
        }
        queue.append((edge.target, path + [edge], both))
      }
    }
    return nil
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

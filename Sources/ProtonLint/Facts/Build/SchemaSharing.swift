extension SchemaGraph {
  /// Puts all that goes by names in the order of the names' bytes, so that nothing depends on the
  /// order in which they came up.
  mutating func sortNames() {
    let texts = names.texts.map(ExactText.init)
    var ranks = [Int](repeating: 0, count: texts.count)
    let order = texts.indices.sorted { ExactText.precedes(texts[$0], texts[$1]) }
    for (rank, name) in order.enumerated() { ranks[name] = rank }
    for index in nodes.indices {
      var node = self[index]
      for place in node.sayings.indices { node.sayings[place].operand.sortEntries(by: ranks) }
      self[index] = node
    }
  }

  /// For each node the number of its class: nodes of one class say the same, as deep as one looks.
  ///
  /// Classes are split until nothing tells two of their members apart, as states of an automaton
  /// are, so that equal circles fall together as well.
  func classes() -> [Int] {
    var labels = Numbering<Label>()
    let own = nodes.map { node in
      labels.number(of: Label(node))
    }
    let children = nodes.map { node in node.sayings.flatMap(\.operand.schemas) }
    var classes = own
    var count = labels.count
    while true {
      var signatures = Numbering<[Int]>()
      let next = nodes.indices.map { index in
        signatures.number(of: [classes[index]] + children[index].map { classes[$0] })
      }
      classes = next
      if signatures.count == count { return classes }
      count = signatures.count
    }
  }

  /// What a node says, but for which schemas it refers to.
  private struct Label: Hashable {
    let node: Node

    init(_ node: Node) {
      var node = node
      for index in node.sayings.indices {
        node.sayings[index].operand = node.sayings[index].operand.withSchemas { _ in 0 }
      }
      self.node = node
    }
  }
}

extension SchemaGraph.Operand {
  fileprivate mutating func sortEntries(by ranks: [Int]) {
    switch self {
    case .namedSchemas(let entries):
      self = .namedSchemas(entries.sorted { ranks[$0.name] < ranks[$1.name] })
    case .namedNames(let entries):
      self = .namedNames(entries.sorted { ranks[$0.name] < ranks[$1.name] })
    default: break
    }
  }
}

/// Numbers for values, in the order in which they come up.
struct Numbering<Value: Hashable> {
  private var numbers: [Value: Int] = [:]

  var count: Int { numbers.count }

  mutating func number(of value: Value) -> Int {
    if let number = numbers[value] { return number }
    numbers[value] = numbers.count
    return numbers.count - 1
  }
}

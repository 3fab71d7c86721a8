extension SchemaGraph {
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

/// A branch of a `Fn::If`, with when it is taken.
public struct ConditionalBranch: Sendable {
  /// The name of the condition that decides.
  public let conditionName: String
  public let node: SyntaxNode
  /// When the `Fn::If` itself is there.
  public let reached: Condition
  /// When the condition asks for this branch.
  public let chosen: Condition
}

extension CloudFormationTemplate {
  /// When a resource or an output is there, by its own `Condition`.
  public func presence(of node: SyntaxNode) -> Condition {
    guard let condition = node["Condition"], condition.isScalar, !holdsSymbol(condition),
      hasCondition(condition.text)
    else { return .always }
    return formula(ofCondition: condition.text)
  }

  /// The branches of the `Fn::If`s below a node, outer ones first.
  public func branches(below node: SyntaxNode, when condition: Condition) -> [ConditionalBranch] {
    guard calls(below: node).contains(where: { $0.name == "Fn::If" }) else { return [] }
    var found: [ConditionalBranch] = []
    collectBranches(below: node, when: condition, depth: 0, into: &found)
    return found
  }

  private func collectBranches(
    below node: SyntaxNode, when condition: Condition, depth: Int,
    into found: inout [ConditionalBranch]
  ) {
    guard depth < 48, !node.isBrokenAlias, node.target.index == node.index else { return }
    if let call = IntrinsicCall(node), call.name == "Fn::If" {
      let items = Array(call.argument.items)
      guard items.count == 3, items[0].isScalar, !holdsSymbol(items[0]) else { return }
      let name = items[0].text
      let holds = formula(ofCondition: name)
      for (branch, chosen) in [(items[1], holds), (items[2], holds.negated)] {
        found.append(
          ConditionalBranch(conditionName: name, node: branch, reached: condition, chosen: chosen))
        collectBranches(
          below: branch, when: condition.and(chosen), depth: depth + 1, into: &found)
      }
      return
    }
    for item in node.items {
      collectBranches(below: item, when: condition, depth: depth + 1, into: &found)
    }
    for entry in node.entries {
      collectBranches(below: entry.value, when: condition, depth: depth + 1, into: &found)
    }
  }
}

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

/// What an `Fn::If` says: either branch, and the condition that decides.
public struct ConditionalBranches: Sendable {
  public let conditionName: String
  /// When it asks for ``then``.
  public let condition: Condition
  public let then: SyntaxNode
  public let otherwise: SyntaxNode

  /// Both, each with when it is taken.
  public var all: [(node: SyntaxNode, condition: Condition)] {
    [(then, condition), (otherwise, condition.negated)]
  }
}

extension CloudFormationTemplate {
  /// The branches of a call of `Fn::If`; nil where it is not written as it should be, and where an
  /// expression makes the name of the condition.
  public func branches(of call: IntrinsicCall) -> ConditionalBranches? {
    let items = Array(call.argument.items)
    guard items.count == 3, items[0].isScalar, !holdsSymbol(items[0]) else { return nil }
    let name = items[0].text
    return ConditionalBranches(
      conditionName: name, condition: formula(ofCondition: name), then: items[1],
      otherwise: items[2])
  }

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
      guard let branches = branches(of: call) else { return }
      for (branch, chosen) in branches.all {
        found.append(
          ConditionalBranch(
            conditionName: branches.conditionName, node: branch, reached: condition,
            chosen: chosen))
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

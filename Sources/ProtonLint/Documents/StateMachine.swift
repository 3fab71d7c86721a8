/// A state machine of Step Functions as far as its transitions are concerned.
///
/// See "Amazon States Language" in the Step Functions developer guide:
/// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html>.
public struct StateMachine: Sendable {
  /// States among which transitions lead: of the machine itself, of a branch of a `Parallel`, or of
  /// what a `Map` does with each item.
  public struct Level: Sendable {
    /// The name after `StartAt`, where it is known.
    public let start: SyntaxNode?
    public let states: [SyntaxNode.Entry]
    public let transitions: [Transition]
    /// Whether every state has a name that is known.
    public let namesAllStates: Bool
    /// Whether it is known where every transition leads to.
    public let knowsAllTargets: Bool

    public func has(_ name: String) -> Bool { states.contains { $0.key.text == name } }
  }

  public struct Transition: Sendable {
    /// The state that it leads from.
    public let source: String
    /// The name of the state that it leads to.
    public let target: SyntaxNode
  }

  public let logicalID: String
  public let levels: [Level]
  /// When it is there.
  public let condition: Condition

  /// Levels of one machine; what is nested deeper is not looked at.
  fileprivate static let levelLimit = 1_000
}

extension CloudFormationTemplate {
  /// The state machines whose definitions stand in the template, as a map or as a text.
  public var stateMachines: [StateMachine] {
    resources.flatMap { resource -> [StateMachine] in
      guard let type = resource.node["Type"]?.text,
        type == "AWS::StepFunctions::StateMachine" || type == "AWS::Serverless::StateMachine",
        let properties = resource.node["Properties"]
      else { return [] }
      let condition = condition(of: resource)
      func machine(_ root: SyntaxNode, when: Condition) -> StateMachine {
        var reader = LevelReader(template: self)
        reader.read(root)
        return StateMachine(
          logicalID: resource.name, levels: reader.levels, condition: condition.and(when))
      }
      var machines: [StateMachine] = []
      if let definition = properties["Definition"], definition.isMapping,
        IntrinsicCall(definition) == nil
      {
        machines.append(machine(definition, when: .always))
      }
      for text in properties["DefinitionString"].map(documentTexts) ?? [] where text.isObject {
        let tree = text.json
        guard let root = tree.root, !tree.breaksOff else { continue }
        machines.append(machine(root, when: text.condition))
      }
      return machines
    }
  }
}

private struct LevelReader {
  let template: CloudFormationTemplate
  var levels: [StateMachine.Level] = []

  /// Reads a level and all that are inside of it.
  mutating func read(_ root: SyntaxNode) {
    var open = [root]
    while let node = open.popLast(), levels.count < StateMachine.levelLimit {
      open += readOne(node)
    }
  }

  /// - Returns: The levels inside of its states.
  private mutating func readOne(_ node: SyntaxNode) -> [SyntaxNode] {
    guard let map = node["States"], map.isMapping, IntrinsicCall(map) == nil else { return [] }
    let entries = Array(map.entries)
    let isNamed = entries.allSatisfy { entry in
      isName(entry.key) && entry.key.text != "<<" && !entry.key.text.hasPrefix("Fn::")
    }
    var inner: [SyntaxNode] = []
    var transitions: [StateMachine.Transition] = []
    var knowsAll = true
    for entry in entries {
      let state = entry.value
      guard state.isMapping, IntrinsicCall(state) == nil else {
        knowsAll = false
        continue
      }
      for target in targets(of: state) {
        if let target, isName(target) {
          transitions.append(StateMachine.Transition(source: entry.key.text, target: target))
        } else {
          knowsAll = false
        }
      }
      inner += state["Branches"].map { Array($0.items) } ?? []
      inner += [state["Iterator"], state["ItemProcessor"]].compactMap { $0 }
    }
    let start = node["StartAt"]
    levels.append(
      StateMachine.Level(
        start: start.flatMap { isName($0) ? $0 : nil }, states: entries, transitions: transitions,
        namesAllStates: isNamed,
        knowsAllTargets: knowsAll && start.map(isName) ?? false))
    return inner
  }

  /// What stands where the name of the next state stands; nil where that is not known.
  private func targets(of state: SyntaxNode) -> [SyntaxNode?] {
    var found: [SyntaxNode?] = []
    for key in ["Next", "Default"] {
      if let target = state[key] { found.append(target) }
    }
    for key in ["Choices", "Catch"] {
      guard let list = state[key] else { continue }
      guard list.isSequence, list.tag == nil else { return found + [nil] }
      for item in list.items {
        if IntrinsicCall(item) != nil { found.append(nil) }
        if let next = item["Next"] { found.append(next) }
      }
    }
    return found
  }

  /// Whether it is a text that no function, input or substitution decides on.
  private func isName(_ node: SyntaxNode) -> Bool {
    node.isScalar && node.tag == nil && !node.isNull && !template.holdsSymbol(node)
      && !contains("${", in: node.textBytes)
  }
}

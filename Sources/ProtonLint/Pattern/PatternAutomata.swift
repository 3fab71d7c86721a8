/// The automata of a pattern: one for the texts that match, and one for each look-around.
struct PatternAutomata: Sendable {
  let main: PatternAutomaton
  /// Each asks only about ones before it.
  let looks: [Look]
  let sets: [CodePointSet]

  struct Look: Sendable {
    let direction: LookDirection
    /// Of a look-ahead, the automaton of the reversed language: it runs from the end of the text
    /// to its start, and accepts in the places where something lies ahead.
    let automaton: PatternAutomaton
  }

  init(of node: PatternNode) {
    var construction = AutomataConstruction()
    main = construction.automaton(of: node)
    looks = construction.looks
    sets = construction.sets
  }

  var stateCount: Int { looks.reduce(main.states.count) { $0 + $1.automaton.states.count } }
}

/// A nondeterministic automaton, after Thompson: "Regular expression search algorithm",
/// Communications of the ACM 11 (1968).
struct PatternAutomaton: Sendable {
  enum State: Sendable {
    case accept
    /// Reads a character of a set, by its number in ``PatternAutomata/sets``.
    case read(set: Int, then: Int)
    /// Reads nothing.
    case fork(Int, Int)
    case condition(PlaceCondition, then: Int)
  }

  fileprivate(set) var states: [State] = [.accept]
  fileprivate(set) var start = 0

  fileprivate mutating func add(_ state: State) -> Int {
    states.append(state)
    return states.count - 1
  }
}

/// Builds automata from back to front, so that where a state leads to is there before it is.
private struct AutomataConstruction {
  var looks: [PatternAutomata.Look] = []
  var sets: [CodePointSet] = []
  private var numbers: [CodePointSet: Int] = [:]

  mutating func automaton(of node: PatternNode) -> PatternAutomaton {
    var automaton = PatternAutomaton()
    automaton.start = add(node, leadingTo: 0, in: &automaton)
    return automaton
  }

  /// The state in which the texts of a node begin. The depth of nodes is bounded by the parser.
  private mutating func add(
    _ node: PatternNode, leadingTo next: Int, in automaton: inout PatternAutomaton
  ) -> Int {
    switch node {
    case .set(let set):
      return automaton.add(.read(set: number(of: set), then: next))
    case .sequence(let parts):
      var start = next
      for part in parts.reversed() { start = add(part, leadingTo: start, in: &automaton) }
      return start
    case .choice(let parts):
      var start: Int?
      for part in parts.reversed() {
        let branch = add(part, leadingTo: next, in: &automaton)
        start = start.map { automaton.add(.fork(branch, $0)) } ?? branch
      }
      return start ?? next
    case .repeated(let node, let least, let most):
      return addRepeat(of: node, least, most, leadingTo: next, in: &automaton)
    case .condition(let condition):
      return automaton.add(.condition(condition, then: next))
    case .look(let direction, let node, let isNegated):
      let inner = self.automaton(of: direction == .ahead ? node.reversed : node)
      looks.append(PatternAutomata.Look(direction: direction, automaton: inner))
      return automaton.add(
        .condition(.look(looks.count - 1, isNegated: isNegated), then: next))
    }
  }

  private mutating func addRepeat(
    of node: PatternNode, _ least: Int, _ most: Int?, leadingTo next: Int,
    in automaton: inout PatternAutomaton
  ) -> Int {
    var start = next
    if let most {
      for _ in least..<max(least, most) {
        start = automaton.add(.fork(add(node, leadingTo: start, in: &automaton), next))
      }
    } else {
      // A state that the body leads back to, and that is led on once the body is there.
      let loop = automaton.add(.fork(next, next))
      automaton.states[loop] = .fork(add(node, leadingTo: loop, in: &automaton), next)
      start = loop
    }
    for _ in 0..<least { start = add(node, leadingTo: start, in: &automaton) }
    return start
  }

  private mutating func number(of set: CodePointSet) -> Int {
    if let number = numbers[set] { return number }
    sets.append(set)
    numbers[set] = sets.count - 1
    return sets.count - 1
  }
}

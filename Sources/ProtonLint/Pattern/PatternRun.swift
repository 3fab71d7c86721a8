/// A pattern read from the start of a text, as a deterministic automaton whose states are made when
/// they are first reached.
///
/// A state is all that can matter to the rest: where the automaton and those of its look-behinds
/// are, and what stands before. What a place asks about the character behind it is answered when
/// that character, or the end, is known.
struct PatternRun: Sendable {
  private let automata: PatternAutomata
  private(set) var states: [State] = []
  private var numbers: [State: Int] = [:]
  /// For each state and character what follows; -1 where nobody asked yet.
  private var steps: [[Int]] = []
  private let characters: [UInt32]
  /// Whether a text that does not match from its start never does.
  private let isAnchored: Bool

  struct State: Hashable, Sendable {
    /// The states entered by reading: of the look-behinds, then of the main automaton. None at all
    /// once the text matches, whatever follows.
    let entered: [[Int]]
    let before: Before
  }

  enum Before: Hashable, Sendable { case start, word, other }
  private enum Behind { case end, word, other }

  static let start = 0
  private static let matched = 1

  /// Nil for a pattern that looks ahead: what it asks is not known before the rest is read.
  init?(_ automata: PatternAutomata, over characters: [UInt32]) {
    guard automata.looks.allSatisfy({ $0.direction == .behind }) else { return nil }
    self.automata = automata
    self.characters = characters
    isAnchored = !automata.main.canBeginBehindStart
    _ = number(
      of: State(entered: Array(repeating: [], count: automata.looks.count + 1), before: .start))
    _ = number(of: State(entered: [], before: .other))
  }

  private mutating func number(of state: State) -> Int {
    if let number = numbers[state] { return number }
    numbers[state] = states.count
    states.append(state)
    steps.append(Array(repeating: -1, count: characters.count))
    return states.count - 1
  }

  /// The state after a character, by its number.
  mutating func step(from state: Int, reading character: Int, budget: inout Int) -> Int {
    if state == Self.matched { return state }
    let known = steps[state][character]
    if known >= 0 { return known }
    let point = characters[character]
    let isWord = CodePointSet.wordCharacters.contains(point)
    let (accepts, reading) = look(at: states[state], isWord ? .word : .other, budget: &budget)
    var next = Self.matched
    if !accepts {
      let entered = zip(automata.all, reading).map { automaton, reading in
        Set(
          reading.compactMap { number -> Int? in
            guard case .read(let set, let then) = automaton.states[number],
              automata.sets[set].contains(point)
            else { return nil }
            return then
          }
        ).sorted()
      }
      next = number(of: State(entered: entered, before: isWord ? .word : .other))
    }
    steps[state][character] = next
    return next
  }

  /// Whether the text that ends here matches.
  func accepts(_ state: Int, budget: inout Int) -> Bool {
    state == Self.matched || look(at: states[state], .end, budget: &budget).accepts
  }

  /// Whether no text that goes on from here matches.
  func isHopeless(_ state: Int) -> Bool {
    guard isAnchored, state > Self.matched, let main = states[state].entered.last else {
      return false
    }
    return main.isEmpty
  }

  /// What holds in a place: whether a match ends there, and the states that read on.
  private func look(
    at state: State, _ behind: Behind, budget: inout Int
  ) -> (accepts: Bool, reading: [[Int]]) {
    var holds: [Bool] = []
    var reading: [[Int]] = []
    for (automaton, entered) in zip(automata.all, state.entered) {
      var found: [Int] = []
      var accepts = false
      var seen: Set<Int> = []
      var pending = entered + [automaton.start]
      while let number = pending.popLast() {
        budget -= 1
        guard budget > 0, seen.insert(number).inserted else { continue }
        switch automaton.states[number] {
        case .accept: accepts = true
        case .read: found.append(number)
        case .fork(let first, let second): pending += [first, second]
        case .condition(let condition, let then):
          let isTrue =
            switch condition {
            case .start: state.before == .start
            case .end: behind == .end
            case .wordBoundary: (state.before == .word) != (behind == .word)
            case .noWordBoundary: (state.before == .word) == (behind == .word)
            case .look(let number, let isNegated): holds[number] != isNegated
            }
          if isTrue { pending.append(then) }
        }
      }
      holds.append(accepts)
      reading.append(found)
    }
    return (holds.last ?? false, reading)
  }
}

extension PatternAutomata {
  /// The automata of the look-arounds, each after those that it asks about, and the main one.
  fileprivate var all: [PatternAutomaton] { looks.map(\.automaton) + [main] }
}

extension PatternAutomaton {
  /// Whether a match can begin anywhere but at the start of the text.
  fileprivate var canBeginBehindStart: Bool {
    var seen: Set<Int> = []
    var pending = [start]
    while let number = pending.popLast() {
      guard seen.insert(number).inserted else { continue }
      switch states[number] {
      case .accept, .read: return true
      case .fork(let first, let second): pending += [first, second]
      case .condition(.start, _): continue
      case .condition(_, let then): pending.append(then)
      }
    }
    return false
  }
}

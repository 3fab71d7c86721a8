/// Runs the automata of a pattern over one text, all states at once: a character costs at most as
/// many steps as there are states.
struct PatternMatcher {
  private let text: [UInt32]
  /// The steps that are left to spend.
  private(set) var budget: Int
  /// For each look-around that was run, where it holds: by the number of characters before.
  private var looks: [[Bool]] = []

  init(_ text: String, budget: Int) {
    self.text = text.unicodeScalars.map(\.value)
    self.budget = budget
  }

  /// Nil where the budget does not suffice.
  mutating func matches(_ automata: PatternAutomata) -> Bool? {
    for look in automata.looks {
      guard let places = places(look.automaton, look.direction, automata.sets) else { return nil }
      looks.append(places)
    }
    var found = false
    let isDone = run(automata.main, .behind, automata.sets) { _ in
      found = true
      return false
    }
    return isDone ? found : nil
  }

  /// Where a run from the text's start (or its end, to look ahead) accepts.
  private mutating func places(
    _ automaton: PatternAutomaton, _ direction: LookDirection, _ sets: [CodePointSet]
  ) -> [Bool]? {
    var places = Array(repeating: false, count: text.count + 1)
    let isDone = run(automaton, direction, sets) { place in
      places[place] = true
      return true
    }
    return isDone ? places : nil
  }

  /// Begins anew in every place of the text, and tells each place where a text of the language
  /// ends, until told to stop. False where the budget is spent.
  private mutating func run(
    _ automaton: PatternAutomaton, _ direction: LookDirection, _ sets: [CodePointSet],
    _ goesOn: (_ place: Int) -> Bool
  ) -> Bool {
    var current = ActiveStates(count: automaton.states.count)
    var next = ActiveStates(count: automaton.states.count)
    for read in 0...text.count {
      let place = direction == .behind ? read : text.count - read
      guard enter(automaton.start, of: automaton, at: place, &current) else { return false }
      if current.accepts, !goesOn(place) { return true }
      guard read < text.count else { break }
      let character = text[direction == .behind ? place : place - 1]
      let placeAfter = direction == .behind ? place + 1 : place - 1
      for state in current.reading {
        budget -= 1
        guard case .read(let set, let then) = automaton.states[state],
          sets[set].contains(character)
        else { continue }
        guard enter(then, of: automaton, at: placeAfter, &next) else { return false }
      }
      swap(&current, &next)
      next.removeAll()
    }
    return true
  }

  /// Adds a state and those that it leads to without reading. False where the budget is spent.
  private mutating func enter(
    _ state: Int, of automaton: PatternAutomaton, at place: Int, _ active: inout ActiveStates
  ) -> Bool {
    active.pending.append(state)
    while let state = active.pending.popLast() {
      budget -= 1
      guard budget > 0 else { return false }
      guard active.insert(state) else { continue }
      switch automaton.states[state] {
      case .accept: active.accepts = true
      case .read: active.reading.append(state)
      case .fork(let first, let second):
        active.pending.append(second)
        active.pending.append(first)
      case .condition(let condition, let then):
        if holds(condition, at: place) { active.pending.append(then) }
      }
    }
    return true
  }

  private func holds(_ condition: PlaceCondition, at place: Int) -> Bool {
    switch condition {
    case .start: place == 0
    case .end: place == text.count
    case .wordBoundary: isWord(before: place) != isWord(before: place + 1)
    case .noWordBoundary: isWord(before: place) == isWord(before: place + 1)
    case .look(let number, let isNegated): looks[number][place] != isNegated
    }
  }

  private func isWord(before place: Int) -> Bool {
    place > 0 && place <= text.count && CodePointSet.wordCharacters.contains(text[place - 1])
  }
}

/// The states that an automaton is in, at one place of the text.
private struct ActiveStates {
  /// Those that read a character.
  var reading: [Int] = []
  var accepts = false
  /// Those to enter yet.
  var pending: [Int] = []
  private var isIn: [Bool]
  private var all: [Int] = []

  init(count: Int) { isIn = Array(repeating: false, count: count) }

  /// False for a state that was there.
  mutating func insert(_ state: Int) -> Bool {
    guard !isIn[state] else { return false }
    isIn[state] = true
    all.append(state)
    return true
  }

  /// Takes as long as there are states in it.
  mutating func removeAll() {
    for state in all { isIn[state] = false }
    all.removeAll(keepingCapacity: true)
    reading.removeAll(keepingCapacity: true)
    accepts = false
  }
}

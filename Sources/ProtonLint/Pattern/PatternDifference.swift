/// A text that one pattern lets through and another does not.
///
/// Both patterns are run at once over all texts, shortest first. Each step remembers the states
/// that the patterns are in, never the text, so that texts which lead to the same states are
/// followed once (Rabin and Scott, "Finite automata and their decision problems", 1959).
public enum PatternDifference: Sendable, Equatable {
  /// A shortest one.
  case text(String)
  /// Every text of the one is of the other.
  case none
  /// A pattern is beyond this (a look-around, a word boundary), or the search takes too long.
  case unknown
}

extension Pattern {
  /// The empty pattern, which every text matches.
  public static let everything = Pattern(node: .empty)

  /// - Parameters:
  ///   - other: The pattern that the text must not match.
  ///   - lengths: How many characters the text may have.
  public func difference(
    from other: Pattern, lengths: ClosedRange<Int> = 0...Int.max
  ) -> PatternDifference {
    guard automata.readsOnly, other.automata.readsOnly else { return .unknown }
    var search = DifferenceSearch(wanted: automata, unwanted: other.automata)
    return search.run(lengths)
  }
}

extension PatternAutomata {
  /// Whether nothing but characters and the ends of the text decides.
  fileprivate var readsOnly: Bool {
    looks.isEmpty
      && main.states.allSatisfy { state in
        guard case .condition(let condition, _) = state else { return true }
        switch condition {
        case .start, .end: return true
        case .wordBoundary, .noWordBoundary, .look: return false
        }
      }
  }
}

private struct DifferenceSearch {
  let wanted: PatternAutomata
  let unwanted: PatternAutomata
  /// One character of each class that the patterns cannot tell apart; those that people know
  /// first.
  let characters: [UInt32]
  var budget = 400_000

  /// Where a pattern stands behind some text.
  struct Standing: Hashable {
    var hasMatched = false
    /// The states that were led to by the last character, in order.
    var states: [Int] = []
  }

  struct Pair: Hashable {
    var wanted = Standing()
    var unwanted = Standing()
  }

  init(wanted: PatternAutomata, unwanted: PatternAutomata) {
    self.wanted = wanted
    self.unwanted = unwanted
    characters = representatives(of: wanted.sets + unwanted.sets)
  }

  mutating func run(_ lengths: ClosedRange<Int>) -> PatternDifference {
    var layer: [(pair: Pair, text: [UInt32])] = [(Pair(), [])]
    var seen: Set<Pair> = []
    var length = 0
    while !layer.isEmpty {
      if length >= lengths.lowerBound {
        for (pair, text) in layer {
          guard let isWanted = ends(pair.wanted, wanted, isStart: length == 0),
            let isUnwanted = ends(pair.unwanted, unwanted, isStart: length == 0)
          else { return .unknown }
          if isWanted, !isUnwanted { return .text(string(text)) }
        }
      }
      guard length < lengths.upperBound else { return .none }
      var next: [(Pair, [UInt32])] = []
      var isIn: Set<Pair> = []
      for (pair, text) in layer {
        for character in characters {
          guard let step = step(pair, character, isStart: length == 0) else { return .unknown }
          // What cannot be led to the wanted any more, or has met the unwanted, ends here.
          if step.unwanted.hasMatched || !mayStillMatch(step.wanted) { continue }
          // Below the least length, the same states are met again with reason.
          let isNew =
            length + 1 >= lengths.lowerBound
            ? seen.insert(step).inserted : isIn.insert(step).inserted
          if isNew { next.append((step, text + [character])) }
        }
      }
      layer = next
      length += 1
    }
    return .none
  }

  private func mayStillMatch(_ standing: Standing) -> Bool {
    standing.hasMatched || !standing.states.isEmpty || !wanted.startsAtStartAlone
  }

  private mutating func step(_ pair: Pair, _ character: UInt32, isStart: Bool) -> Pair? {
    guard let first = step(pair.wanted, wanted, character, isStart: isStart),
      let second = step(pair.unwanted, unwanted, character, isStart: isStart)
    else { return nil }
    return Pair(wanted: first, unwanted: second)
  }

  private mutating func step(
    _ standing: Standing, _ automata: PatternAutomata, _ character: UInt32, isStart: Bool
  ) -> Standing? {
    guard !standing.hasMatched else { return standing }
    guard let entered = enter(standing, automata.main, isStart: isStart, isEnd: false) else {
      return nil
    }
    if entered.accepts { return Standing(hasMatched: true) }
    var states: Set<Int> = []
    for state in entered.reading {
      if case .read(let set, let then) = automata.main.states[state],
        automata.sets[set].contains(character)
      {
        states.insert(then)
      }
    }
    return Standing(states: states.sorted())
  }

  /// Whether a pattern matches where the text ends here; nil where the budget is spent.
  private mutating func ends(
    _ standing: Standing, _ automata: PatternAutomata, isStart: Bool
  ) -> Bool? {
    standing.hasMatched
      ? true : enter(standing, automata.main, isStart: isStart, isEnd: true)?.accepts
  }

  private mutating func enter(
    _ standing: Standing, _ automaton: PatternAutomaton, isStart: Bool, isEnd: Bool
  ) -> (reading: [Int], accepts: Bool)? {
    var pending = standing.states + [automaton.start]
    var entered: Set<Int> = []
    var reading: [Int] = []
    var accepts = false
    while let state = pending.popLast() {
      budget -= 1
      guard budget > 0 else { return nil }
      guard entered.insert(state).inserted else { continue }
      switch automaton.states[state] {
      case .accept: accepts = true
      case .read: reading.append(state)
      case .fork(let first, let second): pending += [first, second]
      case .condition(.start, let then): if isStart { pending.append(then) }
      case .condition(.end, let then): if isEnd { pending.append(then) }
      case .condition: break
      }
    }
    return (reading, accepts)
  }

  private func string(_ text: [UInt32]) -> String {
    var result = String.UnicodeScalarView()
    for point in text { if let scalar = Unicode.Scalar(point) { result.append(scalar) } }
    return String(result)
  }
}

extension PatternAutomata {
  /// Whether nothing can begin to match behind the start of the text.
  fileprivate var startsAtStartAlone: Bool {
    if case .condition(.start, _) = main.states[main.start] { true } else { false }
  }
}

/// A character of each class of characters that no set divides.
private func representatives(of sets: [CodePointSet]) -> [UInt32] {
  var cuts: Set<UInt32> = [0, 0xD800, 0xE000]
  for set in sets {
    for range in set.ranges {
      cuts.insert(range.lowerBound)
      cuts.insert(range.upperBound &+ 1)
    }
  }
  let starts = cuts.filter { $0 <= CodePointSet.last }.sorted()
  let known = "9a0Az-_./: #".unicodeScalars.map(\.value)
  var points: [(rank: Int, point: UInt32)] = []
  for (index, start) in starts.enumerated() {
    let end = index + 1 < starts.count ? starts[index + 1] - 1 : CodePointSet.last
    // Surrogates are no characters.
    guard !(0xD800...0xDFFF).contains(start) else { continue }
    let range = start...end
    let rank = known.firstIndex(where: range.contains)
    let visible = (0x21...0x7E).clamped(to: range)
    let fallback = visible.overlaps(range) ? visible.lowerBound : start
    points.append((rank ?? known.count, rank.map { known[$0] } ?? fallback))
  }
  return points.sorted { ($0.rank, $0.point) < ($1.rank, $1.point) }.map(\.point)
}

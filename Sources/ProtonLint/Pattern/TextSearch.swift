/// Looks for a shortest text of a language: all of its patterns read the same characters, breadth
/// first, and no combination of their states is looked at twice.
struct TextSearch {
  private let alphabet: PatternAlphabet
  private var runs: [PatternRun]
  /// What must hold at the end: for each pattern its parts, by their places in ``runs``.
  private let demands: [Demand]
  private let lengths: ClosedRange<Int>
  private(set) var budget: Int

  private struct Demand {
    /// The pattern matches where each of these matches or, negated, does not.
    let parts: [(run: Int, isNegated: Bool)]
    let isRefused: Bool
  }

  private struct Node {
    let states: [Int]
    let parent: Int
    let character: Int
    let length: Int
  }

  private struct Key: Hashable {
    let states: [Int]
    /// The length as far as it still matters.
    let length: Int
  }

  private static let nodeLimit = 60_000

  init?(_ language: TextLanguage, budget: Int) {
    let patterns =
      language.required.map { ($0, isRefused: false) }
      + language.refused.map { ($0, isRefused: true) }
    let sets = patterns.flatMap { $0.0.parts }.flatMap { $0.automata.sets }
    guard let alphabet = PatternAlphabet(telling: sets) else { return nil }
    var runs: [PatternRun] = []
    var demands: [Demand] = []
    for (pattern, isRefused) in patterns {
      var parts: [(run: Int, isNegated: Bool)] = []
      for part in pattern.parts {
        guard let run = PatternRun(part.automata, over: alphabet.representatives) else {
          return nil
        }
        parts.append((runs.count, part.isNegated))
        runs.append(run)
      }
      demands.append(Demand(parts: parts, isRefused: isRefused))
    }
    self.alphabet = alphabet
    self.runs = runs
    self.demands = demands
    self.budget = budget
    lengths = language.minLength...max(language.minLength, language.maxLength ?? .max)
  }

  mutating func run() -> TextLanguage.Example {
    var nodes = [
      Node(states: runs.map { _ in PatternRun.start }, parent: -1, character: 0, length: 0)
    ]
    var seen: Set<Key> = [Key(states: nodes[0].states, length: 0)]
    var next = 0
    while next < nodes.count {
      let node = nodes[next]
      if node.length >= lengths.lowerBound, isAccepted(node.states) {
        return budget > 0 ? .text(text(of: next, in: nodes)) : .unknown
      }
      guard budget > 0, nodes.count < Self.nodeLimit else { return .unknown }
      if node.length < lengths.upperBound {
        for character in alphabet.representatives.indices {
          var states = node.states
          for index in runs.indices {
            states[index] = runs[index].step(
              from: states[index], reading: character, budget: &budget)
          }
          budget -= states.count
          guard !isHopeless(states) else { continue }
          let length = node.length + 1
          guard seen.insert(Key(states: states, length: min(length, lengths.lowerBound))).inserted
          else { continue }
          nodes.append(Node(states: states, parent: next, character: character, length: length))
        }
      }
      next += 1
    }
    return budget > 0 ? .none : .unknown
  }

  private mutating func isAccepted(_ states: [Int]) -> Bool {
    for demand in demands {
      var matches = true
      for part in demand.parts where matches {
        matches = runs[part.run].accepts(states[part.run], budget: &budget) != part.isNegated
      }
      if matches == demand.isRefused { return false }
    }
    return true
  }

  private func isHopeless(_ states: [Int]) -> Bool {
    demands.contains { demand in
      !demand.isRefused
        && demand.parts.contains { !$0.isNegated && runs[$0.run].isHopeless(states[$0.run]) }
    }
  }

  private func text(of node: Int, in nodes: [Node]) -> String {
    var scalars: [Unicode.Scalar] = []
    var node = node
    while nodes[node].parent >= 0 {
      if let scalar = Unicode.Scalar(alphabet.representatives[nodes[node].character]) {
        scalars.append(scalar)
      }
      node = nodes[node].parent
    }
    return String(String.UnicodeScalarView(scalars.reversed()))
  }
}

/// A pattern as a tree, without what only matters to captures: greed, and the numbers of groups.
indirect enum PatternNode: Sendable {
  case set(CodePointSet)
  /// Matches nothing but the empty text where it has no parts.
  case sequence([PatternNode])
  case choice([PatternNode])
  /// Without an upper bound where `most` is nil.
  case repeated(PatternNode, least: Int, most: Int?)
  case condition(PlaceCondition)
  case look(LookDirection, PatternNode, isNegated: Bool)

  static var empty: PatternNode { .sequence([]) }
}

/// What a place between two characters may be asked.
enum PlaceCondition: Sendable {
  case start, end, wordBoundary, noWordBoundary
  /// Whether a look-around, by its number, holds.
  case look(Int, isNegated: Bool)
}

enum LookDirection: Sendable { case ahead, behind }

extension PatternNode {
  /// How many states the automaton of this node has at most; never less than 1, so that what is
  /// empty cannot be repeated for ever. Grows no further than to `Int.max`.
  var size: Int {
    switch self {
    case .set, .condition: 1
    case .look(_, let node, _): node.size.addingClamped(2)
    case .sequence(let parts): parts.reduce(1) { $0.addingClamped($1.size) }
    case .choice(let parts): parts.reduce(1) { $0.addingClamped($1.size).addingClamped(1) }
    case .repeated(let node, let least, let most):
      node.size.addingClamped(1).multipliedClamped(max(least, most ?? 0, 1)).addingClamped(2)
    }
  }

  /// The node whose texts are those of this one backwards. Conditions ask about places, which are
  /// the same from both sides.
  var reversed: PatternNode {
    switch self {
    case .set, .condition, .look: self
    case .sequence(let parts): .sequence(parts.reversed().map(\.reversed))
    case .choice(let parts): .choice(parts.map(\.reversed))
    case .repeated(let node, let least, let most):
      .repeated(node.reversed, least: least, most: most)
    }
  }
}

extension PatternNode {
  /// `^(?=a)(?!b)c` as what it says of a text: that `^a` and `^c` match, and `^b` does not. Nil for
  /// a node that is not of this form.
  var withoutLeadingLooks: [(node: PatternNode, isNegated: Bool)]? {
    guard case .sequence(let terms) = self, case .condition(.start)? = terms.first else {
      return nil
    }
    let looks = terms.dropFirst().prefix {
      if case .look(.ahead, _, _) = $0 { true } else { false }
    }
    guard !looks.isEmpty else { return nil }
    let rest = PatternNode.sequence([.condition(.start)] + terms.dropFirst(1 + looks.count))
    return [(rest, false)]
      + looks.compactMap { look in
        guard case .look(_, let node, let isNegated) = look else { return nil }
        return (.sequence([.condition(.start), node]), isNegated)
      }
  }
}

extension Int {
  fileprivate func addingClamped(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  fileprivate func multipliedClamped(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}

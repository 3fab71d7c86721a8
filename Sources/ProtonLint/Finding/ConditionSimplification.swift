/// Conjunctions, and how a disjunction of them becomes short.
extension Condition {
  static func rest(of literal: Literal) -> [String] {
    literal.subject.outcomes.filter { !literal.outcomes.contains($0) }
  }

  /// What two conjunctions say together; nil where they contradict each other.
  static func product(_ left: Conjunction, _ right: Conjunction) -> Conjunction? {
    var result: Conjunction = []
    result.reserveCapacity(left.count + right.count)
    var rest = right[...]
    for literal in left {
      while let first = rest.first, first.subject < literal.subject {
        result.append(first)
        rest.removeFirst()
      }
      guard let first = rest.first, first.subject == literal.subject else {
        result.append(literal)
        continue
      }
      rest.removeFirst()
      let common = literal.outcomes.filter(first.outcomes.contains)
      guard !common.isEmpty else { return nil }
      result.append(Literal(literal.subject, common))
    }
    return result + rest
  }

  /// The conjunction with one more literal; nil where they contradict each other.
  static func adding(_ literal: Literal, to conjunction: Conjunction) -> Conjunction? {
    guard literal.outcomes.count < literal.subject.outcomes.count else { return conjunction }
    return literal.outcomes.isEmpty ? nil : product(conjunction, [literal])
  }

  /// Whether some alternative holds wherever a conjunction does: each way to fail an alternative
  /// is followed, and must end in a contradiction.
  static func covers(
    _ alternatives: [Conjunction], _ conjunction: Conjunction, work: inout Int
  ) -> Bool {
    work -= 1
    guard work > 0 else { return false }
    // Of the alternatives that can hold here, the one that asks for the least more.
    var best: [Literal]?
    var open: [Conjunction] = []
    for alternative in alternatives {
      guard product(conjunction, alternative) != nil else { continue }
      open.append(alternative)
      let missing = alternative.filter { literal in
        !conjunction.contains {
          $0.subject == literal.subject && $0.outcomes.allSatisfy(literal.outcomes.contains)
        }
      }
      if missing.isEmpty { return true }
      if missing.count < best?.count ?? .max { best = missing }
    }
    guard let best else { return false }
    var here = conjunction
    for literal in best {
      if let failing = adding(Literal(literal.subject, rest(of: literal)), to: here),
        !covers(open, failing, work: &work)
      {
        return false
      }
      guard let next = adding(literal, to: here) else { return true }
      here = next
    }
    return true
  }

  /// Merges alternatives that differ in one subject, drops those that others cover, and literals
  /// that the other alternatives make needless.
  static func simplified(_ conjunctions: [Conjunction], isExample: Bool) -> Condition {
    var queue = Array(Set(conjunctions))
    queue.sort(by: precedes)
    var isExample = isExample
    if queue.count > workLimit {
      queue.removeLast(queue.count - workLimit)
      isExample = true
    }
    var all: [Conjunction] = []
    var next = 0
    // Each merge makes one of two, so the queue ends.
    while next < queue.count {
      let candidate = queue[next]
      next += 1
      if let index = all.firstIndex(where: { union($0, candidate) != nil }),
        let union = union(all[index], candidate)
      {
        if union != all[index] {
          all.remove(at: index)
          queue.append(union)
        }
      } else {
        all.append(candidate)
      }
    }
    if all.count > 1, all.count <= 16 { all = reduced(all) }
    all.sort(by: precedes)
    guard all.count <= limit else {
      return Condition(alternatives: Array(all.prefix(limit)), isExample: true)
    }
    let result = Condition(alternatives: all, isExample: isExample)
    return result.isAlways ? .always : result
  }

  /// Alternatives without the literals that the others make needless: in "`a` is `x`, or `a` is
  /// `y` and `b` is set", nothing is lost without the second "`a` is `y`" where `a` has no third
  /// value.
  private static func reduced(_ conjunctions: [Conjunction]) -> [Conjunction] {
    var all = conjunctions
    var work = workLimit
    for index in all.indices {
      for literal in all[index] {
        let shorter = all[index].filter { $0 != literal }
        guard let opposite = adding(Literal(literal.subject, rest(of: literal)), to: shorter),
          covers(all, opposite, work: &work)
        else { continue }
        all[index] = shorter
      }
    }
    var kept: [Conjunction] = []
    for (index, conjunction) in all.enumerated() {
      let others = kept + all[(index + 1)...]
      if !covers(others, conjunction, work: &work) { kept.append(conjunction) }
    }
    return kept
  }

  /// One conjunction that says the same as both, if there is one.
  private static func union(_ left: Conjunction, _ right: Conjunction) -> Conjunction? {
    if left.count != right.count {
      return left.count < right.count
        ? covers(left, right) ? left : nil : covers(right, left) ? right : nil
    }
    var difference: Int?
    for index in left.indices where left[index] != right[index] {
      guard difference == nil, left[index].subject == right[index].subject else { return nil }
      difference = index
    }
    guard let difference else { return left }
    let subject = left[difference].subject
    let outcomes = subject.outcomes.filter {
      left[difference].outcomes.contains($0) || right[difference].outcomes.contains($0)
    }
    var result = left
    if outcomes.count == subject.outcomes.count {
      result.remove(at: difference)
    } else {
      result[difference] = Literal(subject, outcomes)
    }
    return result
  }

  /// Whether each literal of the one leaves all that the other's literal leaves; both are in order.
  private static func covers(_ wide: Conjunction, _ narrow: Conjunction) -> Bool {
    var index = narrow.startIndex
    for literal in wide {
      while index < narrow.endIndex, narrow[index].subject != literal.subject {
        guard narrow[index].subject < literal.subject else { return false }
        index += 1
      }
      guard index < narrow.endIndex,
        narrow[index].outcomes.allSatisfy(literal.outcomes.contains)
      else { return false }
      index += 1
    }
    return true
  }

  /// By subjects and outcomes, a shorter one before those that it begins.
  private static func precedes(_ left: Conjunction, _ right: Conjunction) -> Bool {
    for (one, other) in zip(left, right) where one != other {
      if one.subject != other.subject { return one.subject < other.subject }
      return one.outcomes.lexicographicallyPrecedes(other.outcomes)
    }
    return left.count < right.count
  }
}

/// How the texts that one pattern takes lie to those that another takes.
///
/// Everything that is said of two patterns comes from here.
enum PatternRelation {
  /// The new pattern takes all that the old one took.
  case takesAsMuch
  /// It does not, or nobody could find out.
  case mayTakeLess

  init(from old: String, to new: String) {
    self = old == new ? .takesAsMuch : .mayTakeLess
  }
}

func patternChanges(_ old: InputShape, _ new: InputShape, _ path: InputPath) -> [VersionChange] {
  guard new.type == .string || new.type == nil else { return [] }
  let change = { (kind: VersionChange.Kind, effect: VersionChange.Effect, message: String) in
    VersionChange(
      kind, effect, message, of: path.name, old: old.label(of: "pattern"),
      new: new.label(of: "pattern", else: path.place),
      help: effect == .compatible ? nil : "specs with texts that it does not match are rejected")
  }
  switch (old.pattern, new.pattern) {
  case (nil, nil): return []
  case (_?, nil):
    return [change(.patternRemoved, .compatible, "\(path.words) has no pattern any more")]
  case (nil, let after?):
    let effect: VersionChange.Effect = old.isMatched(by: after) ? .compatible : .mayBreak
    return [change(.patternAdded, effect, "\(path.words) now has a pattern")]
  case (let before?, let after?):
    guard before.text != after.text else { return [] }
    let relation = PatternRelation(from: before.text, to: after.text)
    let isKept = relation == .takesAsMuch || old.isMatched(by: after)
    return [
      change(
        .patternChanged, isKept ? .compatible : .mayBreak, "the pattern of \(path.words) changed")
    ]
  }
}

extension InputShape {
  /// Whether all permitted values are known, and match a pattern.
  fileprivate func isMatched(by node: SyntaxNode) -> Bool {
    guard let allowed, let pattern = try? Pattern(node.text) else { return false }
    var budget = 1_000_000
    return allowed.allSatisfy { pattern.matches($0.text, budget: &budget) == true }
  }
}

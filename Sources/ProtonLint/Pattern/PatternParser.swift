/// Reads a pattern: the grammar of ECMA-262 with its Annex B, under which `{` and `]` that mean
/// nothing stand for themselves. See <https://tc39.es/ecma262/#sec-regular-expressions-patterns>.
///
/// An error is only what is one to all engines. Where they disagree on what a construct means, or
/// whether it is one, it is unsupported.
struct PatternParser {
  private var scanner: PatternScanner
  /// A thread has little stack.
  private static let depthLimit = 64

  init(_ text: String, isForASCII: Bool = false) {
    scanner = PatternScanner(text, isForASCII: isForASCII)
  }

  mutating func parse() throws(PatternFault) -> PatternNode {
    let node = try choice(depth: 0)
    // A choice ends at the end of the text or at a `)`.
    guard scanner.isAtEnd else { throw scanner.fault("`)` closes no group") }
    return node
  }

  private mutating func choice(depth: Int) throws(PatternFault) -> PatternNode {
    guard depth <= Self.depthLimit else { throw .unsupported("nesting this deep") }
    var branches = [try sequence(depth: depth)]
    while scanner.take("|") { branches.append(try sequence(depth: depth)) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence(depth: Int) throws(PatternFault) -> PatternNode {
    var parts: [PatternNode] = []
    while let next = scanner.peek(), next != "|", next != ")" {
      parts.append(try term(depth: depth))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func term(depth: Int) throws(PatternFault) -> PatternNode {
    let atom = try atom(depth: depth)
    let place = scanner.position
    guard let bounds = try quantifier() else { return atom }
    switch atom {
    case .condition, .look(.behind, _, _):
      // To repeat a place is an error in ECMA-262 and of no effect elsewhere.
      throw .unsupported("a repeated anchor")
    default: break
    }
    if let most = bounds.most, most < bounds.least {
      throw scanner.fault("the repeat counts are out of order", at: place)
    }
    if scanner.peek() == "+" { throw .unsupported("a possessive repeat") }
    _ = scanner.take("?")
    let behind = scanner.position
    guard try quantifier() == nil else {
      throw scanner.fault("nothing to repeat, after what is repeated already", at: behind)
    }
    return .repeated(atom, least: bounds.least, most: bounds.most)
  }

  private typealias Bounds = (least: Int, most: Int?)

  private mutating func quantifier() throws(PatternFault) -> Bounds? {
    if scanner.take("*") { return (0, nil) }
    if scanner.take("+") { return (1, nil) }
    if scanner.take("?") { return (0, 1) }
    return counts()
  }

  /// `{2}`, `{2,}` or `{2,3}`; nil for any other text, which stands for itself.
  private mutating func counts() -> Bounds? {
    let start = scanner.position
    if scanner.take("{"), let least = scanner.number() {
      if scanner.take("}") { return (least, least) }
      if scanner.take(",") {
        if scanner.take("}") { return (least, nil) }
        if let most = scanner.number(), scanner.take("}") { return (least, most) }
      }
    }
    scanner.position = start
    return nil
  }

  private mutating func atom(depth: Int) throws(PatternFault) -> PatternNode {
    let start = scanner.position
    if try quantifier() != nil { throw scanner.fault("nothing to repeat", at: start) }
    switch scanner.next() {
    case "^": return .condition(.start)
    case "$": return .condition(.end)
    case ".": return .set(.notLineEnds)
    case "(": return try group(openedAt: start, depth: depth)
    case "[": return .set(try scanner.characterClass(openedAt: start))
    case "\\": return try escape(at: start)
    case let literal?: return .set(CodePointSet(literal.value))
    case nil: return .empty
    }
  }

  private mutating func group(
    openedAt start: Int, depth: Int
  ) throws(PatternFault) -> PatternNode {
    var look: (direction: LookDirection, isNegated: Bool)?
    if scanner.take("?") {
      if scanner.take(":") {
        look = nil
      } else if scanner.take("=") {
        look = (.ahead, false)
      } else if scanner.take("!") {
        look = (.ahead, true)
      } else if scanner.take("<") {
        if scanner.take("=") {
          look = (.behind, false)
        } else if scanner.take("!") {
          look = (.behind, true)
        } else {
          try groupName()
        }
      } else {
        try refuseGroup(openedAt: start)
      }
    }
    let node = try choice(depth: depth + 1)
    guard scanner.take(")") else { throw scanner.fault("`(` is not closed", at: start) }
    return look.map { .look($0.direction, node, isNegated: $0.isNegated) } ?? node
  }

  private mutating func groupName() throws(PatternFault) {
    let start = scanner.position
    var isEmpty = true
    while let next = scanner.peek(), next != ">" {
      guard next.properties.isXIDContinue || next == "$" else {
        throw scanner.fault("the name of a group is not closed")
      }
      isEmpty = false
      _ = scanner.next()
    }
    guard scanner.take(">"), !isEmpty else {
      throw scanner.fault("a group has no name", at: start)
    }
  }

  /// Other engines have more kinds of groups.
  private func refuseGroup(openedAt start: Int) throws(PatternFault) {
    switch scanner.peek() {
    case "i", "m", "s", "x", "u", "U", "d", "n", "J", "-", "^": throw .unsupported("inline flags")
    case ">": throw .unsupported("an atomic group")
    case "P", "'": throw .unsupported("this form of a named group")
    case "#": throw .unsupported("a comment")
    case "(", "|", "&", "+", "R", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9":
      throw .unsupported("this kind of group")
    default: throw scanner.fault("`(?` begins no kind of group", at: start)
    }
  }

  /// What a backslash outside of a class begins.
  private mutating func escape(at start: Int) throws(PatternFault) -> PatternNode {
    switch scanner.peek() {
    case "b": return condition(.wordBoundary)
    case "B": return condition(.noWordBoundary)
    case "A": return condition(.start)
    case "Z", "z": return condition(.end)
    case "1", "2", "3", "4", "5", "6", "7", "8", "9", "k":
      throw .unsupported("a back-reference")
    default: break
    }
    switch try scanner.escape(at: start) {
    case .point(let point): return .set(CodePointSet(point))
    case .set(let set): return .set(set)
    }
  }

  private mutating func condition(_ condition: PlaceCondition) -> PatternNode {
    _ = scanner.next()
    return .condition(condition)
  }
}

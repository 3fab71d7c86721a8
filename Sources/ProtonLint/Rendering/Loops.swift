/// The state behind `loop`, which works as Jinja's does: it looks one element ahead if it is asked.
struct LoopState {
  /// Where the elements come from, which are taken one by one.
  let iterator: Int
  /// The value that is looped over, if its length can be asked for.
  let whole: JinjaValue?
  let depth: Int
  /// For `{% for … recursive %}`: what `loop(…)` runs again.
  let recursion: Recursion?
  var index = -1
  var before: JinjaValue?
  var current: JinjaValue?
  /// The element behind the present one, if somebody has asked for it; nil in it if there is none.
  var ahead: JinjaValue??
  var length: Int?
  var lastChanged: [JinjaValue]?

  struct Recursion {
    let loop: JinjaLoop
    let scope: NameScope
    let activation: Int
    let printsEscaped: Escaping
  }
}

/// `{% for %}`.
extension Renderer {
  mutating func runLoop(_ loop: JinjaLoop) throws(JinjaFailure) {
    guard loop.isRecursive else {
      let value = try evaluateOrFault(loop.iterable)
      return try runRounds(of: loop, over: value, depth: 0, recursion: nil)
    }
    let value = try evaluateOrFault(loop.iterable)
    let recursion = LoopState.Recursion(
      loop: loop, scope: scope, activation: activation, printsEscaped: printsEscaped)
    let text = try runRecursively(recursion, over: value, depth: 0, at: loop.iterable.span)
    printParts(text, loop.tagSpan)
  }

  /// `loop(value)` in a recursive loop, and the first round of one.
  mutating func runRecursively(
    _ recursion: LoopState.Recursion, over value: JinjaValue, depth: Int, at span: Span
  ) throws(JinjaFailure) -> JinjaText {
    let before = printsEscaped
    printsEscaped = recursion.printsEscaped
    defer { printsEscaped = before }
    let context = activations[recursion.activation].context
    return try inActivation(of: recursion.activation, context: context, at: span) {
      (renderer) throws(JinjaFailure) in
      renderer.scope = recursion.scope
      let text = try renderer.captured { (renderer) throws(JinjaFailure) in
        try renderer.runRounds(of: recursion.loop, over: value, depth: depth, recursion: recursion)
      }
      return JinjaText(parts: text.parts, isMarkup: renderer.escapes)
    }
  }

  private mutating func runRounds(
    of loop: JinjaLoop, over value: JinjaValue, depth: Int, recursion: LoopState.Recursion?
  ) throws(JinjaFailure) {
    try spend(8, at: loop.tagSpan)
    var iterator = try iteratorOrFault(over: value, at: loop.iterable.span)
    let body = scope(at: loop.tagSpan, .body) { scope in
      scope.declareParameter("loop")
      scope.declareParameters(loop.target)
      scope.visit(loop.body)
    }
    if let filter = loop.filter {
      let scope = scope(at: loop.tagSpan, .filter) { scope in
        scope.declareParameters(loop.target)
        scope.load(filter)
      }
      iterator = try made(
        .filtered(
          filter, loop.target, scope, activation: activation, source: iterator), at: filter.span)
    }
    loops.append(
      LoopState(
        iterator: iterator, whole: loop.filter == nil ? value : nil, depth: depth,
        recursion: recursion))
    let number = loops.count - 1
    while !hasStopped, let element = try nextRound(of: number, at: loop.iterable.span) {
      try spendStep(at: loop.tagSpan)
      let outer = scope
      try assign(element, to: loop.target, of: body)
      store(.loop(number), in: VariableSlot(level: body.level, name: "loop"))
      enter(body)
      run(loop.body)
      leave(body)
      scope = outer
    }
    guard loops[number].index < 0, !hasStopped else { return }
    let otherwise = scope(at: loop.tagSpan, .otherwise) { $0.visit(loop.elseBody) }
    try inScope(otherwise) { $0.run(loop.elseBody) }
  }

  /// Assigns to names of a scope that is not entered yet.
  mutating func assign(
    _ value: JinjaValue, to target: JinjaTarget, of scope: NameScope
  ) throws(JinjaFailure) {
    let outer = self.scope
    self.scope = scope
    defer { self.scope = outer }
    try assign(value, to: target)
  }

  private mutating func nextRound(of number: Int, at span: Span) throws(JinjaFailure) -> JinjaValue?
  {
    let next: JinjaValue?
    if let ahead = loops[number].ahead {
      next = ahead
    } else {
      next = try self.next(of: loops[number].iterator, at: span)
    }
    loops[number].ahead = nil
    guard let next else { return nil }
    loops[number].index += 1
    loops[number].before = loops[number].current
    loops[number].current = next
    return next
  }

  private mutating func ahead(of number: Int, at span: Span) throws(JinjaFailure) -> JinjaValue? {
    if let ahead = loops[number].ahead { return ahead }
    let next = try self.next(of: loops[number].iterator, at: span)
    loops[number].ahead = .some(next)
    return next
  }

  mutating func length(ofLoop number: Int, at span: Span) throws(JinjaFailure) -> Int {
    if let length = loops[number].length { return length }
    let length: Int
    if let whole = loops[number].whole, let known = try knownLength(of: whole, at: span) {
      length = known
    } else {
      let rest = try drained(loops[number].iterator, at: span)
      iterators[loops[number].iterator] = IteratorState(.items(rest, 0))
      var isAhead = 0
      if case .some(.some) = loops[number].ahead { isAhead = 1 }
      length = rest.count + loops[number].index + 1 + isAhead
    }
    loops[number].length = length
    return length
  }

  mutating func attribute(
    _ name: String, ofLoop number: Int, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let index = loops[number].index
    switch name {
    case "index": return .integer(index + 1)
    case "index0": return .integer(index)
    case "revindex": return .integer(try length(ofLoop: number, at: span) - index)
    case "revindex0": return .integer(try length(ofLoop: number, at: span) - index - 1)
    case "first": return .bool(index == 0)
    case "last": return .bool(try ahead(of: number, at: span) == nil)
    case "length": return .integer(try length(ofLoop: number, at: span))
    case "depth": return .integer(loops[number].depth + 1)
    case "depth0": return .integer(loops[number].depth)
    case "previtem":
      guard index != 0, let before = loops[number].before else {
        return undefined(name, of: "loop")
      }
      return fresh(before)
    case "nextitem":
      return try ahead(of: number, at: span).map { fresh($0) } ?? undefined(name, of: "loop")
    case "cycle", "changed": return .function(.method(of: .loop(number), name: name))
    default: return undefined(name, of: "loop")
    }
  }

  /// `loop.cycle(…)` and `loop.changed(…)`
  mutating func callLoop(
    _ name: String, ofLoop number: Int, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    guard arguments.named.isEmpty else { throw wrongArguments(of: "loop.\(name)", span) }
    if name == "cycle" {
      guard !arguments.positional.isEmpty else { throw wrongArguments(of: "loop.cycle", span) }
      return arguments.positional[max(0, loops[number].index) % arguments.positional.count]
    }
    if let last = loops[number].lastChanged {
      let isSame = try isEqual(.tuple(last), .tuple(arguments.positional), at: span)
      guard !isSame else { return .bool(false) }
    }
    loops[number].lastChanged = arguments.positional
    return .bool(true)
  }
}

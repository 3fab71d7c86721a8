/// The variables of one call: of the template itself, a macro, a block, a recursive loop.
struct Activation {
  var values: [VariableSlot: JinjaValue] = [:]
  /// The call in which the macro was defined, whose variables it sees.
  let parent: Int?
  /// Where among ``Renderer/contexts`` names are looked up that nobody sets.
  let context: Int

  init(parent: Int?, context: Int) {
    self.parent = parent
    self.context = context
  }
}

/// A scope of a statement.
struct ScopeKey: Hashable {
  enum Part { case body, otherwise, filter }
  let start: Int
  let part: Part
}

/// Scopes, and the variables in them.
extension Renderer {
  mutating func scope(
    at span: Span, _ part: ScopeKey.Part, in parent: NameScope? = nil,
    _ fill: (NameScope) -> Void
  ) -> NameScope {
    let key = ScopeKey(start: span.start, part: part)
    if let known = knownScopes[key] { return known }
    let scope = NameScope(in: parent ?? self.scope)
    fill(scope)
    knownScopes[key] = scope
    return scope
  }

  mutating func enter(_ scope: NameScope) {
    for (slot, load) in scope.loads {
      switch load {
      case .parameter: break
      case .resolve(let name): activations[activation].values[slot] = contextValue(of: name)
      case .alias(let outer): activations[activation].values[slot] = value(in: outer)
      case .undefined: activations[activation].values[slot] = nil
      }
    }
    self.scope = scope
  }

  mutating func leave(_ scope: NameScope) {
    for slot in scope.loads.keys { activations[activation].values[slot] = nil }
    if let parent = scope.parent { self.scope = parent }
  }

  @discardableResult
  mutating func inScope<Result>(
    _ scope: NameScope, _ body: (inout Renderer) throws(JinjaFailure) -> Result
  ) throws(JinjaFailure) -> Result {
    enter(scope)
    defer { leave(scope) }
    return try body(&self)
  }

  /// Runs something with variables of its own.
  mutating func inActivation<Result>(
    of definer: Int?, context: Int, at span: Span,
    _ body: (inout Renderer) throws(JinjaFailure) -> Result
  ) throws(JinjaFailure) -> Result {
    do throws(JinjaFailure) {
      try checkDepth(at: span)
    } catch {
      // Going on would call the same again and again.
      hasStopped = true
      throw error
    }
    try spend(16, at: span)
    let before = (activation, scope, macros.count, loops.count)
    activations.append(Activation(parent: definer, context: context))
    activation = activations.count - 1
    callDepth += 1
    defer {
      // Nothing that was made in the call can ask for its variables any more.
      if macros.count == before.2, loops.count == before.3, activation == activations.count - 1 {
        activations.removeLast()
      }
      activation = before.0
      scope = before.1
      callDepth -= 1
    }
    return try body(&self)
  }

  /// The most calls inside of each other. Jinja ends somewhere between 150 and 330, as Python does.
  private static var callLimit: Int { 256 }

  /// How much of the stack, which has 8 MB, calls may take together. What one of them needs for its
  /// own statements and expressions fits into the rest.
  private static var stackLimit: UInt { 4 << 20 }

  /// Calls and iterators go down the stack, as deep as a template makes them.
  func checkDepth(at span: Span) throws(JinjaFailure) {
    let here = stackAddress()
    let used = stackBase > here ? stackBase - here : here - stackBase
    guard callDepth < Self.callLimit, used < Self.stackLimit else {
      throw JinjaFailure(
        kind: .limit, message: "calls are nested too deep here", span: span)
    }
  }

  mutating func store(_ value: JinjaValue, in slot: VariableSlot) {
    activations[activation].values[slot] = value
  }

  func value(in slot: VariableSlot) -> JinjaValue? {
    var number: Int? = activation
    while let current = number {
      if let value = activations[current].values[slot] { return value }
      number = activations[current].parent
    }
    return nil
  }

  private func contextValue(of name: String) -> JinjaValue? {
    if let value = contexts[activations[activation].context][name] ?? names.roots[name] {
      return value
    }
    switch name {
    case "range": return .function(.range)
    case "dict": return .function(.dict)
    case "namespace": return .function(.namespace)
    case "cycler": return .function(.cycler)
    case "joiner": return .function(.joiner)
    case "lipsum": return .function(.lipsum)
    default: return nil
    }
  }

  func value(ofName name: String) -> JinjaValue {
    let value =
      if let slot = scope.slot(of: name) { self.value(in: slot) } else { contextValue(of: name) }
    guard let value else {
      return .undefined(JinjaUndefined(name: name, reason: names.reason(forRoot: name)))
    }
    return fresh(value)
  }

  /// What the template itself sets is there for its blocks.
  mutating func export(_ target: JinjaTarget) {
    guard scope === rootScope else { return }
    switch target {
    case .name(let name, _): contexts[0][name] = value(ofName: name)
    case .tuple(let targets, _): for target in targets { export(target) }
    case .attribute: break
    }
  }

  func checkNamespaces(in target: JinjaTarget) throws(JinjaFailure) {
    switch target {
    case .name: break
    case .tuple(let targets, _): for target in targets { try checkNamespaces(in: target) }
    case .attribute(let base, let name, let span):
      guard case .namespace = value(ofName: base) else {
        throw JinjaFailure(
          kind: .failure, message: "`\(base)` is no namespace, so `\(name)` cannot be set on it",
          span: span)
      }
    }
  }

  mutating func assign(_ value: JinjaValue, to target: JinjaTarget) throws(JinjaFailure) {
    switch target {
    case .name(let name, _):
      if let slot = scope.slot(of: name) { store(value, in: slot) }
    case .attribute(let base, let name, let span):
      try checkNamespaces(in: target)
      guard case .namespace(let number) = self.value(ofName: base) else { return }
      namespaces[number].set(.text(name), try weighed(value, at: span))
    case .tuple(let targets, let span):
      let values = try unpack(value, into: targets.count, at: span)
      for (target, value) in zip(targets, values) { try assign(value, to: target) }
    }
  }

  /// As many values as there are targets; of a list whose length is not known, its elements.
  private mutating func unpack(
    _ value: JinjaValue, into count: Int, at span: Span
  ) throws(JinjaFailure) -> [JinjaValue] {
    if case .symbol(let list) = value, list.symbol.allowed == nil {
      return (0..<count).map { element($0, of: list) }
    }
    let values = try elements(of: value, at: span)
    guard values.count == count else {
      throw JinjaFailure(
        kind: .failure,
        message: "\(values.count) values cannot be unpacked into \(count) names", span: span)
    }
    return values
  }
}

/// A place on the stack near its present end.
@inline(never)
func stackAddress() -> UInt {
  var marker: UInt8 = 0
  return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
}

/// A macro, with what it sees.
struct MacroDefinition {
  let macro: JinjaMacro
  /// Nil for the body of a `call` block.
  let name: String?
  let scope: NameScope
  let activation: Int
  let printsEscaped: Escaping
  let takesCaller: Bool
  let takesNamed: Bool
  let takesMore: Bool

  var parameters: [String] { macro.parameters.map(\.name) }
}

/// Macros, `call` blocks and blocks that are printed by name.
extension Renderer {
  mutating func define(_ macro: JinjaMacro, isCaller: Bool = false) throws(JinjaFailure)
    -> JinjaValue
  {
    try spend(8, at: macro.span)
    let special = UndeclaredNames(among: ["caller", "kwargs", "varargs"], in: macro.body).found
    let parameters = Set(macro.parameters.map(\.name))
    let scope = scope(at: macro.span, .body) { scope in
      for parameter in macro.parameters { scope.declareParameter(parameter.name) }
      for parameter in macro.parameters { if let value = parameter.default { scope.load(value) } }
      scope.visit(macro.body)
      for name in special.sorted() where !parameters.contains(name) {
        scope.declareParameter(name)
      }
    }
    macros.append(
      MacroDefinition(
        macro: macro, name: isCaller ? nil : macro.name, scope: scope, activation: activation,
        printsEscaped: printsEscaped, takesCaller: special.contains("caller"),
        takesNamed: special.contains("kwargs") && !parameters.contains("kwargs"),
        takesMore: special.contains("varargs") && !parameters.contains("varargs")))
    return .function(.macro(macros.count - 1))
  }

  mutating func callBlock(
    _ macro: JinjaMacro, _ call: JinjaExpression
  ) throws(JinjaFailure) -> JinjaValue {
    let caller = try define(macro, isCaller: true)
    guard case .call(let callee, let arguments) = call.kind else { return try evaluate(call) }
    return try self.call(try evaluate(callee), arguments, caller: caller, at: call.span)
  }

  /// Calls a macro as Python calls a function of its parameters.
  mutating func callMacro(
    _ number: Int, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let definition = macros[number]
    let parameters = definition.parameters
    let name = definition.name ?? "caller"
    var named = arguments.named
    func take(_ name: String) -> JinjaValue? {
      named.firstIndex { $0.name == name }.map { named.remove(at: $0).value }
    }
    var values: [String: JinjaValue] = [:]
    for (parameter, value) in zip(parameters, arguments.positional) { values[parameter] = value }
    for parameter in parameters.dropFirst(arguments.positional.count) {
      values[parameter] = take(parameter)
    }
    if definition.takesCaller, !parameters.contains("caller") {
      let caller = take("caller")
      if case .some(.none) = caller {
        values["caller"] = nil
      } else {
        values["caller"] = caller
      }
    }
    if definition.takesNamed {
      var dict = JinjaDict()
      for (name, value) in named { dict.set(.text(name), value) }
      values["kwargs"] = owned(.dict(dict))
    } else if let unknown = named.first {
      throw JinjaFailure(
        kind: .failure, message: "macro `\(name)` has no parameter `\(unknown.name)`", span: span)
    }
    let more = Array(arguments.positional.dropFirst(parameters.count))
    if definition.takesMore {
      values["varargs"] = .tuple(more)
    } else if !more.isEmpty {
      throw JinjaFailure(
        kind: .failure, message: "macro `\(name)` takes at most \(parameters.count) arguments",
        span: span)
    }
    let text = try body(of: definition, with: values, at: span)
    return .string(JinjaText(parts: text.parts, isMarkup: escapes))
  }

  private mutating func body(
    of definition: MacroDefinition, with values: [String: JinjaValue], at span: Span
  ) throws(JinjaFailure) -> JinjaText {
    let context = activations[definition.activation].context
    let before = printsEscaped
    printsEscaped = definition.printsEscaped
    defer { printsEscaped = before }
    return try inActivation(of: definition.activation, context: context, at: span) {
      (renderer) throws(JinjaFailure) in
      for (name, value) in values {
        renderer.store(value, in: VariableSlot(level: definition.scope.level, name: name))
      }
      renderer.enter(definition.scope)
      for parameter in definition.macro.parameters where values[parameter.name] == nil {
        guard let value = parameter.default else { continue }
        renderer.store(
          try renderer.evaluate(value),
          in: VariableSlot(level: definition.scope.level, name: parameter.name))
      }
      return try renderer.capture(definition.macro.body)
    }
  }

  // MARK: Blocks

  mutating func runBlock(_ block: JinjaNamedBlock, at span: Span) throws(JinjaFailure) {
    guard !block.isRequired else {
      throw JinjaFailure(
        kind: .failure, message: "block `\(block.name)` is required, and nobody fills it",
        span: span)
    }
    var context = activations[activation].context
    if block.isScoped {
      var derived = contexts[context]
      for name in scope.storedNames {
        if let slot = scope.slot(of: name), let value = value(in: slot) { derived[name] = value }
      }
      try spend(16 + derived.count, at: span)
      contexts.append(derived)
      context = contexts.count - 1
    }
    try runBlockBody(block.name, context: context, at: span)
  }

  /// `self.name()`
  mutating func callNamedBlock(_ name: String, at span: Span) throws(JinjaFailure) -> JinjaValue {
    let context = activations[activation].context
    let text = try captured { (renderer) throws(JinjaFailure) in
      try renderer.runBlockBody(name, context: context, at: span)
    }
    return .string(JinjaText(parts: text.parts, isMarkup: escapes))
  }

  private mutating func runBlockBody(
    _ name: String, context: Int, at span: Span
  ) throws(JinjaFailure) {
    guard let statement = blocks[name], case .block(_, let body) = statement.kind else { return }
    let key = ScopeKey(start: statement.span.start, part: .body)
    let scope: NameScope
    if let known = knownScopes[key] {
      scope = known
    } else {
      scope = NameScope(in: nil)
      for special in UndeclaredNames(among: ["self", "super"], in: body).found.sorted() {
        scope.declareParameter(special)
      }
      scope.visit(body)
      knownScopes[key] = scope
    }
    let before = printsEscaped
    printsEscaped = Escaping()
    defer { printsEscaped = before }
    try inActivation(of: nil, context: context, at: span) { (renderer) throws(JinjaFailure) in
      renderer.store(.template, in: VariableSlot(level: 0, name: "self"))
      renderer.enter(scope)
      renderer.run(body)
    }
  }
}

/// What Jinja finds as it compiles a template, wherever in it that stands.
extension Renderer {
  /// With concrete inputs alone: with symbols, each fault is reported where a path comes to it.
  func checkNames() throws(JinjaFailure) {
    guard names.isConcrete else { return }
    var check = CompiledCheck()
    check.visit(template.body, isSoft: false)
    if let failure = check.failure { throw failure }
  }
}

private struct CompiledCheck {
  var failure: JinjaFailure?
  private var blocks: Set<String> = []

  /// - Parameter isSoft: Whether an `if` stands around: unknown names are found when it runs, then.
  mutating func visit(_ statements: [JinjaStatement], isSoft: Bool) {
    for statement in statements where failure == nil { visit(statement, isSoft: isSoft) }
  }

  private mutating func visit(_ statement: JinjaStatement, isSoft: Bool) {
    switch statement.kind {
    case .text, .newline, .unsupported: break
    case .output(let value), .set(_, let value): check(value, isSoft: isSoft)
    case .if(let ways):
      for way in ways {
        if let condition = way.condition { check(condition, isSoft: true) }
        visit(way.body, isSoft: true)
      }
    case .for(let loop):
      check(loop.iterable, isSoft: isSoft)
      if let filter = loop.filter { check(filter, isSoft: false) }
      // Jinja gives `loop` to the body, and nothing else may.
      if assignsLoop(statement) {
        fail("`loop` cannot be assigned to inside of a loop", loop.tagSpan)
      }
      visit(loop.body, isSoft: false)
      visit(loop.elseBody, isSoft: false)
    case .setBlock(_, let filters, let body), .filterBlock(let filters, let body):
      check(filters, isSoft: false)
      visit(body, isSoft: false)
    case .with(let bindings, let body):
      for binding in bindings { check(binding.value, isSoft: isSoft) }
      visit(body, isSoft: false)
    case .block(let block, let body):
      if !blocks.insert(block.name).inserted {
        fail("block `\(block.name)` is defined twice", statement.span)
      }
      visit(body, isSoft: false)
    case .autoescape(_, let body): visit(body, isSoft: false)
    case .macro(let macro): visit(macro)
    case .call(let macro, let call):
      visit(macro)
      check(call, isSoft: isSoft)
    }
  }

  private mutating func visit(_ macro: JinjaMacro) {
    if let caller = macro.parameters.first(where: { $0.name == "caller" }), caller.default == nil,
      !UndeclaredNames(among: ["caller"], in: macro.body).found.isEmpty
    {
      fail("the parameter `caller` needs a default", macro.span)
    }
    for parameter in macro.parameters {
      if let value = parameter.default { check(value, isSoft: false) }
    }
    visit(macro.body, isSoft: false)
  }

  private mutating func check(_ expression: JinjaExpression, isSoft: Bool) {
    guard failure == nil else { return }
    var isSoft = isSoft
    switch expression.kind {
    case .conditional: isSoft = true
    case .filter(_, let filter) where !isSoft: check(filter)
    case .test(_, let name, let nameSpan, _, _) where !isSoft && !JinjaTests.all.contains(name):
      failure = JinjaFailure(
        kind: .unknownTest(name), message: "there is no test `\(name)`", span: nameSpan)
    case .call(_, let arguments): checkRepetition(arguments, expression.span)
    case .hugeInteger: break
    default: break
    }
    for child in expression.children { check(child, isSoft: isSoft) }
  }

  private mutating func check(_ filters: [JinjaFilterCall], isSoft: Bool) {
    for filter in filters {
      check(filter)
      for argument in filter.arguments.expressions { check(argument, isSoft: isSoft) }
    }
  }

  private mutating func check(_ filter: JinjaFilterCall) {
    checkRepetition(filter.arguments, filter.nameSpan)
    guard !JinjaFilters.builtIn.contains(filter.name), !JinjaFilters.proton.contains(filter.name)
    else { return }
    failure = JinjaFailure(
      kind: .unknownFilter(filter.name), message: "there is no filter `\(filter.name)`",
      span: filter.nameSpan)
  }

  private mutating func checkRepetition(_ arguments: JinjaArguments, _ span: Span) {
    if Set(arguments.named.map(\.name)).count < arguments.named.count {
      fail("an argument is given twice", span)
    }
  }

  private mutating func fail(_ message: String, _ span: Span) {
    if failure == nil { failure = JinjaFailure(kind: .failure, message: message, span: span) }
  }

  private func assignsLoop(_ loop: JinjaStatement) -> Bool {
    func names(_ target: JinjaTarget) -> Bool {
      switch target {
      case .name(let name, _): name == "loop"
      case .tuple(let targets, _): targets.contains(where: names)
      case .attribute: false
      }
    }
    var isFound = false
    loop.walk { statement in
      switch statement.kind {
      case .for(let loop): isFound = isFound || names(loop.target)
      case .set(let target, _), .setBlock(let target, _, _): isFound = isFound || names(target)
      case .with(let bindings, _): isFound = isFound || bindings.contains { names($0.target) }
      default: break
      }
    }
    return isFound
  }
}

extension JinjaExpression {
  /// Whether no name and no call has a part in it, so that Jinja works it out as it compiles.
  var isConstant: Bool {
    var isConstant = true
    walk { part in
      switch part.kind {
      case .name, .call: isConstant = false
      case .filter(_, let filter)
      where ["map", "select", "selectattr", "reject", "rejectattr", "random"].contains(filter.name):
        isConstant = false
      default: break
      }
    }
    return isConstant
  }

  /// Constant, without filters and tests.
  var isLiteral: Bool {
    var isLiteral = true
    walk { part in
      switch part.kind {
      case .name, .call, .filter, .test: isLiteral = false
      default: break
      }
    }
    return isLiteral
  }
}

extension JinjaTemplate {
  /// Visits every expression, nested ones included, those in dead branches as well.
  ///
  /// An expression comes before its parts, and all come in the order of the text.
  public func walkExpressions(_ visit: (JinjaExpression) -> Void) {
    for statement in body { statement.walk(statements: { _ in }, expressions: visit) }
  }

  /// Visits every statement, the outer ones before those inside of them.
  public func walkStatements(_ visit: (JinjaStatement) -> Void) {
    for statement in body { statement.walk(statements: visit, expressions: { _ in }) }
  }
}

extension JinjaExpression {
  /// Visits this expression and all of its parts.
  public func walk(_ visit: (JinjaExpression) -> Void) {
    visit(self)
    for child in children { child.walk(visit) }
  }

  /// The expressions that this one is directly made of, in the order of the text.
  public var children: [JinjaExpression] {
    switch kind {
    case .none, .bool, .integer, .hugeInteger, .float, .string, .name: []
    case .list(let items), .tuple(let items), .concatenation(let items): items
    case .dict(let entries): entries.flatMap { [$0.key, $0.value] }
    case .attribute(let base, _, _): [base]
    case .item(let base, let index): [base, index]
    case .slice(let base, let start, let stop, let step):
      [base] + [start, stop, step].compactMap { $0 }
    case .call(let callee, let arguments): [callee] + arguments.expressions
    case .filter(let operand, let filter): [operand] + filter.arguments.expressions
    case .test(let operand, _, _, let arguments, _): [operand] + arguments.expressions
    case .unary(_, let operand), .not(let operand): [operand]
    case .binary(_, let left, let right), .and(let left, let right), .or(let left, let right):
      [left, right]
    case .comparison(let first, let steps): [first] + steps.map(\.operand)
    case .conditional(let then, let condition, let otherwise):
      [then, condition] + [otherwise].compactMap { $0 }
    }
  }
}

extension JinjaArguments {
  /// All values, in the order of the text.
  public var expressions: [JinjaExpression] {
    let all = positional + named.map(\.value) + [spread, spreadNamed].compactMap { $0 }
    return all.sorted { $0.span < $1.span }
  }
}

extension JinjaStatement {
  /// Visits this statement, and what is in it in the order of the text.
  fileprivate func walk(
    statements visit: (JinjaStatement) -> Void,
    expressions visitExpression: (JinjaExpression) -> Void
  ) {
    func walkAll(_ expressions: [JinjaExpression]) {
      for expression in expressions { expression.walk(visitExpression) }
    }
    func walkBody(_ body: [JinjaStatement]) {
      for statement in body { statement.walk(statements: visit, expressions: visitExpression) }
    }
    visit(self)
    switch kind {
    case .text, .newline, .unsupported:
      break
    case .output(let value), .set(_, let value):
      walkAll([value])
    case .if(let branches):
      for branch in branches {
        walkAll([branch.condition].compactMap { $0 })
        walkBody(branch.body)
      }
    case .for(let loop):
      walkAll([loop.iterable] + [loop.filter].compactMap { $0 })
      walkBody(loop.body)
      walkBody(loop.elseBody)
    case .setBlock(_, let filters, let body), .filterBlock(let filters, let body):
      walkAll(filters.flatMap(\.arguments.expressions))
      walkBody(body)
    case .with(let bindings, let body):
      walkAll(bindings.map(\.value))
      walkBody(body)
    case .macro(let macro):
      walkAll(macro.parameters.compactMap(\.default))
      walkBody(macro.body)
    case .call(let macro, let call):
      walkAll(macro.parameters.compactMap(\.default) + [call])
      walkBody(macro.body)
    case .scope(_, let body):
      walkBody(body)
    }
  }
}

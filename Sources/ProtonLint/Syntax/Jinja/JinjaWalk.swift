extension JinjaTemplate {
  /// Visits every expression, nested ones included, those in dead branches as well.
  ///
  /// An expression comes before its parts, and all come in the order of the text.
  public func walkExpressions(_ visit: (JinjaExpression) -> Void) {
    for statement in body { statement.walkExpressions(visit) }
  }

  /// Visits every statement, the outer ones before those inside of them.
  public func walkStatements(_ visit: (JinjaStatement) -> Void) {
    for statement in body { statement.walk(visit) }
  }
}

extension JinjaStatement {
  /// Visits this statement and those inside of it.
  public func walk(_ visit: (JinjaStatement) -> Void) {
    visit(self)
    for body in bodies {
      for statement in body { statement.walk(visit) }
    }
  }

  /// The bodies of a block in the order of the text.
  public var bodies: [[JinjaStatement]] {
    switch kind {
    case .text, .newline, .output, .set, .unsupported: []
    case .if(let branches): branches.map(\.body)
    case .for(let loop): [loop.body, loop.elseBody]
    case .setBlock(_, _, let body), .with(_, let body), .filterBlock(_, let body),
      .block(_, let body), .autoescape(_, let body):
      [body]
    case .macro(let macro), .call(let macro, _): [macro.body]
    }
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
  fileprivate func walkExpressions(_ visit: (JinjaExpression) -> Void) {
    if case .if(let branches) = kind {
      for branch in branches {
        branch.condition?.walk(visit)
        for statement in branch.body { statement.walkExpressions(visit) }
      }
      return
    }
    for expression in headExpressions { expression.walk(visit) }
    for body in bodies {
      for statement in body { statement.walkExpressions(visit) }
    }
  }

  /// The expressions in the tag itself. Those of an `if` stand with its branches.
  private var headExpressions: [JinjaExpression] {
    switch kind {
    case .text, .newline, .unsupported, .if, .block: []
    case .output(let value), .set(_, let value), .autoescape(let value, _): [value]
    case .for(let loop): [loop.iterable] + [loop.filter].compactMap { $0 }
    case .setBlock(_, let filters, _), .filterBlock(let filters, _):
      filters.flatMap(\.arguments.expressions)
    case .with(let bindings, _): bindings.map(\.value)
    case .macro(let macro): macro.parameters.compactMap(\.default)
    case .call(let macro, let call): macro.parameters.compactMap(\.default) + [call]
    }
  }
}

/// How a run goes on behind a fault, so that one fault hides no other. With concrete inputs it stops.
extension Renderer {
  /// Whether a condition holds. Where it cannot be evaluated, both ways are followed.
  mutating func holdsOrFaults(_ condition: JinjaExpression) throws(JinjaFailure) -> Bool {
    do {
      return try holds(condition)
    } catch {
      try goOn(behind: error)
      return decide(expression(condition.span), at: condition.span)
    }
  }

  /// The value of an expression; where it has none, a symbol that stands for the fault.
  mutating func evaluateOrFault(
    _ expression: JinjaExpression
  ) throws(JinjaFailure) -> JinjaValue {
    do {
      return try evaluate(expression)
    } catch {
      try goOn(behind: error)
      return .symbol(JinjaSymbol(symbol: fault(expression.span)))
    }
  }

  func fault(_ span: Span) -> Symbol {
    Symbol(source: .fault, expression: source(of: span))
  }

  mutating func goOn(behind failure: JinjaFailure) throws(JinjaFailure) {
    guard !names.isConcrete, !hasStopped else { throw failure }
    record(failure)
  }
}

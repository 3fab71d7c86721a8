import ProtonLint

/// An expression as one line without places, in the form that the oracle writes as well.
func shape(_ expression: JinjaExpression?) -> String {
  guard let expression else { return "-" }
  switch expression.kind {
  case .none: return "none"
  case .bool(let value): return "\(value)"
  case .integer(let value): return "\(value)"
  case .hugeInteger(let digits): return digits
  case .float(let value): return "float:\(value.bitPattern)"
  case .string(let value):
    return "string:" + value.unicodeScalars.map { String($0.value) }.joined(separator: ",")
  case .name(let name): return "name:\(name)"
  case .list(let items): return form("List", items.map(shape))
  case .tuple(let items): return form("Tuple", items.map(shape))
  case .dict(let entries):
    return form("Dict", entries.flatMap { [shape($0.key), shape($0.value)] })
  case .attribute(let base, let name, _): return form("Getattr", [shape(base), name])
  case .item(let base, let index): return form("Getitem", [shape(base), subscriptShape(index)])
  case .slice(let base, let start, let stop, let step):
    return form("Getitem", [shape(base), form("Slice", [start, stop, step].map(shape))])
  case .call(let callee, let arguments): return form("Call", [shape(callee), shape(arguments)])
  case .filter(let operand, let filter):
    return form("Filter", [shape(operand), filter.name, shape(filter.arguments)])
  case .test(let operand, let name, _, let arguments, let isNegated):
    let test = form("Test", [shape(operand), name, shape(arguments)])
    return isNegated ? form("Not", [test]) : test
  case .unary(let sign, let operand): return form(sign == .minus ? "Neg" : "Pos", [shape(operand)])
  case .binary(let binary, let left, let right):
    return form(binary.rawValue, [shape(left), shape(right)])
  case .comparison(let first, let steps):
    return form(
      "Compare", [shape(first)] + steps.flatMap { [$0.relation.rawValue, shape($0.operand)] })
  case .and(let left, let right): return form("And", [shape(left), shape(right)])
  case .or(let left, let right): return form("Or", [shape(left), shape(right)])
  case .not(let operand): return form("Not", [shape(operand)])
  case .concatenation(let parts): return form("Concat", parts.map(shape))
  case .conditional(let then, let condition, let otherwise):
    return form("CondExpr", [shape(condition), shape(then), shape(otherwise)])
  }
}

private func form(_ name: String, _ parts: [String]) -> String {
  "(" + ([name] + parts).joined(separator: " ") + ")"
}

private func shape(_ arguments: JinjaArguments) -> String {
  form(
    "args",
    arguments.positional.map(shape) + arguments.named.map { "\($0.name)=\(shape($0.value))" }
      + [shape(arguments.spread), shape(arguments.spreadNamed)])
}

/// A subscript; slices among several are kept as slices of nothing.
private func subscriptShape(_ index: JinjaExpression) -> String {
  guard case .tuple(let items) = index.kind else { return shape(index) }
  return form(
    "Tuple",
    items.map { item in
      guard case .slice(let base, let start, let stop, let step) = item.kind, base.span.count == 0
      else { return shape(item) }
      return form("Slice", [start, stop, step].map(shape))
    })
}

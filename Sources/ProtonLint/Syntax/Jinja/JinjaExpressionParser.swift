/// Expressions: operators, from the loosest to the tightest.
///
/// What recursion passes through only now and then is not inlined, here and for operands: each
/// level of nesting would otherwise need the stack of all ways through it.
extension JinjaTagParser {
  /// How tightly an operator binds. All of them group to the left, `**` included.
  private enum Precedence: Int {
    case or, and, not, comparison, sum, concatenation, product, power, operand

    var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .operand }
  }

  private enum Operator {
    case or, and, compare(JinjaExpression.ComparisonOperator), concatenate
    case binary(JinjaExpression.BinaryOperator)

    var precedence: Precedence {
      switch self {
      case .or: .or
      case .and: .and
      case .compare: .comparison
      case .concatenate: .concatenation
      case .binary(.add), .binary(.subtract): .sum
      case .binary(.power): .power
      case .binary: .product
      }
    }
  }

  /// - Parameter conditional: Whether `a if b` is one expression. After `if` and `in` it is not.
  mutating func expression(conditional: Bool = true) throws(JinjaFault) -> Subtree {
    var result = try operation(.or)
    while conditional, skip("if") {
      let condition = try operation(.or)
      let otherwise = skip("else") ? try alternative() : nil
      result = try node(
        .conditional(
          then: result.expression, condition: condition.expression,
          otherwise: otherwise?.expression),
        span(from: result.span.start), above: [result, condition, otherwise])
    }
    return result
  }

  /// What stands behind `else`.
  private mutating func alternative() throws(JinjaFault) -> Subtree {
    try enter()
    defer { leave() }
    return try expression()
  }

  /// Operands with operators between them that bind at least as tightly as the loosest.
  ///
  /// Every way back to here counts as a level, since all recursion but that of `else` comes by.
  private mutating func operation(_ loosest: Precedence) throws(JinjaFault) -> Subtree {
    try enter()
    defer { leave() }
    // To the right of a comparison or an arithmetic operator, `not` is a name like any other.
    var left =
      loosest.rawValue <= Precedence.not.rawValue && at("not") ? try negation() : try unary()
    while let found = currentOperator, found.precedence.rawValue >= loosest.rawValue {
      switch found {
      case .compare:
        left = try comparison(left)
      case .concatenate:
        left = try concatenation(left)
      case .or, .and, .binary:
        advance()
        let right = try operation(found.precedence.tighter)
        let kind: JinjaExpression.Kind =
          switch found {
          case .or: .or(left.expression, right.expression)
          case .binary(let binary): .binary(binary, left.expression, right.expression)
          default: .and(left.expression, right.expression)
          }
        left = try node(kind, span(from: left.span.start), above: [left, right])
      }
    }
    return left
  }

  private var currentOperator: Operator? {
    switch current.kind {
    case .plus: .binary(.add)
    case .minus: .binary(.subtract)
    case .multiply: .binary(.multiply)
    case .divide: .binary(.divide)
    case .floorDivide: .binary(.floorDivide)
    case .modulo: .binary(.modulo)
    case .power: .binary(.power)
    case .tilde: .concatenate
    case .equal: .compare(.equal)
    case .notEqual: .compare(.notEqual)
    case .less: .compare(.less)
    case .lessOrEqual: .compare(.lessOrEqual)
    case .greater: .compare(.greater)
    case .greaterOrEqual: .compare(.greaterOrEqual)
    case .name where at("or"): .or
    case .name where at("and"): .and
    case .name where at("in"): .compare(.isIn)
    case .name where at("not") && isWord(following, "in"): .compare(.isNotIn)
    default: nil
    }
  }

  @inline(never)
  private mutating func negation() throws(JinjaFault) -> Subtree {
    var starts: [Int] = []
    while at("not") {
      starts.append(current.start)
      advance()
    }
    var result = try operation(.comparison)
    for start in starts.reversed() {
      result = try node(.not(result.expression), span(from: start), above: [result])
    }
    return result
  }

  @inline(never)
  private mutating func comparison(_ first: Subtree) throws(JinjaFault) -> Subtree {
    var steps: [JinjaComparison] = []
    var height = first.height
    while case .compare(let relation) = currentOperator {
      if relation == .isNotIn { advance() }
      advance()
      let operand = try operation(.sum)
      steps.append(JinjaComparison(relation: relation, operand: operand.expression))
      height = max(height, operand.height)
    }
    return try node(
      .comparison(first.expression, steps), span(from: first.span.start), above: height)
  }

  @inline(never)
  private mutating func concatenation(_ first: Subtree) throws(JinjaFault) -> Subtree {
    var parts = [first.expression]
    var height = first.height
    while skip(.tilde) {
      let part = try operation(.product)
      parts.append(part.expression)
      height = max(height, part.height)
    }
    return try node(.concatenation(parts), span(from: first.span.start), above: height)
  }

  /// A signed operand with the filters and tests behind it: `-a|f` filters `-a`.
  @inline(never)
  private mutating func unary() throws(JinjaFault) -> Subtree {
    var signs: [(sign: JinjaExpression.UnaryOperator, start: Int)] = []
    while at(.minus) || at(.plus) {
      signs.append((at(.minus) ? .minus : .plus, current.start))
      advance()
    }
    var result = try postfix(try primary())
    for (sign, start) in signs.reversed() {
      result = try node(.unary(sign, result.expression), span(from: start), above: [result])
    }
    return try filtersAndTests(result)
  }
}

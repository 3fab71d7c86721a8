/// Jinja's built-in tests.
public enum JinjaTests {
  /// Source: the list of built-in tests in the documentation of Jinja 3.1.
  public static let all: Set<String> = [
    "boolean", "callable", "defined", "divisibleby", "eq", "equalto", "==", "escaped", "even",
    "false", "filter", "float", "ge", ">=", "gt", "greaterthan", ">", "in", "integer", "iterable",
    "le", "<=", "lower", "lt", "<", "lessthan", "mapping", "ne", "!=", "none", "number", "odd",
    "sameas", "sequence", "string", "test", "true", "undefined", "upper",
  ]

  /// Those that ask for the type of a value and nothing else.
  fileprivate static let ofTypes: Set<String> = [
    "boolean", "callable", "escaped", "false", "float", "integer", "mapping", "none", "number",
    "sameas", "sequence", "string", "true",
  ]

  fileprivate static let comparisons: [String: JinjaExpression.ComparisonOperator] = [
    "eq": .equal, "equalto": .equal, "==": .equal, "ne": .notEqual, "!=": .notEqual,
    "lt": .less, "lessthan": .less, "<": .less, "le": .lessOrEqual, "<=": .lessOrEqual,
    "gt": .greater, "greaterthan": .greater, ">": .greater, "ge": .greaterOrEqual,
    ">=": .greaterOrEqual, "in": .isIn,
  ]
}

extension Renderer {
  mutating func test(
    _ value: JinjaValue, _ name: String, _ call: JinjaArguments, at span: Span, nameSpan: Span,
    whole: JinjaExpression
  ) throws(JinjaFailure) -> Predicate {
    guard JinjaTests.all.contains(name) else {
      throw JinjaFailure(
        kind: .unknownTest(name), message: "there is no test `\(name)`", span: nameSpan)
    }
    if name == "defined" { return definedness(of: value) }
    if name == "undefined" { return definedness(of: value).negated }
    if JinjaTests.ofTypes.contains(name) {
      // Tests of the type take what is undefined as any other type.
      if case .undefined = value { return .known(name == "callable") }
      if case .symbol(var symbol) = value, let presence = symbol.presence {
        symbol.presence = nil
        let present = try test(
          .symbol(symbol), name, call, at: span, nameSpan: nameSpan, whole: whole)
        return .deciding(
          presence, [(["set"], present), (["not set"], .known(name == "callable"))])
      }
    }
    let operand = try required(value, at: span)
    if let choice = pointwise(operand), JinjaTests.comparisons[name] == nil {
      return try predicate(over: choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.test(value, name, call, at: span, nameSpan: nameSpan, whole: whole)
      }
    }
    let arguments = try arguments(call)
    if let relation = JinjaTests.comparisons[name], let other = arguments.positional.first {
      return try compareValues(operand, relation, other, at: whole.span)
    }
    if name == "none" {
      if case .none = operand { return .known(true) }
      if symbols(in: operand).isEmpty { return .known(false) }
      if case .symbol(let symbol) = operand, symbol.shape?.isNullable != true {
        return .known(false)
      }
    }
    if name == "true" || name == "false" {
      if case .symbol(let symbol) = operand, symbol.symbol.type == .boolean,
        let subject = names.subject(of: symbol.symbol)
      {
        return .atom(subject, [name])
      }
    }
    if let known = try testKnown(operand, name, arguments, at: span) { return .known(known) }
    return expression(whole.span)
  }

  private func definedness(of value: JinjaValue) -> Predicate {
    switch value {
    case .undefined: return .known(false)
    case .choice(let choice):
      return .deciding(
        choice.subject, choice.alternatives.map { ($0.outcomes, definedness(of: $0.value)) })
    case .symbol(let symbol):
      if let presence = symbol.presence {
        let left = path.outcomes(of: presence)
        return left.count == 1 ? .known(left == ["set"]) : .atom(presence, ["set"])
      }
      if symbol.symbol.source == .derived || isOutput(symbol.symbol.source) {
        return expression(named: "\(symbol.symbol.expression) is defined")
      }
      return .known(true)
    case .object(let object) where object.isOfComponents: return expression(named: object.name)
    default: return .known(true)
    }
  }

  private func isOutput(_ source: Symbol.Source) -> Bool {
    switch source {
    case .environmentOutput, .instanceOutput: true
    default: false
    }
  }

  /// What a test says of a known value, or of the type of a symbol; nil where neither tells.
  private func testKnown(
    _ value: JinjaValue, _ name: String, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> Bool? {
    if case .symbol(let symbol) = value, let type = symbol.symbol.type {
      switch name {
      case "string": return type == .string
      case "boolean": return type == .boolean
      case "integer": return type == .number ? nil : type == .integer
      case "number": return type == .number || type == .integer || type == .boolean
      case "float": return type == .number ? nil : false
      case "mapping": return type == .map
      case "iterable", "sequence": return type == .list || type == .map || type == .string
      case "callable": return false
      default: return nil
      }
    }
    guard symbols(in: value).isEmpty else { return nil }
    switch name {
    case "boolean": if case .bool = value { return true } else { return false }
    case "string": if case .string = value { return true } else { return false }
    case "integer": if case .integer = value { return true } else { return false }
    case "float": if case .float = value { return true } else { return false }
    case "number": return value.number != nil
    case "true": if case .bool(true) = value { return true } else { return false }
    case "false": if case .bool(false) = value { return true } else { return false }
    case "none": return false
    case "mapping": if case .dict = value { return true } else { return false }
    case "iterable", "sequence":
      switch value {
      case .list, .tuple, .dict, .string: return true
      case .lazy(let lazy): return name == "iterable" || lazy.kind == .range
      case .loop: return name == "iterable"
      default: return false
      }
    case "callable":
      switch value {
      case .function, .loop: return true
      default: return false
      }
    case "even", "odd":
      if case .float(let number) = value {
        let remainder = number.truncatingRemainder(dividingBy: 2).magnitude
        return remainder == (name == "even" ? 0 : 1)
      }
      guard let integer = value.integer else {
        // A text is a format for the `%` that the test calculates with.
        if case .string = value { throw notEvaluated("this test of a text", span) }
        throw JinjaFailure(kind: .failure, message: "this is no integer", span: span)
      }
      return (integer % 2 == 0) == (name == "even")
    case "divisibleby":
      guard let integer = value.integer, let divisor = arguments.positional.first?.integer,
        divisor != 0
      else {
        switch value {
        case .float, .string: throw notEvaluated("this test", span)
        default: break
        }
        throw JinjaFailure(kind: .failure, message: "this cannot be divided", span: span)
      }
      return integer.isMultiple(of: divisor)
    case "lower", "upper":
      guard let known = try text(of: value, at: span).known else { return nil }
      let cased = known.unicodeScalars.filter(\.properties.isCased)
      return !cased.isEmpty
        && cased.allSatisfy { scalar in
          name == "lower" ? scalar.properties.isLowercase : scalar.properties.isUppercase
        }
    case "filter": return try text(of: value, at: span).known.map(JinjaFilters.builtIn.contains)
    case "test": return try text(of: value, at: span).known.map(JinjaTests.all.contains)
    case "escaped": return false
    default: return nil
    }
  }
}

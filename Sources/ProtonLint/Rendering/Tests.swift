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
    try checkTest(name, at: nameSpan)
    let arguments = try arguments(call, mayBeUndefined: names.isConcrete)
    return try test(value, name, arguments, at: span, nameSpan: nameSpan, whole: whole.span)
  }

  func checkTest(_ name: String, at span: Span) throws(JinjaFailure) {
    guard !JinjaTests.all.contains(name) else { return }
    throw JinjaFailure(
      kind: .unknownTest(name), message: "there is no test `\(name)`", span: span)
  }

  mutating func test(
    _ value: JinjaValue, _ name: String, _ arguments: EvaluatedArguments, at span: Span,
    nameSpan: Span, whole: Span
  ) throws(JinjaFailure) -> Predicate {
    try checkTest(name, at: nameSpan)
    let other = try other(arguments, of: name, at: whole)
    if name == "defined" { return definedness(of: value) }
    if name == "undefined" { return definedness(of: value).negated }
    if JinjaTests.ofTypes.contains(name) {
      // Tests of the type take what is undefined as any other type.
      if case .undefined = value { return .known(name == "callable") }
      if case .symbol(var symbol) = value, let presence = symbol.presence {
        symbol.presence = nil
        let present = try test(
          .symbol(symbol), name, arguments, at: span, nameSpan: nameSpan, whole: whole)
        return .deciding(
          presence, [(["set"], present), (["not set"], .known(name == "callable"))])
      }
    }
    let operand = try required(value, at: span)
    if let choice = pointwise(operand), JinjaTests.comparisons[name] == nil {
      return try predicate(over: choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.test(value, name, arguments, at: span, nameSpan: nameSpan, whole: whole)
      }
    }
    if let relation = JinjaTests.comparisons[name], let other {
      return try compareValues(operand, relation, try required(other, at: whole), at: whole)
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
    if let known = try testKnown(operand, name, other, at: span) { return .known(known) }
    return expression(whole)
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

  /// The one argument that some tests take.
  private func other(
    _ arguments: EvaluatedArguments, of name: String, at span: Span
  ) throws(JinjaFailure) -> JinjaValue? {
    let parameters: [String]
    switch name {
    case "divisibleby": parameters = ["num"]
    case "sameas": parameters = ["other"]
    case "in": parameters = ["seq"]
    default: parameters = JinjaTests.comparisons[name] == nil ? [] : ["b"]
    }
    let given = try arguments.bound(
      to: parameters, required: parameters.count,
      positionalOnly: parameters == ["b"] ? 1 : 0, of: name, at: span)
    return parameters.first.flatMap { given[$0] }
  }

  /// What a test says of a known value, or of the type of a symbol; nil where neither tells.
  private mutating func testKnown(
    _ value: JinjaValue, _ name: String, _ other: JinjaValue?, at span: Span
  ) throws(JinjaFailure) -> Bool? {
    if case .symbol(let symbol) = value, let type = symbol.symbol.type {
      return testType(type, name)
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
    case "sameas": return try isSame(value, other ?? .none, at: span)
    case "escaped": if case .string(let text) = value { return text.isMarkup } else { return false }
    case "iterable":
      switch value {
      case .list, .tuple, .group, .dict, .string, .lazy, .iterator, .loop: return true
      default: return false
      }
    case "sequence":
      switch value {
      case .list, .tuple, .group, .dict, .string: return true
      case .lazy(let lazy): return lazy.isRange
      default: return false
      }
    case "callable":
      switch value {
      case .function, .loop, .joiner: return true
      default: return false
      }
    case "even", "odd", "divisibleby":
      let divisor = name == "divisibleby" ? try required(other ?? .none, at: span) : .integer(2)
      let rest = try combine(value, .modulo, divisor, at: span)
      return try isEqual(rest, .integer(name == "odd" ? 1 : 0), at: span)
    case "lower", "upper":
      guard let known = try text(of: value, at: span).known else { return nil }
      return PythonString.isTrue("is" + name, of: known)
    case "filter", "test":
      guard let key = key(of: value) else { throw unhashable(span) }
      guard case .text(let text) = key else { return false }
      return name == "filter"
        ? JinjaFilters.builtIn.contains(text) : JinjaTests.all.contains(text)
    default: return nil
    }
  }

  private func testType(_ type: Symbol.ValueType, _ name: String) -> Bool? {
    switch name {
    case "string": type == .string
    case "boolean": type == .boolean
    case "integer": type == .number ? nil : type == .integer
    case "number": type == .number || type == .integer || type == .boolean
    case "float": type == .number ? nil : false
    case "mapping": type == .map
    case "iterable", "sequence": type == .list || type == .map || type == .string
    case "callable": false
    default: nil
    }
  }

  /// Whether two values are one object to Python, as far as that is up to the language.
  private mutating func isSame(
    _ value: JinjaValue, _ other: JinjaValue, at span: Span
  ) throws(JinjaFailure) -> Bool {
    switch (value, other) {
    case (.bool(let one), .bool(let other)): return one == other
    case (.list(let one), .list(let other)): return one.identity == other.identity
    case (.dict(let one), .dict(let other)): return one.identity == other.identity
    case (.integer(let one), .integer(let other)) where one != other || (-5...256).contains(one):
      return one == other
    case (.none, .none): return true
    case (.integer, .integer), (.float, .float), (.string, .string), (.tuple, .tuple),
      (.group, .group), (.lazy, .lazy), (.function, .function):
      guard try isEqual(value, other, at: span) else { return false }
      throw notEvaluated("whether equal values are the same", span)
    case (.bool, _), (_, .bool), (.integer, .float), (.float, .integer): return false
    default: return try isEqual(value, other, at: span)
    }
  }
}

/// The arguments of a call after evaluation.
struct EvaluatedArguments {
  let positional: [JinjaValue]
  let named: [(name: String, value: JinjaValue)]

  func value(_ position: Int, _ name: String) -> JinjaValue? {
    position < positional.count ? positional[position] : named.last { $0.name == name }?.value
  }

  /// A known text.
  func string(_ position: Int, _ name: String) -> String? {
    guard case .string(let text)? = value(position, name) else { return nil }
    return text.known
  }

  var all: [JinjaValue] { positional + named.map(\.value) }
  var isEmpty: Bool { positional.isEmpty && named.isEmpty }
}

extension Renderer {
  /// - Parameter mayBeUndefined: Whether the callee stores or passes on what it is given, so that
  ///   an undefined argument is no fault yet.
  mutating func arguments(
    _ call: JinjaArguments, mayBeUndefined: Bool = false
  ) throws(JinjaFailure) -> EvaluatedArguments {
    var positional: [JinjaValue] = []
    for argument in call.positional {
      positional.append(try self.argument(argument, mayBeUndefined))
    }
    if let spread = call.spread {
      let elements = try elements(of: try evaluate(spread), at: spread.span)
      positional += mayBeUndefined ? elements : try elements.required(by: &self, at: spread.span)
    }
    var named: [(name: String, value: JinjaValue)] = []
    for (name, value) in call.named {
      named.append((name, try argument(value, mayBeUndefined)))
    }
    if let spread = call.spreadNamed {
      guard case .dict(let dict) = try required(try evaluate(spread), at: spread.span) else {
        guard !names.isConcrete else {
          throw wrongArguments(of: source(of: spread.span), spread.span)
        }
        throw JinjaFailure(
          kind: .unsupported, message: "these arguments are not evaluated", span: spread.span)
      }
      for (key, value) in present(dict).entries {
        guard case .string(let text) = key, let name = text.known,
          !named.contains(where: { $0.name == name })
        else { throw wrongArguments(of: source(of: spread.span), spread.span) }
        named.append((name, value))
      }
    }
    return EvaluatedArguments(positional: positional, named: named)
  }

  private mutating func argument(
    _ expression: JinjaExpression, _ mayBeUndefined: Bool
  ) throws(JinjaFailure) -> JinjaValue {
    let value = try evaluate(expression)
    return mayBeUndefined ? value : try required(value, at: expression.span)
  }
}

extension [JinjaValue] {
  fileprivate func required(
    by renderer: inout Renderer, at span: Span
  ) throws(JinjaFailure) -> [JinjaValue] {
    var values: [JinjaValue] = []
    for value in self { values.append(try renderer.required(value, at: span)) }
    return values
  }
}

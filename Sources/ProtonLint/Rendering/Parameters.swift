/// The arguments of a filter, a method or a function, by the names of its parameters.
struct BoundArguments {
  let callee: String
  let span: Span
  fileprivate var values: [String: JinjaValue] = [:]

  subscript(name: String) -> JinjaValue? { values[name] }

  var failure: JinjaFailure { wrongArguments(of: callee, span) }

  /// An integer; a boolean counts as one.
  func integer(_ name: String) throws(JinjaFailure) -> Int? {
    guard let value = values[name] else { return nil }
    guard let integer = value.integer else { throw failure }
    return integer
  }

  /// As ``integer(_:)``, but `none` stands for no value.
  func optionalInteger(_ name: String) throws(JinjaFailure) -> Int? {
    if case .some(.none) = values[name] { return nil }
    return try integer(name)
  }

  /// A text that is known.
  func text(_ name: String) throws(JinjaFailure) -> String? {
    guard let value = values[name] else { return nil }
    guard case .string(let text) = value, let known = text.known else { throw failure }
    return known
  }

  func optionalText(_ name: String) throws(JinjaFailure) -> String? {
    if case .some(.none) = values[name] { return nil }
    return try text(name)
  }
}

func wrongArguments(of callee: String, _ span: Span) -> JinjaFailure {
  JinjaFailure(kind: .failure, message: "`\(callee)` does not take these arguments", span: span)
}

extension EvaluatedArguments {
  /// - Parameters:
  ///   - parameters: In their order; the first ones must be given.
  ///   - positionalOnly: How many of them have no name to the caller.
  func bound(
    to parameters: [String], required: Int = 0, positionalOnly: Int = 0, of callee: String,
    at span: Span
  ) throws(JinjaFailure) -> BoundArguments {
    var result = BoundArguments(callee: callee, span: span)
    guard positional.count <= parameters.count else { throw result.failure }
    for (name, value) in zip(parameters, positional) { result.values[name] = value }
    for (name, value) in named {
      guard parameters.dropFirst(positionalOnly).contains(name), result.values[name] == nil else {
        throw result.failure
      }
      result.values[name] = value
    }
    for name in parameters.prefix(required) where result.values[name] == nil {
      throw result.failure
    }
    return result
  }
}

extension Renderer {
  /// Whether an argument counts as true; what is undefined stops Jinja here.
  mutating func isTrue(_ value: JinjaValue?, at span: Span) throws(JinjaFailure) -> Bool {
    guard let value else { return false }
    return decide(try truth(of: value, at: span), at: span)
  }
}

/// Calls of functions, classes and what else can be called.
extension Renderer {
  /// - Parameter caller: The body of a `call` block, which is one more argument.
  mutating func call(
    _ callee: JinjaValue, _ call: JinjaArguments, caller: JinjaValue? = nil, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let callee = try required(callee, at: span)
    var arguments = try arguments(
      call, mayBeUndefined: names.isConcrete || passesOn(callee))
    if let caller {
      guard arguments.named("caller") == nil else { throw wrongArguments(of: "call", span) }
      arguments = EvaluatedArguments(
        positional: arguments.positional, named: arguments.named + [("caller", caller)])
    }
    return owned(try self.call(callee, arguments, at: span))
  }

  private mutating func call(
    _ callee: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    if case .function(.macro(let number)) = callee {
      return try callMacro(number, arguments, at: span)
    }
    return try callOther(callee, arguments, at: span)
  }

  private mutating func callOther(
    _ callee: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    switch callee {
    case .function(let function): return try self.call(function, arguments, at: span)
    case .choice(let choice):
      return try mapped(choice, at: span) { (renderer, value) throws(JinjaFailure) in
        try renderer.call(try renderer.required(value, at: span), arguments, at: span)
      }
    case .loop(let number): return try callLoop(number, arguments, at: span)
    case .joiner(let number):
      _ = try arguments.bound(to: [], of: "joiner", at: span)
      let joiner = joiners[number]
      joiners[number].isUsed = true
      return joiner.isUsed ? joiner.separator : .text("")
    case .symbol(let symbol):
      return .symbol(derived("\(symbol.symbol.expression)(…)", from: [symbol.symbol]))
    default:
      throw JinjaFailure(kind: .failure, message: "this cannot be called", span: span)
    }
  }

  private mutating func call(
    _ function: JinjaFunction, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    switch function {
    case .range:
      if arguments.all.count == 1, let bound = arguments.positional.first,
        let choice = enumerated(bound)
      {
        return try mapped(choice, at: span) { (renderer, value) throws(JinjaFailure) in
          try renderer.range(EvaluatedArguments(positional: [value], named: []), at: span)
        }
      }
      return try range(arguments, at: span)
    case .dict: return try weighed(.dict(try dictionary(of: arguments, at: span)), at: span)
    case .namespace:
      let dict = try dictionary(of: arguments, at: span)
      _ = try weighed(.dict(dict), at: span)
      namespaces.append(dict)
      return .namespace(namespaces.count - 1)
    case .cycler:
      guard !arguments.positional.isEmpty, arguments.named.isEmpty else {
        throw wrongArguments(of: "cycler", span)
      }
      cyclers.append((arguments.positional, 0))
      return .cycler(cyclers.count - 1)
    case .joiner:
      let given = try arguments.bound(to: ["sep"], of: "joiner", at: span)
      joiners.append((given["sep"] ?? .text(", "), false))
      return .joiner(joiners.count - 1)
    case .lipsum:
      let failure = notEvaluated("`lipsum`, which is different each time,", span)
      guard !names.isConcrete else { throw failure }
      record(failure)
      return .symbol(derived("lipsum(…)", from: arguments.all.flatMap { symbols(in: $0) }))
    case .macro(let number): return try callMacro(number, arguments, at: span)
    case .block(let name):
      _ = try arguments.bound(to: [], of: "self.\(name)", at: span)
      return try callNamedBlock(name, at: span)
    case .method(let owner, let name):
      return try callMethod(name, of: fresh(owner), arguments, at: span)
    }
  }

  /// `loop(…)` in a recursive loop.
  private mutating func callLoop(
    _ number: Int, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let given = try arguments.bound(to: ["iterable"], required: 1, of: "loop", at: span)
    guard let recursion = loops[number].recursion else {
      throw JinjaFailure(
        kind: .failure, message: "only a loop that is marked `recursive` can be called",
        span: span)
    }
    let text = try runRecursively(
      recursion, over: given["iterable"] ?? .none, depth: loops[number].depth + 1, at: span)
    return .string(text)
  }

  /// Whether a function stores or gives back what it is given.
  private func passesOn(_ callee: JinjaValue) -> Bool {
    switch callee {
    case .function(.dict), .function(.namespace), .function(.cycler), .function(.joiner),
      .function(.macro), .function(.method(of: .list, name: _)),
      .function(.method(of: .dict, name: _)), .function(.method(of: _, name: "get")),
      .function(.method(of: .loop, name: _)):
      true
    default: false
    }
  }

  /// `dict(…)`: the entries of another one or pairs, then the named arguments.
  private mutating func dictionary(
    of arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaDict {
    var dict = JinjaDict()
    guard arguments.positional.count <= 1 else { throw wrongArguments(of: "dict", span) }
    if let first = arguments.positional.first { try merge(first, into: &dict, at: span) }
    for (name, value) in arguments.named { dict.set(.text(name), value) }
    return dict
  }

  mutating func range(_ arguments: EvaluatedArguments, at span: Span) throws(JinjaFailure)
    -> JinjaValue
  {
    var bounds: [Int] = []
    for argument in arguments.positional {
      guard let bound = try required(argument, at: span).integer else {
        let symbols = symbols(in: argument)
        guard !symbols.isEmpty else {
          throw JinjaFailure(kind: .failure, message: "`range` takes integers", span: span)
        }
        var list = derived(source(of: span), from: symbols, type: .list)
        // `range(n)` has n elements: the two smallest permitted counts are looked at.
        if arguments.positional.count == 1, case .symbol(let count) = argument {
          list.symbol.minLength = count.symbol.minimum.flatMap { Int(exactly: $0.rounded(.up)) }
          list.symbol.maxLength = count.symbol.maximum.flatMap { Int(exactly: $0.rounded(.down)) }
          list.element = .index
        }
        return .symbol(list)
      }
      bounds.append(bound)
    }
    guard bounds.count <= 3, arguments.named.isEmpty else {
      throw JinjaFailure(kind: .failure, message: "`range` takes one to three integers", span: span)
    }
    let start = bounds.count > 1 ? bounds[0] : 0
    guard let stop = bounds.count > 1 ? bounds[1] : bounds.first else {
      throw JinjaFailure(kind: .failure, message: "`range` takes one to three integers", span: span)
    }
    let step = bounds.count > 2 ? bounds[2] : 1
    guard step != 0 else {
      throw JinjaFailure(kind: .failure, message: "the step of `range` is zero", span: span)
    }
    var items: [JinjaValue] = []
    var value = start
    while step > 0 ? value < stop : value > stop {
      guard items.count < limits.elements else {
        throw JinjaFailure(
          kind: .limit, message: "`range` gives more than \(limits.elements) elements", span: span)
      }
      items.append(.integer(value))
      let (next, overflow) = value.addingReportingOverflow(step)
      if overflow { break }
      value = next
    }
    try spend(items.count / 16, at: span)
    return .lazy(JinjaLazy(kind: .range(start: start, stop: stop, step: step), items: items))
  }
}

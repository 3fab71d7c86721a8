/// One run through a template: the statements.
///
/// With symbols a fault is recorded and the run goes on, so that one fault hides no other. With
/// concrete inputs the first fault stops it, as it stops Jinja.
struct Renderer {
  let template: JinjaTemplate
  let names: TemplateNames
  let limits: RenderLimits
  let literals: ComparedLiterals
  let rendering: Int

  var steps: Int
  var tokens: TokenTable
  var path: Path
  var output: RenderOutput
  /// Open block sets and filter blocks: what is printed goes to the last one.
  var captures: [JinjaText] = []
  var scopes: [[String: JinjaValue]] = [[:]]
  var namespaces: [[String: JinjaValue]] = []
  private(set) var problems: [RenderProblem] = []
  private var known: Set<RenderProblem> = []
  var reads: Set<NameRead> = []
  var branches: [Renderings.TakenBranch] = []
  /// Where the `if`s start that this run came to.
  private(set) var reachedConditions: Set<Int> = []
  var hasStopped = false

  init(
    template: JinjaTemplate, names: TemplateNames, limits: RenderLimits,
    literals: ComparedLiterals, steps: Int, tokens: TokenTable, path: Path, rendering: Int
  ) {
    self.template = template
    self.names = names
    self.limits = limits
    self.literals = literals
    self.steps = steps
    self.tokens = tokens
    self.path = path
    self.rendering = rendering
    output = RenderOutput(
      file: template.file, capacity: template.bytes.count + template.bytes.count / 4)
  }

  mutating func runTemplate() { run(template.body) }

  private mutating func run(_ statements: [JinjaStatement]) {
    for statement in statements {
      guard !hasStopped else { return }
      do {
        try spendStep(at: statement.span)
        try run(statement)
      } catch {
        record(error)
        if case .output = statement.kind, !names.isConcrete { printFault(statement.span) }
      }
    }
  }

  mutating func spendStep(at span: Span) throws(JinjaFailure) { try spend(1, at: span) }

  mutating func spend(_ count: Int, at span: Span) throws(JinjaFailure) {
    steps -= count
    if steps < 0 || output.bytes.count > limits.outputBytes {
      hasStopped = true
      throw JinjaFailure(
        kind: .limit,
        message: "rendering stops here: it takes more than \(limits.steps) steps or "
          + "\(limits.outputBytes) bytes", span: span)
    }
  }

  mutating func record(_ failure: JinjaFailure, when condition: Condition = .always) {
    let problem = RenderProblem(
      kind: failure.kind, message: failure.message, span: failure.span,
      condition: condition.and(path.assumption))
    // A loop meets the same fault in each round.
    if known.insert(problem).inserted { problems.append(problem) }
    if names.isConcrete { hasStopped = true }
  }

  private mutating func run(_ statement: JinjaStatement) throws(JinjaFailure) {
    switch statement.kind {
    case .text: printText(statement.span)
    case .newline: printKnown("\n", statement.span)
    case .output(let expression): print(try evaluate(expression), of: expression, statement.span)
    case .if(let ways): try runIf(ways)
    case .for(let loop): try runLoop(loop)
    case .set(let target, let value): try assign(try evaluateOrFault(value), to: target)
    case .setBlock(let target, let filters, let body):
      try assign(try filtered(capture(body), by: filters), to: target)
    case .filterBlock(let filters, let body):
      print(try filtered(capture(body), by: filters), of: nil, statement.span)
    case .with(let bindings, let body):
      // All values are those of the outer scope.
      var values: [JinjaValue] = []
      for binding in bindings { values.append(try evaluate(binding.value)) }
      scopes.append([:])
      defer { scopes.removeLast() }
      for (binding, value) in zip(bindings, values) { try assign(value, to: binding.target) }
      run(body)
    case .scope(_, let body): inScope([:]) { $0.run(body) }
    case .macro(let macro): define(macro.name, as: .function(.macro(macro.name)))
    case .call(_, let call): print(try evaluate(call), of: call, statement.span)
    case .unsupported: break  // The parser has said so.
    }
  }

  private mutating func runIf(_ ways: [JinjaBranch]) throws(JinjaFailure) {
    if let first = ways.first { reachedConditions.insert(first.tagSpan.start) }
    for way in ways {
      if let condition = way.condition, !(try holdsOrFaults(condition)) { continue }
      let start = output.bytes.count
      run(way.body)
      if branches.count < limits.elements {
        branches.append(
          Renderings.TakenBranch(
            tagSpan: way.tagSpan, bodySpan: way.bodySpan, rendering: rendering,
            range: start..<output.bytes.count))
      }
      return
    }
  }

  private mutating func runLoop(_ loop: JinjaLoop) throws(JinjaFailure) {
    var elements = try elementsOrFault(of: loop.iterable)
    if let filter = loop.filter {
      var kept: [JinjaValue] = []
      for element in elements {
        scopes.append([:])
        defer { scopes.removeLast() }
        try assign(element, to: loop.target)
        if try holds(filter) { kept.append(element) }
      }
      elements = kept
    }
    guard !elements.isEmpty else {
      inScope([:]) { $0.run(loop.elseBody) }
      return
    }
    for (index, element) in elements.enumerated() {
      guard !hasStopped else { return }
      try spendStep(at: loop.tagSpan)
      let state = JinjaLoopState(
        index: index, count: elements.count,
        previous: index > 0 ? elements[index - 1] : nil,
        next: index + 1 < elements.count ? elements[index + 1] : nil)
      scopes.append(["loop": .loop(state)])
      defer { scopes.removeLast() }
      try assign(element, to: loop.target)
      run(loop.body)
    }
  }

  private mutating func capture(_ body: [JinjaStatement]) -> JinjaText {
    captures.append(JinjaText(""))
    inScope([:]) { $0.run(body) }
    return captures.removeLast()
  }

  private mutating func filtered(
    _ text: JinjaText, by filters: [JinjaFilterCall]
  ) throws(JinjaFailure) -> JinjaValue {
    var value = JinjaValue.string(text)
    for filter in filters { value = try apply(filter, to: value, at: filter.nameSpan) }
    return value
  }

  private mutating func inScope(
    _ scope: [String: JinjaValue], _ body: (inout Renderer) -> Void
  ) {
    scopes.append(scope)
    body(&self)
    scopes.removeLast()
  }

  // MARK: Names

  mutating func define(_ name: String, as value: JinjaValue) {
    scopes[scopes.count - 1][name] = value
  }

  mutating func assign(_ value: JinjaValue, to target: JinjaTarget) throws(JinjaFailure) {
    switch target {
    case .name(let name, _): define(name, as: value)
    case .attribute(let base, let name, let span):
      guard case .namespace(let number)? = lookUp(base) else {
        throw JinjaFailure(
          kind: .failure, message: "`\(base)` is no namespace, so `\(name)` cannot be set on it",
          span: span)
      }
      namespaces[number][name] = try weighed(value, at: span)
    case .tuple(let targets, let span):
      let values = try unpack(value, into: targets.count, at: span)
      for (target, value) in zip(targets, values) { try assign(value, to: target) }
    }
  }

  /// As many values as there are targets; of a list whose length is not known, its elements.
  private mutating func unpack(
    _ value: JinjaValue, into count: Int, at span: Span
  ) throws(JinjaFailure) -> [JinjaValue] {
    if case .symbol(let list) = value, list.symbol.allowed == nil {
      return (0..<count).map { element($0, of: list) }
    }
    let values = try elements(of: value, at: span)
    guard values.count == count else {
      throw JinjaFailure(
        kind: .failure,
        message: "\(values.count) values cannot be unpacked into \(count) names", span: span)
    }
    return values
  }

  func lookUp(_ name: String) -> JinjaValue? {
    for scope in scopes.reversed() {
      if let value = scope[name] { return value }
    }
    return names.roots[name]
  }

  // MARK: Printing

  private mutating func printText(_ span: Span) {
    let bytes = template.bytes[span.range]
    if !captures.isEmpty {
      printKnown(String(decoding: bytes, as: UTF8.self), span)
    } else if !names.isConcrete, TokenTable.mayHoldToken(bytes) {
      printGuarded(bytes, span)
    } else {
      output.appendVerbatim(bytes, from: span)
    }
  }

  /// Text that holds the first byte of private-use characters: these become tokens.
  private mutating func printGuarded(_ bytes: ArraySlice<UInt8>, _ span: Span) {
    var start = bytes.startIndex
    var index = bytes.startIndex
    while index + 2 < bytes.endIndex {
      guard isPrivateUse(bytes[index], bytes[index + 1]) else {
        index += 1
        continue
      }
      let before = Span(file: span.file, start: start, end: index)
      output.appendVerbatim(bytes[start..<index], from: before)
      let character = String(decoding: bytes[index..<index + 3], as: UTF8.self)
      output.append(
        tokens.token(for: .character(character)),
        from: Span(file: span.file, start: index, end: index + 3))
      index += 3
      start = index
    }
    output.appendVerbatim(
      bytes[start...], from: Span(file: span.file, start: start, end: span.end))
  }

  private mutating func printKnown(_ text: String, _ origin: Span) {
    printParts(JinjaText(text), origin)
  }

  private mutating func printFault(_ origin: Span) {
    printParts(JinjaText(parts: [.printed(.symbol(fault(origin)))]), origin)
  }

  private mutating func print(
    _ value: JinjaValue, of expression: JinjaExpression?, _ origin: Span
  ) {
    do {
      let value = try required(value, at: expression?.span ?? origin)
      if case .symbol(let symbol) = value, let layout = symbol.layout, captures.isEmpty {
        printBlock(symbol.symbol, as: layout, origin)
      } else {
        printParts(try text(of: value, at: expression?.span ?? origin), origin)
      }
    } catch {
      record(error)
      if !names.isConcrete { printFault(origin) }
    }
  }

  /// A list or map that a filter of Proton makes: block style on a line of its own, else flow.
  private mutating func printBlock(
    _ symbol: Symbol, as layout: JinjaSymbol.Layout, _ origin: Span
  ) {
    let isBlock = output.blankLineColumn != nil
    let part = JinjaText.Part.printed(.symbol(symbol))
    let parts: [JinjaText.Part] =
      switch (layout, isBlock) {
      case (.list, true): [.text("- "), part]
      case (.list, false): [.text("["), part, .text("]")]
      case (.map, true): [part, .text(": "), part]
      case (.map, false): [.text("{"), part, .text(": "), part, .text("}")]
      }
    printParts(JinjaText(parts: parts), origin)
  }

  private mutating func printParts(_ text: JinjaText, _ origin: Span) {
    guard captures.isEmpty else {
      captures[captures.count - 1].append(text)
      return
    }
    for part in text.parts {
      switch part {
      case .text(let text):
        output.append(names.isConcrete ? Array(text.utf8) : guarded(text), from: origin)
      case .printed(let printed):
        output.append(tokens.token(for: printed), from: origin)
      }
    }
  }

  /// The bytes of a text, its private-use characters as tokens.
  private mutating func guarded(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard bytes.contains(0xEE) || bytes.contains(0xEF) else { return bytes }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if index + 2 < bytes.count, isPrivateUse(bytes[index], bytes[index + 1]) {
        let character = String(decoding: bytes[index..<index + 3], as: UTF8.self)
        result += tokens.token(for: .character(character))
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }
}

/// Whether two bytes begin a character from U+E000 to U+EFFF, where tokens are.
private func isPrivateUse(_ first: UInt8, _ second: UInt8) -> Bool {
  first == 0xEE && (0x80...0xBF).contains(second)
}

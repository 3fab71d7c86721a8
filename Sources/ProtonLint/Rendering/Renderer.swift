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
  /// The innermost scope, and the call whose variables it uses.
  var scope = NameScope(in: nil)
  var activation = 0
  var activations = [Activation(parent: nil, context: 0)]
  /// Scopes that are worked out already, by the place and the part of their statement.
  var knownScopes: [ScopeKey: NameScope] = [:]
  /// What names mean that no scope sets: first of the template, then of each block's call.
  var contexts: [[String: JinjaValue]] = [[:]]
  private(set) var rootScope = NameScope(in: nil)
  var blocks: [String: JinjaStatement] = [:]
  /// How many macros, blocks and recursive loops are being called.
  var callDepth = 0
  /// Where the stack was as the run began.
  private(set) var stackBase: UInt = 0
  /// Whether what filters and macros give is HTML, and whether what is printed here is escaped.
  var escapes = false
  var printsEscaped = Escaping()

  var namespaces: [JinjaDict] = []
  var macros: [MacroDefinition] = []
  var loops: [LoopState] = []
  var iterators: [IteratorState] = []
  var cyclers: [(items: [JinjaValue], position: Int)] = []
  var joiners: [(separator: JinjaValue, isUsed: Bool)] = []
  /// What lists and dictionaries hold that were changed, by their identity.
  var revisions: [Int: JinjaValue] = [:]
  var lastIdentity: Int

  private(set) var problems: [RenderProblem] = []
  private var known: Set<RenderProblem> = []
  var reads: Set<NameRead> = []
  var branches: [Renderings.TakenBranch] = []
  /// Where the `if`s start that this run came to.
  private(set) var reachedConditions: Set<Int> = []
  var hasStopped = false
  private(set) var lastFailure: JinjaFailure?

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
    lastIdentity = names.lastIdentity
    output = RenderOutput(
      file: template.file, capacity: template.bytes.count + template.bytes.count / 4)
  }

  mutating func runTemplate() {
    stackBase = stackAddress()
    do {
      try checkNames()
    } catch {
      return record(error)
    }
    template.walkStatements { statement in
      if case .block(let head, _) = statement.kind { blocks[head.name] = statement }
    }
    rootScope = NameScope(in: nil)
    if !UndeclaredNames(among: ["self"], in: template.body).found.isEmpty {
      rootScope.declareParameter("self")
      store(.template, in: VariableSlot(level: 0, name: "self"))
    }
    rootScope.visit(template.body)
    enter(rootScope)
    run(template.body)
  }

  mutating func run(_ statements: [JinjaStatement]) {
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
    lastFailure = failure
  }

  private mutating func run(_ statement: JinjaStatement) throws(JinjaFailure) {
    switch statement.kind {
    case .text: printText(statement.span)
    case .newline: printKnown("\n", statement.span)
    case .output(let expression): print(try evaluate(expression), of: expression, statement.span)
    case .if(let ways): try runIf(ways)
    case .for(let loop): try runLoop(loop)
    case .set(let target, let value):
      try checkNamespaces(in: target)
      try assign(try evaluateOrFault(value), to: target)
      export(target)
    case .setBlock(let target, let filters, let body):
      try runSetBlock(target, filters, body, statement.span)
    case .filterBlock(let filters, let body):
      let scope = scope(at: statement.span, .body) { scope in
        scope.visit(body)
        scope.load(filters)
      }
      let value = try inScope(scope) { (renderer) throws(JinjaFailure) in
        try renderer.filtered(try renderer.capture(body), by: filters)
      }
      try printText(value, statement.span)
    case .with(let bindings, let body):
      // All values are those of the outer scope.
      var values: [JinjaValue] = []
      for binding in bindings { values.append(try evaluate(binding.value)) }
      let scope = scope(at: statement.span, .body) { scope in
        for binding in bindings { scope.store(binding.target) }
        scope.visit(body)
      }
      try inScope(scope) { (renderer) throws(JinjaFailure) in
        for (binding, value) in zip(bindings, values) {
          try renderer.assign(value, to: binding.target)
        }
        renderer.run(body)
      }
    case .block(let block, _): try runBlock(block, at: statement.span)
    case .autoescape(let flag, let body): try runAutoescape(flag, body, statement.span)
    case .macro(let macro):
      let value = try define(macro)
      try assign(value, to: .name(macro.name, macro.span))
      export(.name(macro.name, macro.span))
    case .call(let macro, let call):
      try printText(try callBlock(macro, call), statement.span)
    case .unsupported: break  // The parser has said so.
    }
  }

  /// `{% filter %}` and `{% call %}` print texts and nothing else.
  private mutating func printText(_ value: JinjaValue, _ span: Span) throws(JinjaFailure) {
    switch value {
    case .string, .symbol, .choice, .object: print(value, of: nil, span)
    default:
      guard !names.isConcrete else {
        throw JinjaFailure(kind: .failure, message: "this block gives no text", span: span)
      }
      print(value, of: nil, span)
    }
  }

  private mutating func runSetBlock(
    _ target: JinjaTarget, _ filters: [JinjaFilterCall], _ body: [JinjaStatement], _ span: Span
  ) throws(JinjaFailure) {
    let scope = scope(at: span, .body) { $0.visit(body) }
    let value = try inScope(scope) { (renderer) throws(JinjaFailure) in
      try renderer.filtered(try renderer.capture(body), by: filters)
    }
    let isMarkup = escapes && !filters.isEmpty
    try assign(isMarkup ? markup(try text(of: value, at: span)) : value, to: target)
    export(target)
  }

  private mutating func runAutoescape(
    _ flag: JinjaExpression, _ body: [JinjaStatement], _ span: Span
  ) throws(JinjaFailure) {
    let scope = scope(at: span, .body) { scope in
      scope.load(flag)
      scope.visit(body)
    }
    let before = (escapes, printsEscaped)
    try inScope(scope) { (renderer) throws(JinjaFailure) in
      renderer.escapes = try renderer.holds(flag)
      if flag.isConstant {
        renderer.printsEscaped.isOn = renderer.escapes
      } else {
        renderer.printsEscaped.isVolatile = true
      }
      renderer.run(body)
    }
    (escapes, printsEscaped) = before
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

  mutating func capture(_ body: [JinjaStatement]) throws(JinjaFailure) -> JinjaText {
    try captured { (renderer) throws(JinjaFailure) in renderer.run(body) }
  }

  /// What is printed meanwhile.
  mutating func captured(
    _ body: (inout Renderer) throws(JinjaFailure) -> Void
  ) throws(JinjaFailure) -> JinjaText {
    captures.append(JinjaText(""))
    var failure: JinjaFailure?
    do throws(JinjaFailure) { try body(&self) } catch { failure = error }
    let text = captures.removeLast()
    if let failure { throw failure }
    // Jinja prints nothing of what it began where it stops.
    if hasStopped, let lastFailure { throw lastFailure }
    return text
  }

  private mutating func filtered(
    _ text: JinjaText, by filters: [JinjaFilterCall]
  ) throws(JinjaFailure) -> JinjaValue {
    var value = JinjaValue.string(JinjaText(parts: text.parts, isMarkup: escapes))
    for filter in filters { value = try apply(filter, to: value, at: filter.nameSpan) }
    return value
  }
}

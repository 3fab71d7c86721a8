/// Which of some names a body reads before it sets them: what Jinja gives to a macro beside its
/// parameters (`caller`, `varargs`, `kwargs`) is up to that.
struct UndeclaredNames {
  private var wanted: Set<String>
  private(set) var found: Set<String> = []

  init(among names: Set<String>, in body: [JinjaStatement]) {
    wanted = names
    visit(body)
  }

  private mutating func visit(_ statements: [JinjaStatement]) {
    for statement in statements { visit(statement) }
  }

  private mutating func visit(_ statement: JinjaStatement) {
    switch statement.kind {
    case .text, .newline, .block, .unsupported: break
    case .output(let value): read(value)
    case .if(let ways):
      for way in ways {
        if let condition = way.condition { read(condition) }
        visit(way.body)
      }
    case .for(let loop):
      set(loop.target)
      read(loop.iterable)
      visit(loop.body)
      visit(loop.elseBody)
      if let filter = loop.filter { read(filter) }
    case .set(let target, let value):
      set(target)
      read(value)
    case .setBlock(let target, let filters, let body):
      set(target)
      read(filters)
      visit(body)
    case .with(let bindings, let body):
      for binding in bindings { set(binding.target) }
      for binding in bindings { read(binding.value) }
      visit(body)
    case .macro(let macro): visit(macro)
    case .call(let macro, let call):
      read(call)
      visit(macro)
    case .filterBlock(let filters, let body):
      visit(body)
      read(filters)
    case .autoescape(let flag, let body):
      read(flag)
      visit(body)
    }
  }

  private mutating func visit(_ macro: JinjaMacro) {
    for parameter in macro.parameters { wanted.remove(parameter.name) }
    for parameter in macro.parameters { if let value = parameter.default { read(value) } }
    visit(macro.body)
  }

  private mutating func set(_ target: JinjaTarget) {
    switch target {
    case .name(let name, _): wanted.remove(name)
    case .tuple(let targets, _): for target in targets { set(target) }
    case .attribute: break
    }
  }

  private mutating func read(_ expression: JinjaExpression) {
    expression.walk { part in
      if case .name(let name) = part.kind, wanted.contains(name) { found.insert(name) }
    }
  }

  private mutating func read(_ filters: [JinjaFilterCall]) {
    for filter in filters { for argument in filter.arguments.expressions { read(argument) } }
  }
}

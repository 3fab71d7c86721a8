/// Where Jinja keeps a variable: its name, and the level of the scope that declares it.
struct VariableSlot: Hashable {
  let level: Int
  let name: String
}

/// The names of one scope, worked out before anything in it runs, as Jinja's compiler does it.
///
/// A scope decides once for all of its statements where a name is looked up. So a name that is set
/// anywhere in a scope is not found outside of it before, unless it was read first.
final class NameScope {
  /// What a variable holds when its scope is entered.
  enum Load {
    case parameter
    /// What the context, that is, whoever renders the template, gives for the name.
    case resolve(String)
    case alias(VariableSlot)
    case undefined
  }

  let parent: NameScope?
  let level: Int
  private(set) var loads: [VariableSlot: Load] = [:]
  private var slots: [String: VariableSlot] = [:]
  private var stores: Set<String> = []

  init(in parent: NameScope?) {
    self.parent = parent
    level = parent.map { $0.level + 1 } ?? 0
  }

  private init(copyOf other: NameScope) {
    parent = other.parent
    level = other.level
    loads = other.loads
    slots = other.slots
    stores = other.stores
  }

  /// Where a name is kept; nil if no statement names it.
  func slot(of name: String) -> VariableSlot? {
    var scope: NameScope? = self
    while let current = scope {
      if let slot = current.slots[name] { return slot }
      scope = current.parent
    }
    return nil
  }

  /// All names that are set in this scope or around it.
  var storedNames: Set<String> {
    var names: Set<String> = []
    var scope: NameScope? = self
    while let current = scope {
      names.formUnion(current.stores)
      scope = current.parent
    }
    return names
  }

  // MARK: Making

  private func define(_ name: String, _ load: Load) {
    let slot = VariableSlot(level: level, name: name)
    slots[name] = slot
    loads[slot] = load
  }

  func declareParameter(_ name: String) {
    stores.insert(name)
    define(name, .parameter)
  }

  func declareParameters(_ target: JinjaTarget) {
    switch target {
    case .name(let name, _): declareParameter(name)
    case .tuple(let targets, _): for target in targets { declareParameters(target) }
    case .attribute(let base, _, _): load(base)
    }
  }

  func store(_ target: JinjaTarget) {
    switch target {
    case .name(let name, _): store(name)
    case .tuple(let targets, _): for target in targets { store(target) }
    case .attribute(let base, _, _): load(base)
    }
  }

  private func store(_ name: String) {
    stores.insert(name)
    guard slots[name] == nil else { return }
    define(name, parent?.slot(of: name).map { .alias($0) } ?? .undefined)
  }

  private func load(_ name: String) {
    if slot(of: name) == nil { define(name, .resolve(name)) }
  }

  func load(_ expression: JinjaExpression) {
    expression.walk { if case .name(let name) = $0.kind { load(name) } }
  }

  func load(_ filters: [JinjaFilterCall]) {
    for filter in filters { for argument in filter.arguments.expressions { load(argument) } }
  }

  func visit(_ statements: [JinjaStatement]) {
    for statement in statements { visit(statement) }
  }

  private func visit(_ statement: JinjaStatement) {
    switch statement.kind {
    case .text, .newline, .block, .autoescape, .unsupported: break
    case .output(let value): load(value)
    case .if(let ways): visit(ways)
    case .for(let loop): load(loop.iterable)
    case .set(let target, let value):
      load(value)
      store(target)
    case .setBlock(let target, _, _): store(target)
    case .with(let bindings, _): for binding in bindings { load(binding.value) }
    case .macro(let macro): store(macro.name)
    case .call(_, let call): load(call)
    case .filterBlock(let filters, _): load(filters)
    }
  }

  private func visit(_ ways: [JinjaBranch]) {
    if let condition = ways.first?.condition { load(condition) }
    let first = copy { if let way = ways.first { $0.visit(way.body) } }
    let others = copy { scope in
      for way in ways.dropFirst() where way.condition != nil { scope.visit([way]) }
    }
    let otherwise = copy { scope in
      if ways.count > 1, let last = ways.last, last.condition == nil { scope.visit(last.body) }
    }
    merge([first, others, otherwise])
  }

  private func copy(_ visit: (NameScope) -> Void) -> NameScope {
    let copy = NameScope(copyOf: self)
    visit(copy)
    return copy
  }

  /// What one branch alone sets comes from outside on the others.
  private func merge(_ branches: [NameScope]) {
    let new = branches.reduce(into: Set<String>()) { $0.formUnion($1.stores) }.subtracting(stores)
    for branch in branches {
      slots.merge(branch.slots) { $1 }
      loads.merge(branch.loads) { $1 }
      stores.formUnion(branch.stores)
    }
    for name in new {
      guard let slot = slot(of: name) else { continue }
      loads[slot] = parent?.slot(of: name).map { .alias($0) } ?? .resolve(name)
    }
  }
}

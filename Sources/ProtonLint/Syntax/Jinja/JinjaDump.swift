/// The tree as text: a line for each node, with its bytes, and its parts indented below it.
package func dump(_ template: JinjaTemplate) -> String {
  var dump = JinjaDump(template)
  for statement in template.body { dump.add(statement) }
  return dump.text
}

private struct JinjaDump {
  private(set) var text = ""
  private let template: JinjaTemplate
  private var indent = 0

  init(_ template: JinjaTemplate) { self.template = template }

  private mutating func line(_ span: Span, _ words: String) {
    text += String(repeating: "  ", count: indent) + "\(span.start)..<\(span.end) \(words)\n"
  }

  private mutating func nested(_ body: (inout JinjaDump) -> Void) {
    indent += 1
    body(&self)
    indent -= 1
  }

  mutating func add(_ statement: JinjaStatement) {
    line(statement.span, title(statement))
    nested { $0.addParts(statement.kind) }
  }

  private func title(_ statement: JinjaStatement) -> String {
    switch statement.kind {
    case .text:
      "text "
        + String(decoding: template.bytes[statement.span.range], as: UTF8.self).debugDescription
    case .newline: "newline"
    case .output: "output"
    case .if: "if"
    case .for(let loop): "for \(describe(loop.target))" + (loop.isRecursive ? " recursive" : "")
    case .set(let target, _): "set \(describe(target))"
    case .setBlock(let target, _, _): "set block \(describe(target))"
    case .with: "with"
    case .macro(let macro): "macro \(macro.name)"
    case .call: "call block"
    case .filterBlock: "filter block"
    case .block(let block, _): "block \(block.name)"
    case .autoescape: "autoescape"
    case .unsupported(let name): "unsupported \(name)"
    }
  }

  private mutating func addParts(_ kind: JinjaStatement.Kind) {
    switch kind {
    case .text, .newline, .unsupported:
      break
    case .output(let value), .set(_, let value):
      add(value)
    case .if(let branches):
      for branch in branches { add(branch) }
    case .for(let loop):
      add(loop.iterable, "in")
      if let filter = loop.filter { add(filter, "if") }
      add(loop.body)
      if !loop.elseBody.isEmpty { add(loop.elseBody, "else") }
    case .setBlock(_, let filters, let body), .filterBlock(let filters, let body):
      for filter in filters { add(filter) }
      add(body)
    case .with(let bindings, let body):
      for (target, value) in bindings { add(value, describe(target) + " =") }
      add(body)
    case .macro(let macro):
      addParameters(macro.parameters)
      add(macro.body)
    case .call(let macro, let call):
      addParameters(macro.parameters)
      add(call)
      add(macro.body)
    case .block(_, let body):
      add(body)
    case .autoescape(let flag, let body):
      add(flag)
      add(body)
    }
  }

  private mutating func add(_ branch: JinjaBranch) {
    line(branch.tagSpan, branch.condition == nil ? "else" : "branch")
    nested { dump in
      if let condition = branch.condition { dump.add(condition, "if") }
      dump.add(branch.body, "body", branch.bodySpan)
    }
  }

  private mutating func add(
    _ body: [JinjaStatement], _ words: String = "body", _ span: Span? = nil
  ) {
    if let span {
      line(span, words)
    } else {
      text += String(repeating: "  ", count: indent) + words + "\n"
    }
    nested { dump in for statement in body { dump.add(statement) } }
  }

  private mutating func addParameters(_ parameters: [(name: String, default: JinjaExpression?)]) {
    for (name, value) in parameters {
      if let value {
        add(value, name + " =")
      } else {
        text += String(repeating: "  ", count: indent) + "parameter \(name)\n"
      }
    }
  }

  private func describe(_ target: JinjaTarget) -> String {
    switch target {
    case .name(let name, _): name
    case .attribute(let base, let name, _): "\(base).\(name)"
    case .tuple(let items, _): "(" + items.map(describe).joined(separator: ", ") + ")"
    }
  }
}

extension JinjaDump {
  private mutating func add(_ expression: JinjaExpression, _ role: String? = nil) {
    line(expression.span, (role.map { $0 + " " } ?? "") + title(expression.kind))
    nested { $0.addParts(expression) }
  }

  private func title(_ kind: JinjaExpression.Kind) -> String {
    switch kind {
    case .none: "none"
    case .bool(let value): "\(value)"
    case .integer(let value): "integer \(value)"
    case .hugeInteger(let digits): "integer \(digits)"
    case .float(let value): "float \(value)"
    case .string(let value): "string \(value.debugDescription)"
    case .name(let name): "name \(name)"
    case .list: "list"
    case .tuple: "tuple"
    case .dict: "dict"
    case .attribute(_, let name, let span): "attribute \(name) \(span.start)..<\(span.end)"
    case .item: "item"
    case .slice: "slice"
    case .call: "call"
    case .filter(_, let filter): title(filter)
    case .test(_, let name, let span, _, let isNegated):
      "is \(isNegated ? "not " : "")\(name) \(span.start)..<\(span.end)"
    case .unary(let sign, _): "unary \(sign.rawValue)"
    case .binary(let binary, _, _): binary.rawValue
    case .comparison: "comparison"
    case .and: "and"
    case .or: "or"
    case .not: "not"
    case .concatenation: "~"
    case .conditional: "conditional"
    }
  }

  private func title(_ filter: JinjaFilterCall) -> String {
    "filter \(filter.name) \(filter.nameSpan.start)..<\(filter.nameSpan.end)"
  }

  private mutating func add(_ filter: JinjaFilterCall) {
    line(filter.nameSpan, "filter \(filter.name)")
    nested { $0.add(filter.arguments) }
  }

  private mutating func add(_ arguments: JinjaArguments) {
    for value in arguments.positional { add(value) }
    for (name, value) in arguments.named { add(value, name + " =") }
    if let spread = arguments.spread { add(spread, "*") }
    if let spread = arguments.spreadNamed { add(spread, "**") }
  }

  private mutating func addParts(_ expression: JinjaExpression) {
    switch expression.kind {
    case .slice(let base, let start, let stop, let step):
      add(base)
      if let start { add(start, "from") }
      if let stop { add(stop, "to") }
      if let step { add(step, "step") }
    case .call(let callee, let arguments):
      add(callee)
      add(arguments)
    case .filter(let operand, let filter):
      add(operand)
      add(filter.arguments)
    case .test(let operand, _, _, let arguments, _):
      add(operand)
      add(arguments)
    case .comparison(let first, let steps):
      add(first)
      for step in steps { add(step.operand, step.relation.rawValue) }
    case .conditional(let then, let condition, let otherwise):
      add(then)
      add(condition, "if")
      if let otherwise { add(otherwise, "else") }
    default:
      for child in expression.children { add(child) }
    }
  }
}

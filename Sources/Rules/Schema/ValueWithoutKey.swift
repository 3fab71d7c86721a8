import ProtonLint

/// A permitted value of an input that a dictionary of a template is asked for and does not have.
struct ValueWithoutKey {
  let input: InputProperty
  let value: SyntaxNode
}

extension RenderedTemplate {
  /// What an undefined item comes from, where it comes from a value that the schema permits.
  func valueWithoutKey(_ problem: RenderProblem) -> ValueWithoutKey? {
    guard case .undefined(let name) = problem.kind, let schema = bundle.schema else { return nil }
    let inputs = template.inputReads(of: schema)
    guard !inputs.isEmpty else { return nil }
    var found: ValueWithoutKey?
    template.renderings.template.walkExpressions { expression in
      guard case .item(_, let index) = expression.kind, expression.span == problem.span,
        let input = inputs[index.span],
        let value = input.shape.allowed?.first(where: { $0.text == name })
      else { return }
      found = ValueWithoutKey(input: input, value: value)
    }
    return found
  }
}

/// What a template prints for given inputs, or the first fault that stops it.
package struct ConcreteRendering: Sendable {
  package let text: String
  package let fault: Fault?

  package struct Fault: Sendable {
    package let kind: RenderProblem.Kind
    package let message: String
    package let span: Span
  }
}

/// Renders a template as Jinja does.
/// - Parameter inputs: A mapping whose keys are the names that the template sees.
package func render(_ file: SourceFile, inputs: SyntaxNode?) -> ConcreteRendering {
  render(parseJinja(file.bytes, file: file.id), inputs: inputs)
}

func render(_ template: JinjaTemplate, inputs: SyntaxNode?) -> ConcreteRendering {
  render(template, names: TemplateNames(concrete: inputs, file: template.file))
}

/// - Parameter names: Concrete ones.
func render(_ template: JinjaTemplate, names: TemplateNames) -> ConcreteRendering {
  if let problem = template.problems.first {
    let fault = ConcreteRendering.Fault(
      kind: problem.kind == .malformed ? .failure : .unsupported, message: problem.message,
      span: problem.span)
    return ConcreteRendering(text: "", fault: fault)
  }
  let renderings = Renderings(of: template, names: names)
  let text = renderings.all.first.map { String(decoding: $0.text, as: UTF8.self) } ?? ""
  let fault = renderings.problems.first.map {
    ConcreteRendering.Fault(kind: $0.kind, message: $0.message, span: $0.span)
  }
  return ConcreteRendering(text: text, fault: fault)
}

@testable import ProtonLint

/// A template rendered over a schema, as text: what the tables of these tests compare.
struct SymbolicFixture {
  static let file = SourceFile.ID(index: 0)
  private static let schemaFile = SourceFile.ID(index: 1)

  let template: String
  let renderings: Renderings

  init(
    _ template: String, role: Infrastructure.Role = .instance, schema: String = Self.schema,
    limits: RenderLimits = RenderLimits()
  ) {
    self.template = template
    let tree = parseYAML(
      Array(schema.utf8), map: SourceMap(identity: Self.schemaFile))
    renderings = Renderings(
      of: parseJinja(Array(template.utf8), file: Self.file),
      names: TemplateNames(
        role: role, schema: InputSchema(file: Self.schemaFile, tree: tree), file: Self.file),
      limits: limits)
  }

  /// Each path: when it is taken, and what it prints, with tokens as `⟨expression⟩`.
  var lines: [String] {
    renderings.all.map { "\($0.condition.words ?? "always"): \(shown($0))" }
  }

  var problems: [String] {
    renderings.problems.map { problem in
      let place = template.utf8.dropFirst(problem.span.start).prefix(problem.span.count)
      let when = problem.condition.words.map { " \($0)" } ?? ""
      return "\(String(place) ?? "?"): \(name(of: problem.kind))\(when)"
    }
  }

  private func name(of kind: RenderProblem.Kind) -> String {
    "\(kind)".split(separator: "(").first.map(String.init) ?? ""
  }

  func shown(_ rendering: Rendering) -> String {
    shown(renderings.tokens.parts(of: rendering.text[...]).map(\.part))
  }

  private func shown(_ parts: [TokenTable.Part]) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .printed(.symbol(let symbol)): "⟨\(shortened(symbol.expression))⟩"
      case .printed(.character(let text)): "⟨U+\(hexadecimal(text))⟩"
      case .printed(.choice(let subject, let alternatives)):
        "⟨"
          + alternatives.map { alternative in
            let when = Condition(Condition.Literal(subject, alternative.outcomes)).words
            return "\(shown(alternative.parts)) \(when ?? "always")"
          }.joined(separator: "; ") + "⟩"
      }
    }.joined()
  }

  private func shortened(_ expression: String) -> String {
    expression.split(separator: "service_instance.inputs.", omittingEmptySubsequences: false)
      .joined()
  }

  private func hexadecimal(_ text: String) -> String {
    text.unicodeScalars.map { String($0.value, radix: 16) }.joined()
  }

  static let schema = """
    schema:
      format: {openapi: "3.0.0"}
      service_input_type: Input
      pipeline_input_type: Pipeline
      types:
        Pipeline: {type: object, properties: {test: {type: string, default: ""}}}
        Input:
          type: object
          required: [kind, flag, port, name, list, some, two, size, plain]
          properties:
            kind: {type: string, enum: [public, private]}
            size: {type: string, enum: [s, m, l]}
            count: {type: integer, enum: [0, 1, 2], default: 1}
            flag: {type: boolean}
            port: {type: integer, minimum: 1, maximum: 65535}
            few: {type: integer, minimum: 2, maximum: 3, default: 2}
            name: {type: string, minLength: 1}
            plain: {type: string}
            note: {type: string}
            memory: {type: integer}
            list: {type: array, items: {type: string}}
            some: {type: array, minItems: 1, maxItems: 1, items: {type: string}}
            two: {type: array, minItems: 3, items: {type: string}}
    """
}

/// A file of a bundle that Jinja renders, or a text that stands for itself, with all paths through
/// it: what rules on names look at, whatever the text is rendered to.
public struct RenderedFile: Sendable {
  public let file: SourceFile.ID
  public let bundle: TemplateBundle.ID?
  public let role: Infrastructure.Role?
  public let renderings: Renderings

  /// Renders a file of a bundle with the names of its role.
  init(
    _ source: SourceFile, of bundle: TemplateBundle, as role: Infrastructure.Role,
    limits: RenderLimits
  ) {
    file = source.id
    self.bundle = bundle.id
    self.role = role
    renderings = Renderings(
      of: parseJinja(source.bytes, file: source.id),
      names: TemplateNames(role: role, schema: bundle.schema, file: source.id), limits: limits)
  }

  /// Takes a file that belongs to no bundle as it stands.
  init(verbatim source: SourceFile) {
    file = source.id
    bundle = nil
    role = nil
    renderings = Renderings(verbatim: source.bytes, file: source.id)
  }

  /// Whether every path was followed, and to its end.
  public var isWhole: Bool {
    renderings.isComplete
      && renderings.template.problems.isEmpty
      && renderings.problems.allSatisfy {
        if case .limit = $0.kind { false } else { true }
      }
  }
}

extension RenderedFile {
  /// The file as something that was read, with what the parsers said on which of its paths.
  func interpreted(
    as role: InterpretedFile.Role, _ trees: [(tree: SyntaxTree, condition: Condition)],
    in sources: SourceStore
  ) -> InterpretedFile {
    var conditions: [SyntaxProblem: Condition] = [:]
    var order: [SyntaxProblem] = []
    func add(_ problem: SyntaxProblem, _ condition: Condition) {
      if let known = conditions[problem] {
        conditions[problem] = known.or(condition)
      } else {
        conditions[problem] = condition
        order.append(problem)
      }
    }
    for problem in renderings.template.problems { add(problem, .always) }
    for (tree, condition) in trees {
      for problem in tree.problems { add(problem, condition) }
    }
    return InterpretedFile(
      file: sources[file], role: role, bundle: bundle,
      problems: order.map {
        InterpretedFile.Reported(problem: $0, condition: conditions[$0] ?? .always)
      },
      renderings: renderings)
  }
}

extension Renderings {
  /// A text that no engine renders.
  init(verbatim bytes: [UInt8], file: SourceFile.ID) {
    let span = Span(file: file, start: 0, end: bytes.count)
    self.init(
      template: JinjaTemplate(
        file: file, bytes: bytes, body: [JinjaStatement(span: span, kind: .text)], problems: [],
        hasTags: false),
      all: [Rendering(text: bytes, map: SourceMap(identity: file), condition: .always)],
      tokens: TokenTable(), isComplete: true, problems: [], deadBranches: [], reads: [],
      readPaths: [:],
      branches: [])
  }
}

/// Says for each file of which not every path was followed that it is so.
func incompleteCovers(of files: [RenderedFile]) -> [ToolNote] {
  files.filter { !$0.renderings.isComplete }.map { file in
    ToolNote(
      "only \(file.renderings.all.count) of the paths through this template were looked at",
      about: .place(.file(file.file)))
  }
}

/// Renders and parses every template of a workspace, several at a time.
func readTemplates(
  of workspace: Workspace, _ options: LintOptions
) -> [ResourceGraph.TemplateFile] {
  let plans = templatePlans(of: workspace)
  return concurrentMap(plans.count, workers: options.workers) { number in
    plans[number].template(number: number, sources: workspace.sources, limits: options.limits)
  }
}

private func templatePlans(of workspace: Workspace) -> [TemplatePlan] {
  var plans: [TemplatePlan] = []
  for bundle in workspace.bundles {
    for infrastructure in bundle.infrastructure where infrastructure.engine == .jinja {
      for file in infrastructure.templates {
        plans.append(TemplatePlan(file: file, bundle: bundle, role: infrastructure.role))
      }
    }
  }
  return plans + workspace.templates.map { TemplatePlan(file: $0, bundle: nil, role: nil) }
}

private struct TemplatePlan: Sendable {
  let file: SourceFile.ID
  let bundle: TemplateBundle?
  let role: Infrastructure.Role?

  func template(
    number: Int, sources: SourceStore, limits: RenderLimits
  ) -> ResourceGraph.TemplateFile {
    let source = sources[file]
    let renderings: Renderings
    if let bundle, let role {
      let names = TemplateNames(role: role, schema: bundle.schema, file: file)
      renderings = Renderings(
        of: parseJinja(source.bytes, file: file), names: names, limits: limits)
    } else {
      renderings = Renderings(verbatim: source.bytes, file: file)
    }
    let paths = renderings.all.map { rendering in
      CloudFormationTemplate(
        tree: parse(rendering, name: source.name), tokens: renderings.tokens, file: file,
        bundle: bundle?.id, role: role, condition: rendering.condition, number: number)
    }
    return ResourceGraph.TemplateFile(
      number: number, file: file, bundle: bundle?.id, role: role, renderings: renderings,
      paths: paths)
  }

  /// JSON by its own grammar, so that a trailing comma is found; rendered text as YAML, of which
  /// JSON is a part.
  private func parse(_ rendering: Rendering, name: String) -> SyntaxTree {
    let first = rendering.text.first { !isSpace($0) }
    if bundle == nil, name.hasSuffix(".json") || first == UInt8(ascii: "{") {
      return parseJSON(rendering.text, map: rendering.map)
    }
    return parseYAML(rendering.text, map: rendering.map)
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

/// What the parsers said of each template, on which of its paths.
func interpretedFiles(
  of templates: [ResourceGraph.TemplateFile], in workspace: Workspace
) -> [InterpretedFile] {
  templates.map { template in
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
    for problem in template.renderings.template.problems { add(problem, .always) }
    for path in template.paths {
      for problem in path.tree.problems { add(problem, path.condition) }
    }
    return InterpretedFile(
      file: workspace.sources[template.file], role: .template, bundle: template.bundle,
      problems: order.map {
        InterpretedFile.Reported(problem: $0, condition: conditions[$0] ?? .always)
      },
      renderings: template.renderings)
  }
}

/// Says for each template of which not every path was followed that it is so.
func incompleteCovers(of templates: [ResourceGraph.TemplateFile]) -> [ToolNote] {
  templates.filter { !$0.renderings.isComplete }.map { template in
    ToolNote(
      "only \(template.renderings.all.count) of the paths through this template were looked at",
      about: .place(.file(template.file)))
  }
}

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
    let rendered =
      if let bundle, let role {
        RenderedFile(source, of: bundle, as: role, limits: limits)
      } else {
        RenderedFile(verbatim: source)
      }
    let renderings = rendered.renderings
    let paths = renderings.all.map { rendering in
      CloudFormationTemplate(
        tree: writingOutLoops(of: parse(rendering, name: source.name)), tokens: renderings.tokens,
        file: file,
        bundle: bundle?.id, role: role, condition: rendering.condition, number: number)
    }
    return ResourceGraph.TemplateFile(number: number, rendered: rendered, paths: paths)
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

/// What the parsers said of each template, on which of its paths.
func interpretedFiles(
  of templates: [ResourceGraph.TemplateFile], in workspace: Workspace
) -> [InterpretedFile] {
  templates.map { template in
    template.rendered.interpreted(
      as: .template, template.paths.map { ($0.tree, $0.condition) }, in: workspace.sources)
  }
}

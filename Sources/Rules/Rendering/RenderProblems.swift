import ProtonLint

/// A file of a bundle in which something stops Jinja.
struct RenderedTemplate {
  let template: RenderedFile
  let bundle: TemplateBundle
  let model: Model
}

extension Check {
  /// A check of what stops Jinja: the rule words the kinds that are its own, and gives nil for all
  /// others.
  static func rendering(
    _ word: @escaping @Sendable (RenderProblem, RenderedTemplate) -> Problem?
  ) -> Check {
    .bundle { bundle, model in
      model.renderedFiles(of: bundle.id).flatMap { template in
        let scope = RenderedTemplate(template: template, bundle: bundle, model: model)
        return template.renderings.problems.compactMap { word($0, scope) }
      }
    }
  }
}

import ProtonLint

/// The outputs that the templates of one infrastructure give, where all of them are known.
struct KnownOutputs {
  let names: [String]
  /// Where they are declared; the file where nothing is.
  let place: Place
  /// For each template, what each path through it gives.
  private let templates: [[PathOutputs]]

  private struct PathOutputs {
    let names: Set<String>
    let condition: Condition
  }

  /// When there is no output of a name.
  func absence(of name: String) -> Condition {
    templates.reduce(.always) { absence, paths in
      let lacking = paths.filter { !$0.names.contains(name) }
      return absence.and(lacking.reduce(.never) { $0.or($1.condition) })
    }
  }

  /// Nil where some output may be there that stands nowhere.
  init?(of templates: [ResourceGraph.TemplateFile]) {
    guard let first = templates.first,
      templates.allSatisfy({ template in
        template.isWholeAsRendered && template.paths.allSatisfy(\.declaresAllOutputs)
      })
    else { return nil }
    self.templates = templates.map { template in
      template.paths.map {
        PathOutputs(names: Set($0.outputs.map(\.name)), condition: $0.condition)
      }
    }
    var names: [String] = []
    var known: Set<String> = []
    for output in templates.flatMap(\.paths).flatMap(\.outputs) {
      if known.insert(output.name).inserted { names.append(output.name) }
    }
    self.names = names
    place =
      first.paths.first?.tree.root?.entry("Outputs").map { .span($0.key.span) } ?? .file(first.file)
  }

  /// A customer-managed environment: its outputs are entered by hand, as its schema declares them.
  init?(customerManaged bundle: TemplateBundle) {
    guard bundle.kind == .environment, bundle.infrastructure.isEmpty,
      let type = bundle.schema?.environmentInputs
    else { return nil }
    names = type.properties.map(\.name)
    place = .span(type.nameSpan)
    templates = [[PathOutputs(names: Set(names), condition: .always)]]
  }

  /// Commands for CodeBuild that hand over no outputs at all. Which ones others hand over is not
  /// known.
  init?(ofCommands projects: [CodeBuildProject], in workspace: Workspace) {
    guard let provision = projects.first?.provision,
      projects.allSatisfy({ $0.reportsOutputs(in: workspace) == false })
    else { return nil }
    names = []
    place = .span(provision.key.span)
    templates = [[PathOutputs(names: [], condition: .always)]]
  }

  /// What to say to the reader of a name that is not there.
  func advice(on name: String) -> String? {
    if let close = closestName(to: name, among: names) { return "did you mean `\(close)`?" }
    if names.isEmpty { return "it has no outputs" }
    return names.count <= 6 ? "its outputs are \(quotedList(names))" : nil
  }
}

/// The places of a template that ask whether a name is defined, or give it a default.
func guardedSpans(in template: JinjaTemplate) -> Set<Span> {
  var spans: Set<Span> = []
  template.walkExpressions { expression in
    switch expression.kind {
    case .test(let operand, "defined", _, _, _), .test(let operand, "undefined", _, _, _):
      spans.insert(operand.span)
    case .filter(let operand, let filter) where filter.name == "default" || filter.name == "d":
      spans.insert(operand.span)
    default: break
    }
  }
  return spans
}

extension RenderedFile {
  /// The names that the file reads of namespaces and that it never guards.
  func unguardedReads(
    of namespaces: Set<String>
  ) -> [(name: String, span: Span, condition: Condition)] {
    let reads = renderings.reads.filter { namespaces.contains($0.namespace) }
    guard !reads.isEmpty else { return [] }
    let spans = guardedSpans(in: renderings.template)
    let guarded = Set(reads.filter { spans.contains($0.span) }.compactMap(\.name))
    return reads.compactMap { read in
      guard let name = read.name, !guarded.contains(name) else { return nil }
      return (name, read.span, renderings.condition(of: read))
    }
  }
}

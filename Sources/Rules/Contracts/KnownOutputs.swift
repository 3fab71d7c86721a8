import ProtonLint

/// The outputs that the templates of one infrastructure give, where all of them are known.
struct KnownOutputs {
  let names: [String]
  /// Where they are declared; the file where nothing is.
  let place: Place
  /// For each template, what each path through it gives.
  private let templates: [[PathOutputs]]

  private struct PathOutputs {
    /// When each output is there on this path: some have a `Condition` of their own.
    let presence: [String: Condition]
    let condition: Condition

    func absence(of name: String) -> Condition {
      guard let presence = presence[name] else { return condition }
      return presence.isAlways ? .never : condition.and(presence.negated)
    }
  }

  /// When there is no output of a name.
  func absence(of name: String) -> Condition {
    templates.reduce(.always) { absence, paths in
      absence.and(paths.reduce(.never) { $0.or($1.absence(of: name)) })
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
        PathOutputs(presence: $0.outputPresence, condition: $0.condition)
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
    let presence = Dictionary(names.map { ($0, Condition.always) }, uniquingKeysWith: { $1 })
    templates = [[PathOutputs(presence: presence, condition: .always)]]
  }

  /// Commands for CodeBuild that hand over no outputs at all. Which ones others hand over is not
  /// known.
  init?(ofCommands projects: [CodeBuildProject], in workspace: Workspace) {
    guard let provision = projects.first?.provision,
      projects.allSatisfy({ $0.reportsOutputs(in: workspace) == false })
    else { return nil }
    names = []
    place = .span(provision.key.span)
    templates = [[PathOutputs(presence: [:], condition: .always)]]
  }

  /// What to say to the reader of a name that is not there.
  func advice(on name: String) -> String? {
    if names.contains(name) { return "it is there on some paths alone" }
    if let close = closestName(to: name, among: names) { return "did you mean `\(close)`?" }
    if names.isEmpty { return "it has no outputs" }
    return names.count <= 6 ? "its outputs are \(quotedList(names))" : nil
  }
}

extension CloudFormationTemplate {
  /// When each output is there, on this path.
  fileprivate var outputPresence: [String: Condition] {
    Dictionary(
      outputs.map { output in
        guard let condition = output.node["Condition"], condition.isScalar else {
          return (output.name, .always)
        }
        return (output.name, formula(ofCondition: condition.text))
      }, uniquingKeysWith: { $1 })
  }
}

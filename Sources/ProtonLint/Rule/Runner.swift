/// Calls every rule where it asked, and joins equal findings.
func findings(of rules: [Rule], in model: Model) -> [Finding] {
  var collection = FindingCollection(model: model)
  let schemaFaults = schemaFaults(for: rules, in: model)
  for rule in rules {
    switch rule.check {
    case .file(let check):
      for file in model.files {
        collection.add(check(file), by: rule, when: .always)
      }
    case .bundle(let check):
      for bundle in model.workspace.bundles {
        collection.add(check(bundle, model), by: rule, when: .always)
      }
    case .template(let check):
      for template in model.graph.templates {
        for path in template.paths {
          collection.add(check(path, model), by: rule, when: path.condition)
        }
      }
    case .resource(let types, let check):
      let graph = model.graph
      let resources = types.cloudFormation?.flatMap(graph.resources(ofType:)) ?? graph.resources
      for resource in resources {
        collection.add(check(resource, graph), by: rule, when: resource.condition)
      }
    case .schema(let topic):
      for (path, faults) in schemaFaults {
        for fault in faults where fault.topic == topic && (fault.rule ?? rule.id) == rule.id {
          collection.add([Problem(fault)], by: rule, when: path.condition)
        }
      }
    case .codeBuild(let check):
      for manifest in model.codeBuildManifests {
        for project in manifest.projects {
          collection.add(check(project, model), by: rule, when: project.condition)
        }
      }
    case .graph(let check):
      collection.add(check(model), by: rule, when: .always)
    }
  }
  return collection.sorted
}

/// The faults of each path through each template, worked out once for all rules.
private func schemaFaults(
  for rules: [Rule], in model: Model
) -> [(path: CloudFormationTemplate, faults: [SchemaFault])] {
  let isWanted = rules.contains { if case .schema = $0.check { true } else { false } }
  guard isWanted else { return [] }
  let claimed = Set(
    rules.compactMap { if case .schema(.ruled) = $0.check { $0.id } else { nil } })
  let patterns = SchemaFacts.PatternCache()
  // Of what breaks off, more than is read may stand there.
  let paths = model.graph.templates.filter(\.rendered.isWhole).flatMap(\.paths).filter {
    !$0.tree.breaksOff
  }
  return concurrentMap(paths.count, workers: model.workers) { number in
    let path = paths[number]
    let faults = path.schemaFaults(model.resourceTypes, inRegions: model.regionMask, patterns)
    return (path, faults.map { $0.unclaimed(by: claimed) })
  }
}

extension SchemaFault {
  /// A wrong reference is one whoever asks for another, unless a rule of the table's own reports it.
  fileprivate func unclaimed(by rules: Set<Rule.ID>) -> SchemaFault {
    guard let rule, case .wrongReference = kind, !rules.contains(rule) else { return self }
    var fault = self
    fault.rule = nil
    return fault
  }
}

extension Problem {
  fileprivate init(_ fault: SchemaFault) {
    self.init(fault.message, at: Label(fault.span), help: fault.help, when: fault.condition)
  }
}

/// Findings that are equal but for their conditions are one, under any of the conditions.
private struct FindingCollection {
  let model: Model
  private var conditions: [Finding: Condition] = [:]

  init(model: Model) { self.model = model }

  mutating func add(_ problems: [Problem], by rule: Rule, when condition: Condition) {
    for problem in problems {
      let holds = problem.condition.and(condition)
      guard !holds.isNever else { continue }
      var unconditional = problem
      unconditional.condition = .always
      let finding = Finding(
        rule: rule.id, severity: rule.severity, problem: unconditional,
        scope: scope(of: problem.primary.place))
      conditions[finding] = conditions[finding]?.or(holds) ?? holds
    }
  }

  /// In the order of their places; the same input always gives the same report.
  var sorted: [Finding] {
    conditions.map { finding, condition in
      var finding = finding
      finding.problem.condition = condition
      return finding
    }.sorted { key(of: $0) < key(of: $1) }
  }

  private func key(of finding: Finding) -> Key {
    let path: String
    var range = 0..<0
    switch finding.problem.primary.place {
    case .span(let span):
      path = model.sources[span.file].path
      range = span.range
    case .file(let file): path = model.sources[file].path
    case .folder(let folder): path = folder
    }
    return Key(
      path: path, start: range.lowerBound, end: range.upperBound, rule: finding.rule,
      message: finding.problem.message + (finding.problem.help ?? ""))
  }

  private struct Key: Comparable {
    let path: String
    let start: Int
    let end: Int
    let rule: String
    let message: String

    static func < (left: Key, right: Key) -> Bool {
      (left.path, left.start, left.end, left.rule, left.message)
        < (right.path, right.start, right.end, right.rule, right.message)
    }
  }

  private func scope(of place: Place) -> String {
    switch place {
    case .span(let span): model.sources[span.file].path
    case .file(let file): model.sources[file].path
    case .folder(let folder): folder
    }
  }
}

import Foundation

/// Faults of what a template reads, and of what its bundle or another one gives it.
let faultsOfNames: [Fault] = [
  // Inputs
  Fault(
    "a misspelt input", "undeclared-input", in: .template,
    #"(\{\{ *)((?:environment|service_instance|pipeline)\.inputs\.\w)\w(\w+)(?= *\}\})"#,
    "$1«$2$3»"),
  Fault("an input that is renamed in the schema", "undeclared-input") { texts in
    texts.inputs.map { input in
      Injection { BrokenWorkspace(input.property.replaced(by: "$1$2_renamed:").texts, input.uses) }
    }
  },
  Fault("an optional input without a default", "unguarded-optional-input") { texts in
    texts.inputs.filter { !$0.isRequired }.flatMap { input in
      let indentation = input.property[1] + "  "
      let pattern =
        "(?<=^\(input.property[1])\(input.name):\n)"
        + "((?:\(indentation).*\n)*?)\(indentation)default:.*\n?"
      return texts.matches(of: pattern, in: input.property.path).map { match in
        // Each template is told once.
        let first = input.uses.filter { use in
          !input.uses.contains { $0.path == use.path && ($0.line ?? 0) < (use.line ?? 0) }
        }
        return Injection { BrokenWorkspace(match.replaced(by: "$1").texts, first) }
      }
    }
  },

  // Names
  Fault(
    "a service's name in an environment", "unavailable-namespace", in: .environmentTemplate,
    #"\{\{ *environment\.\w+(\.\w+)? *\}\}"#, "{{ «service_instance.name» }}"),
  Fault(
    "a pipeline's input in an instance", "unavailable-namespace", in: .instanceTemplate,
    #"\{\{ *service_instance\.inputs\.\w+ *\}\}"#, "{{ «pipeline.inputs.port» }}"),
  Fault(
    "an environment's input in an instance", "unavailable-namespace", in: .instanceTemplate,
    #"\benvironment\.outputs\."#, "«environment.inputs».", where: \.isInExpression),
  Fault(
    "an output of the preview", "preview-name", in: .instanceTemplate,
    #"\benvironment\.outputs\.(\w+)"#, "«environment.$1»", where: \.isInExpression),
  Fault(
    "an input of the preview", "preview-name", in: .instanceTemplate,
    #"\{\{ *service_instance\.inputs\.(\w+)"#, "{{ «service_instance.$1»",
    where: { $0[1] != "name" }),
  Fault(
    "the service's name of the preview", "preview-name", in: .pipelineTemplate,
    #"\bservice\.name\b"#, "«service_name»", where: \.isInExpression),
  Fault(
    "a misspelt namespace", "undefined-name", in: .template,
    #"\{\{ *(?:environment|service_instance|service)\."#, "{{ «enviroment»."),
  Fault(
    "a misspelt name of an instance", "undefined-name", in: .instanceTemplate,
    #"\bservice_instance\.name\b"#, "«service_instance.nmae»", where: \.isInExpression),

  // Contracts
  Fault(
    "a misspelt output of the environment", "unknown-environment-output", in: .instanceTemplate,
    #"\b(environment\.outputs\.\w)\w(\w+)"#, "«$1$2»",
    where: { $0.isInExpression && !$0.texts.environments(of: $0.bundle).isEmpty }),
  Fault("an output that is renamed in the environment", "unknown-environment-output") { texts in
    texts.paths(of: .environmentTemplate).flatMap { path in
      let environment = texts.bundle(of: path)
      let users = texts.paths(of: .instanceTemplate).filter {
        texts.environments(of: texts.bundle(of: $0)).contains(environment)
      }
      return texts.outputs(of: path).compactMap { output -> Injection? in
        let uses = users.flatMap {
          texts.lines(of: "\\benvironment\\.outputs\\.\(output[1])\\b", in: $0)
        }
        guard !uses.isEmpty else { return nil }
        return Injection { BrokenWorkspace(output.replaced(by: "  $1Renamed:").texts, uses) }
      }
    }
  },
  Fault(
    "a misspelt output of the instances", "unknown-instance-output", in: .pipelineTemplate,
    #"\b(service_instances?(?:\[0\])?\.outputs\.\w)\w(\w+)"#, "«$1$2»", where: \.isInExpression),
  Fault("an output that is renamed in the instance", "unknown-instance-output") { texts in
    texts.paths(of: .instanceTemplate).flatMap { path in
      let pipelines = texts.templates(in: texts.bundle(of: path), .pipelineTemplate)
      return texts.outputs(of: path).compactMap { output -> Injection? in
        let uses = pipelines.flatMap {
          texts.lines(of: "\\bservice_instances?(?:\\[0\\])?\\.outputs\\.\(output[1])\\b", in: $0)
        }
        guard !uses.isEmpty else { return nil }
        return Injection { BrokenWorkspace(output.replaced(by: "  $1Renamed:").texts, uses) }
      }
    }
  },
]

extension FaultMatch {
  /// Whether it stands in an expression that is printed, and not in a condition.
  var isInExpression: Bool {
    let line = (text as NSString).substring(
      with: (text as NSString).lineRange(for: NSRange(location: start, length: 0)))
    return line.contains("{{") && !line.contains("{%")
  }
}

/// An input that is declared once and printed at least once, and never asked about.
private struct DeclaredInput {
  let property: FaultMatch
  let isRequired: Bool
  let uses: [FaultPlace]
  var name: String { property[2] }
}

extension WorkspaceTexts {
  fileprivate var inputs: [DeclaredInput] {
    paths(of: .schema).flatMap { path in
      let properties = matches(of: #"^(        )(\w+):$"#, in: path)
      return properties.compactMap { property -> DeclaredInput? in
        let name = property[2]
        let templates = self.templates(in: bundle(of: path))
        let uses = templates.flatMap { lines(of: "\\{\\{[^}]*inputs\\.\(name)\\b", in: $0) }
        let mentions = templates.flatMap { lines(of: "inputs\\.\(name)\\b", in: $0) }
        guard properties.filter({ $0[2] == name }).count == 1, !uses.isEmpty, uses == mentions
        else { return nil }
        let isRequired = !matches(of: "^ +- *\"?\(name)\"?$", in: path).isEmpty
        return DeclaredInput(property: property, isRequired: isRequired, uses: uses)
      }
    }
  }

  /// The names of the outputs of a template.
  fileprivate func outputs(of path: String) -> [FaultMatch] {
    guard let section = matches(of: "^Outputs:", in: path).first else { return [] }
    return matches(of: #"^  (\w+):$"#, in: path).filter { $0.start > section.start }
  }
}

import ProtonLint

/// The environments that a service may be deployed into, with their outputs.
struct ServiceEnvironments {
  private struct Environment {
    /// With its major version where another one is there as well.
    let name: String
    /// Nil where Terraform or shell commands make them.
    let outputs: KnownOutputs?
  }

  /// Whether the service says which they are. Otherwise they are those that lie near it.
  let isRegistered: Bool
  private let environments: [Environment]

  init(of service: TemplateBundle, in model: Model) {
    let isRegistered = service.registration != nil
    self.isRegistered = isRegistered
    let bundles = model.workspace.compatibleEnvironments(of: service)
      .filter { isRegistered || canHold(service, $0) }
    let counts = Dictionary(bundles.map { ($0.name, 1) }, uniquingKeysWith: +)
    environments = bundles.map { bundle in
      let isOneOfSeveral = counts[bundle.name] ?? 0 > 1
      return Environment(
        name: isOneOfSeveral ? "\(bundle.name):\(bundle.majorVersion)" : bundle.name,
        outputs: knownOutputs(of: bundle, in: model))
    }
  }

  /// The service may be deployed into each of the environments, so each must have the output.
  func missingInAny(_ name: String, at span: Span) -> Problem? {
    let lacking = environments.compactMap { environment -> Lacking? in
      guard let outputs = environment.outputs else { return nil }
      let absence = outputs.absence(of: name)
      return absence.isNever
        ? nil : Lacking(name: environment.name, outputs: outputs, absence: absence)
    }
    return missing(
      name, at: span, in: lacking, when: lacking.reduce(.never) { $0.or($1.absence) })
  }

  /// Nobody says which of the environments the service is for: one that has the output is enough.
  func missingInAll(_ name: String, at span: Span) -> Problem? {
    var condition = Condition.always
    var lacking: [Lacking] = []
    for environment in environments {
      guard let outputs = environment.outputs else { return nil }
      let absence = outputs.absence(of: name)
      condition = condition.and(absence)
      guard !condition.isNever else { return nil }
      lacking.append(Lacking(name: environment.name, outputs: outputs, absence: absence))
    }
    return missing(name, at: span, in: lacking, when: condition)
  }

  /// An environment without an output.
  private struct Lacking {
    let name: String
    let outputs: KnownOutputs
    let absence: Condition

    var label: Label {
      let when = absence.words.map { ", where it is missing \($0)" } ?? ""
      return Label(outputs.place, "the outputs of `\(name)`\(when)")
    }
  }

  private func missing(
    _ name: String, at span: Span, in environments: [Lacking], when condition: Condition
  ) -> Problem? {
    guard let first = environments.first else { return nil }
    let shown = environments.prefix(3)
    let names =
      quotedList(shown.map(\.name))
      + (environments.count > 3 ? " and \(environments.count - 3) more" : "")
    return Problem(
      environments.count == 1
        ? "environment \(names) has no output `\(name)`"
        : "environments \(names) have no output `\(name)`",
      at: Label(span), related: shown.map(\.label), help: first.outputs.advice(on: name),
      when: condition, evidence: name)
  }
}

extension Check {
  /// A check of each output of the environment that a service or component reads without a guard.
  static func environmentOutputs(
    _ check: @escaping @Sendable (String, Span, ServiceEnvironments) -> Problem?
  ) -> Check {
    .bundle { bundle, model in
      guard bundle.kind != .environment else { return [] }
      let environments = ServiceEnvironments(of: bundle, in: model)
      return model.renderedFiles(of: bundle.id).flatMap { template in
        template.unguardedReads(of: [
          "environment.outputs", "service_instances.environment.outputs",
        ])
        .compactMap { name, span, condition in
          check(name, span, environments)?.holding(when: condition)
        }
      }
    }
  }
}

/// Whether an environment that lies near a service can be its environment: Proton deploys no
/// CloudFormation into what Terraform made, nor the reverse.
private func canHold(_ service: TemplateBundle, _ environment: TemplateBundle) -> Bool {
  let engines = Set((service.infrastructure + environment.infrastructure).compactMap(\.engine))
  return !(engines.contains(.jinja) && engines.contains(.terraform))
}

private func knownOutputs(of environment: TemplateBundle, in model: Model) -> KnownOutputs? {
  if let outputs = KnownOutputs(customerManaged: environment) { return outputs }
  let projects = model.codeBuildManifests(of: environment.id).flatMap(\.projects)
  if let outputs = KnownOutputs(ofCommands: projects, in: model.workspace) { return outputs }
  guard environment.infrastructure.allSatisfy({ $0.engine == .jinja }) else { return nil }
  return KnownOutputs(of: model.templates(of: environment.id))
}

import ProtonLint

extension Rule {
  public static let tooManyInstances = Rule(
    id: "too-many-instances",
    category: .bundle,
    severity: .error,
    finds: "a spec with more instances than a service may have",
    why: "Proton has a quota of 20 instances for each service, and refuses the spec.",
    fix: "Divide the instances among several services.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-limits.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "one too many",
        """
        #- spec/spec.yaml
        proton: ServiceSpec
        instances: [{name: a}, {name: b}, {name: c}, {name: d}, {name: e}, {name: f}, {name: g},
                    {name: h}, {name: i}, {name: j}, {name: k}, {name: l}, {name: m}, {name: n},
                    {name: o}, {name: p}, {name: q}, {name: r}, {name: s}, {name: t}, {name: «u»}]
        """),
      .clean(
        "as many as there may be",
        """
        #- spec/spec.yaml
        proton: ServiceSpec
        instances: [{name: a}, {name: b}, {name: c}, {name: d}, {name: e}, {name: f}, {name: g},
                    {name: h}, {name: i}, {name: j}, {name: k}, {name: l}, {name: m}, {name: n},
                    {name: o}, {name: p}, {name: q}, {name: r}, {name: s}, {name: t}]
        """),
    ],
    check: .graph { model in
      model.workspace.specs.compactMap { spec in
        guard spec.instances.count > instanceQuota else { return nil }
        let first = spec.instances[instanceQuota]
        return Problem(
          "\(spec.instances.count) instances are more than the \(instanceQuota) of a service",
          at: Label((first.name ?? first.node).span),
          related: spec.instancesEntry.map { [Label($0.key.span, "in this list")] } ?? [],
          help: "divide them among several services")
      }
    }
  )
}

private let instanceQuota = 20

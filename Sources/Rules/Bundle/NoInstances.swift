import ProtonLint

extension Rule {
  public static let noInstances = Rule(
    id: "no-instances",
    category: .bundle,
    severity: .warning,
    finds: "a spec of a service without any instance",
    why: """
      A service runs in its instances, and has at least one once it is made. A spec without any \
      makes a pipeline at best, which deploys nothing.
      """,
    fix: "Add an instance with a name and an environment.",
    source: "https://docs.aws.amazon.com/proton/latest/APIReference/API_CreateService.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an empty list",
        """
        #- spec/spec.yaml
        proton: ServiceSpec
        pipeline: {branch: main}
        «instances»: []
        """),
      .flagged(
        "no list",
        """
        #- spec/spec.yaml
        proton: «ServiceSpec»
        pipeline: {branch: main}
        """),
      .clean(
        "an instance",
        """
        #- spec/spec.yaml
        proton: ServiceSpec
        instances:
          - {name: web, environment: production}
        """),
    ],
    check: .graph { model in
      model.workspace.specs.compactMap { spec in
        guard spec.kind == .service, spec.saysItsKind, spec.instances.isEmpty,
          !spec.tree.breaksOff, spec.instancesEntry.map({ $0.value.isEmptyList }) ?? true,
          let place = spec.instancesEntry?.key ?? spec.kindEntry?.value
        else { return nil }
        return Problem(
          "the service has no instance", at: Label(place.contentSpan),
          help: "add one with a name and an environment")
      }
    }
  )
}

extension SyntaxNode {
  fileprivate var isEmptyList: Bool { isNull || isSequence }
}

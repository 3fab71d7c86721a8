import ProtonLint

extension Rule {
  public static let opsInstanceUnknown = Rule(
    id: "ops-instance-unknown",
    category: .bundle,
    severity: .warning,
    finds: "a `proton-ops.yaml` with an instance that its spec does not have",
    why: """
      Service sync looks the instance up in the spec that is named for it. One that is not there is \
      never synced.
      """,
    fix: "Correct the name, or add the instance to the spec.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-service-sync-configs.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a misspelt instance",
        """
        #- proton-ops.yaml
        sync:
          services:
            web:
              «aplha»: {branch: main, spec: ./web/spec.yaml}
        #- web/spec.yaml
        proton: ServiceSpec
        instances:
          - {name: alpha, environment: production}
        """),
      .clean(
        "an instance of the spec, and specs on several branches",
        """
        #- proton-ops.yaml
        sync:
          services:
            web:
              alpha: {branch: dev, spec: ./web/spec.yaml}
              beta: {branch: main, spec: ./web/spec.yaml}
        #- web/spec.yaml
        proton: ServiceSpec
        instances:
          - {name: alpha, environment: production}
        """),
    ],
    check: .graph { model in
      let specs = Dictionary(
        model.workspace.specs.filter { $0.origin == .file }.map { ($0.file, $0) },
        uniquingKeysWith: { first, _ in first })
      return model.workspace.opsFiles.filter(\.hasOneBranch).flatMap { opsFile in
        opsFile.instances.compactMap { instance -> Problem? in
          guard let spec = instance.target.flatMap({ specs[$0] }), spec.kind == .service,
            !spec.tree.breaksOff, instance.name.isFinalText,
            spec.instances.allSatisfy({ $0.knownName != nil })
          else { return nil }
          let names = spec.instances.compactMap(\.knownName?.text)
          guard !names.contains(instance.name.text) else { return nil }
          return Problem(
            "the spec has no instance `\(instance.name.text)`", at: Label(instance.name.span),
            related: spec.instancesEntry.map { [Label($0.key.span, "its instances")] } ?? [],
            help: closestName(to: instance.name.text, among: names).map { "did you mean `\($0)`?" },
            evidence: instance.name.text)
        }
      }
    }
  )
}

import ProtonLint

extension Rule {
  public static let opsSpecMissing = Rule(
    id: "ops-spec-missing",
    category: .bundle,
    severity: .warning,
    finds: "a `proton-ops.yaml` with an instance whose spec is not there",
    why: """
      Service sync deploys an instance from the spec that is named here, as it is on the named \
      branch. An instance without one is never synced.
      """,
    fix: "Correct the path, which starts at the top of the repository, or add the spec.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-service-sync-configs.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a misspelt path, and none",
        """
        #- proton-ops.yaml
        sync:
          services:
            web:
              alpha:
                branch: main
                spec: «./web/alpa-spec.yaml»
              «beta»:
                branch: main
        #- web/alpha-spec.yaml
        proton: ServiceSpec
        instances:
          - {name: alpha, environment: production}
        """),
      .clean(
        "a spec that is there, from a file that lies deeper",
        """
        #- configuration/proton-ops.yaml
        sync:
          services:
            web:
              alpha: {branch: main, spec: ./web/spec.yaml}
        #- web/spec.yaml
        proton: ServiceSpec
        instances:
          - {name: alpha, environment: production}
        """),
    ],
    check: .graph { model in
      model.workspace.opsFiles.filter { !$0.tree.breaksOff }.flatMap { opsFile in
        opsFile.instances.compactMap { instance -> Problem? in
          guard let spec = instance.spec, !spec.isNull else {
            return instance.node.isMapping
              ? Problem(
                "the instance `\(instance.name.text)` has no spec", at: Label(instance.name.span),
                help: "add `spec` with the path of one", evidence: instance.name.text) : nil
          }
          guard instance.target == nil, instance.isTargetFolderKnown, opsFile.hasOneBranch,
            spec.isFinalText
          else { return nil }
          return Problem(
            "there is no file `\(spec.text)` here", at: Label(spec.contentSpan),
            help: instance.branch.map { "it must be on the branch `\($0)`" }, evidence: spec.text)
        }
      }
    }
  )
}

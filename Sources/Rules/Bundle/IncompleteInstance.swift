import ProtonLint

extension Rule {
  public static let incompleteInstance = Rule(
    id: "incomplete-instance",
    category: .bundle,
    severity: .error,
    finds: "an instance of a service without a name or without an environment",
    why: """
      An instance is deployed into the environment that it names, under its own name. Proton refuses \
      a spec that lacks one of them.
      """,
    fix: "Give the instance a `name` and an `environment`.",
    source: "https://docs.aws.amazon.com/proton/latest/APIReference/API_CreateService.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "no environment, and a misspelt one",
        """
        #- spec/spec.yaml
        proton: ServiceSpec
        instances:
          - name: «web»
            spec: {port: 80}
          - name: «api»
            enviroment: production
        """),
      .clean(
        "an instance that takes all defaults",
        """
        #- spec/spec.yaml
        proton: ServiceSpec
        instances:
          - name: web
            environment: production
        """),
    ],
    check: .graph { model in
      model.workspace.specs.filter { $0.saysItsKind && !$0.tree.breaksOff }
        .flatMap(\.instances).flatMap(missingKeys)
    }
  )
}

private func missingKeys(of instance: Spec.Instance) -> [Problem] {
  let node = instance.node
  guard node.isMapping, node.tag == nil else { return [] }
  return ["name", "environment"].filter { node[$0].map(\.isNull) ?? true }.map { key in
    let misspelt = node.entries.map(\.key.text).first {
      closestName(to: $0, among: [key]) != nil && $0 != key
    }
    let place = key == "name" ? nil : instance.name?.contentSpan
    return Problem(
      "the instance has no `\(key)`",
      at: Label(
        place ?? node.entry(key)?.key.span ?? node.entries.first { _ in true }?.key.span
          ?? node.span),
      help: misspelt.map { "is `\($0)` meant to be it?" }, evidence: key)
  }
}

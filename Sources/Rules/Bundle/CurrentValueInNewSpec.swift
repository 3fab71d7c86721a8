import ProtonLint

extension Rule {
  public static let currentValueInNewSpec = Rule(
    id: "current-value-in-new-spec",
    category: .bundle,
    severity: .error,
    finds: "a spec that keeps a current value where there is none yet",
    why: """
      `${Proton::CURRENT_VAL}` keeps what an input is now, when something is updated. Nothing is kept \
      when a service or an environment is made, and Proton refuses the spec.
      """,
    fix: "Write the value itself.",
    source: "https://docs.aws.amazon.com/proton/latest/APIReference/API_UpdateService.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a resource that makes a service",
        """
        #- service.yaml
        Resources:
          Service:
            Type: AWS::Proton::Service
            Properties:
              Name: web
              TemplateName: web-service
              Spec: |
                proton: ServiceSpec
                instances:
                  - name: web
                    environment: production
                    spec:
                      port: «${Proton::CURRENT_VAL}»
        """),
      .flagged(
        "a spec that a service is synced from",
        """
        #- proton-ops.yaml
        sync:
          services:
            web:
              alpha: {branch: main, spec: ./web/spec.yaml}
        #- web/spec.yaml
        proton: ServiceSpec
        instances:
          - {name: alpha, environment: production, spec: {port: "«${Proton::CURRENT_VAL}»"}}
        """),
      .clean(
        "a spec that may be for an update",
        """
        #- spec/spec.yaml
        proton: ServiceSpec
        instances:
          - {name: web, environment: production, spec: {port: "${Proton::CURRENT_VAL}"}}
        """),
    ],
    check: .graph { model in
      let synced = Set(model.workspace.opsFiles.flatMap(\.instances).compactMap(\.target))
      return model.workspace.specs.filter { spec in
        switch spec.origin {
        case .file: synced.contains(spec.file)
        case .resource: true
        case .command(let creates): creates
        }
      }.flatMap { spec in
        spec.sections.compactMap(\.values).flatMap { keptValues(in: $0, depth: 0) }
      }
    }
  )
}

private func keptValues(in node: SyntaxNode, depth: Int) -> [Problem] {
  guard depth < 32 else { return [] }
  if node.isScalar {
    guard node.text == "${Proton::CURRENT_VAL}" else { return [] }
    return [
      Problem(
        "there is no current value to keep", at: Label(node.contentSpan),
        help: "write the value itself")
    ]
  }
  return node.items.flatMap { keptValues(in: $0, depth: depth + 1) }
    + node.entries.flatMap { keptValues(in: $0.value, depth: depth + 1) }
}

import ProtonLint

extension Rule {
  public static let unknownSpecKind = Rule(
    id: "unknown-spec-kind",
    category: .bundle,
    severity: .error,
    finds: "a spec that does not say whether it is of an environment or of a service",
    why: """
      Proton reads a spec by its key `proton`, which is `EnvironmentSpec` or `ServiceSpec`. It \
      refuses a spec without it, or with anything else there.
      """,
    fix: "Begin the spec with `proton: EnvironmentSpec` or `proton: ServiceSpec`.",
    source: "https://docs.aws.amazon.com/proton/latest/APIReference/API_CreateService.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a kind that does not exist",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string}}}}
        #- spec/spec.yaml
        proton: «Environment»
        spec: {cidr: 10.0.0.0/16}
        """),
      .flagged(
        "a spec without the key", at: "spec/spec.json",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer}}}}
        #- spec/spec.json
        {"instances": [{"name": "web", "environment": "production", "spec": {"port": 80}}]}
        """),
      .clean(
        "a spec of a service",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer}}}}
        #- spec/spec.yaml
        proton: ServiceSpec
        instances:
          - {name: web, environment: production, spec: {port: 80}}
        """),
    ],
    check: .graph { model in
      model.workspace.specs.filter { !$0.saysItsKind && !$0.tree.breaksOff }.map(unknownKind)
    }
  )
}

private func unknownKind(of spec: Spec) -> Problem {
  guard let entry = spec.kindEntry else {
    let misspelt = spec.root.entries.first {
      closestName(to: $0.key.text, among: ["proton"]) != nil
    }
    let isFile = spec.origin == .file
    let place = misspelt.map { Label($0.key.span) }
    return Problem(
      "the spec has no key `proton`",
      at: place ?? (isFile ? Label(.file(spec.file)) : Label(spec.root.span)),
      help: misspelt.map { "is `\($0.key.text)` meant to be it?" }
        ?? "begin it with `proton: \(spec.kind.rawValue)`")
  }
  return Problem(
    "`\(entry.value.text)` is no kind of a spec",
    at: Label(entry.value.isNull ? entry.key.span : entry.value.contentSpan),
    help: "write `\(spec.kind.rawValue)`", evidence: entry.value.text)
}

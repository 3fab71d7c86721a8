import ProtonLint

extension Rule {
  public static let malformedCompatibleEnvironment = Rule(
    id: "malformed-compatible-environment",
    category: .bundle,
    severity: .error,
    finds: "a compatible environment that is not written `name:major`",
    why: """
      Template sync takes the name of an environment template and its major version, and fails for \
      the whole service where it cannot read one of them.
      """,
    fix: "Write the template's name, a colon and the major version, without blanks: `shared:1`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/create-template-sync.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a name alone, a minor version, and a blank that makes a mapping",
        """
        #- web/v1/.template-registration.yaml
        compatible_environments:
          - «shared»
          - «isolated:1.0»
          - «regional: 1»
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .flagged(
        "YAML in the file of lines",
        """
        #- web/v1/.compatible-envs
        «- shared:1»
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "names with major versions",
        """
        #- web/v1/.compatible-envs
        shared:1

        isolated:12
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .bundle { bundle, model in
      guard let registration = bundle.registration else { return [] }
      if let entry = registration.environmentsEntry, !entry.value.isSequence {
        let place = entry.value.isNull ? entry.key.span : entry.value.span
        return [Problem("`\(entry.key.text)` is no list", at: Label(place))]
      }
      return registration.compatible.filter {
        $0.majorVersion == nil || !isProtonName($0.name)
      }.map {
        Problem(
          "`\(model.sources.text(of: $0.span))` is not `name:major`", at: Label($0.span),
          help: "write the name of the environment template and its major version: `shared:1`")
      }
    }
  )
}

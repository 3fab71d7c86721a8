import ProtonLint

extension Rule {
  public static let misspeltRegistrationKey = Rule(
    id: "misspelt-registration-key",
    category: .bundle,
    severity: .error,
    finds: "a `.template-registration.yaml` with a misspelt key",
    why: """
      Template sync registers a service with the environments of `compatible_environments`. Under \
      any other name they are not found, and the sync of the service fails.
      """,
    fix: "Correct the key.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/create-template-sync.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "the singular",
        """
        #- web/v1/.template-registration.yaml
        «compatible_environment»:
          - shared:1
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "the key of the guide",
        """
        #- web/v1/.template-registration.yaml
        compatible_environments:
          - shared:1
        supported_component_sources:
          - DIRECTLY_DEFINED
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .bundle { bundle, _ in
      guard let registration = bundle.registration, registration.form == .registration,
        let root = registration.tree?.root
      else { return [] }
      return root.entries.compactMap { entry in
        let keys = ["compatible_environments", "supported_component_sources"]
        let key = entry.key.text
        guard !keys.contains(key), let meant = closestName(to: key, among: keys) else { return nil }
        return Problem(
          "`\(key)` is no key of a registration", at: Label(entry.key.span),
          help: "did you mean `\(meant)`?", evidence: key)
      }
    }
  )
}

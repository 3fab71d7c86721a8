import ProtonLint

extension Rule {
  public static let conflictingRegistrations = Rule(
    id: "conflicting-registrations",
    category: .bundle,
    severity: .warning,
    finds: "two registrations of a service that name different environments",
    why: """
      `.template-registration.yaml` has taken the place of `.compatible-envs`. Which of the two is \
      read where both are there is not documented, so nobody knows where the service can go.
      """,
    fix: "Remove `.compatible-envs`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/create-template-sync.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an environment in one of them", at: "web/v1/.compatible-envs",
        """
        #- web/v1/.compatible-envs
        shared:1
        #- web/v1/.template-registration.yaml
        compatible_environments: [shared:1, isolated:1]
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "two that say the same",
        """
        #- web/v1/.compatible-envs
        shared:1
        #- web/v1/.template-registration.yaml
        compatible_environments: [shared:1]
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .bundle { bundle, _ in
      guard let first = bundle.registrations.first else { return [] }
      return bundle.registrations.dropFirst().filter { $0.environments != first.environments }.map {
        Problem(
          "this registration and another name different environments", at: Label(.file($0.file)),
          related: [Label(.file(first.file), "the other one")], help: "remove one of them")
      }
    }
  )
}

extension Registration {
  fileprivate var environments: Set<String> {
    Set(compatible.map { "\($0.name):\($0.majorVersion.map(String.init) ?? "")" })
  }
}

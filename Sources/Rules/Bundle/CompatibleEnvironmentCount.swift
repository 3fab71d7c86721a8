import ProtonLint

extension Rule {
  public static let compatibleEnvironmentCount = Rule(
    id: "compatible-environment-count",
    category: .bundle,
    severity: .error,
    finds: "a registration with no compatible environment, or with more than ten",
    why:
      "Proton takes from one to ten compatible environments for a version of a service template.",
    fix: "Name from one to ten environments.",
    source:
      "https://docs.aws.amazon.com/proton/latest/APIReference/API_CreateServiceTemplateVersion.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "eleven",
        """
        #- web/v1/.compatible-envs
        a:1
        b:1
        c:1
        d:1
        e:1
        f:1
        g:1
        h:1
        i:1
        j:1
        «k:1»
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .flagged(
        "none",
        """
        #- web/v1/.template-registration.yaml
        «compatible_environments»: []
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "one",
        """
        #- web/v1/.template-registration.yaml
        compatible_environments: [shared:1]
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .bundle { bundle, _ in
      guard bundle.kind == .service, let registration = bundle.registration else { return [] }
      let count = registration.compatible.count
      if count > 10 {
        return [
          Problem(
            "\(count) compatible environments are more than the ten that Proton takes",
            at: Label(registration.compatible[10].span))
        ]
      }
      guard count == 0, registration.form != .protonizer else { return [] }
      if let entry = registration.environmentsEntry {
        guard entry.value.isSequence || entry.value.isNull else { return [] }
        return [Problem("there is no compatible environment", at: Label(entry.key.span))]
      }
      // `misspelt-registration-key` and the syntax rules speak of what cannot be read.
      guard registration.form == .lines else { return [] }
      return [Problem("there is no compatible environment", at: Label(.file(registration.file)))]
    }
  )
}

import ProtonLint

extension Rule {
  public static let unknownComponentSource = Rule(
    id: "unknown-component-source",
    category: .bundle,
    severity: .error,
    finds: "a registration with a source of components that does not exist",
    why: """
      `DIRECTLY_DEFINED` is the one source of components that Proton knows. It refuses a version of \
      a template with any other.
      """,
    fix: "Write `DIRECTLY_DEFINED`, or leave the key out.",
    source:
      "https://docs.aws.amazon.com/proton/latest/APIReference/API_CreateServiceTemplateVersion.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "small letters",
        """
        #- web/v1/.template-registration.yaml
        compatible_environments: [shared:1]
        supported_component_sources:
          - «directly_defined»
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "the source that exists",
        """
        #- web/v1/.template-registration.yaml
        compatible_environments: [shared:1]
        supported_component_sources:
          - DIRECTLY_DEFINED
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .bundle { bundle, _ in
      guard let value = bundle.registration?.tree?.root?["supported_component_sources"] else {
        return []
      }
      let sources = value.isScalar ? [value] : Array(value.items)
      return sources.filter { $0.isScalar && !$0.isNull && $0.text != "DIRECTLY_DEFINED" }.map {
        Problem(
          "`\($0.text)` is no source of components", at: Label($0.contentSpan),
          help: "write `DIRECTLY_DEFINED`", evidence: $0.text)
      }
    }
  )
}

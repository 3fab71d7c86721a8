import ProtonLint

extension Rule {
  public static let invalidTemplateName = Rule(
    id: "invalid-template-name",
    category: .bundle,
    severity: .warning,
    finds: "a folder of versions whose name Proton does not take for a template",
    why: """
      Template sync looks for a folder with the template's name. A name has up to 100 letters, \
      digits, hyphens and underscores, so no template is called like this folder.
      """,
    fix: "Rename the folder.",
    source: "https://docs.aws.amazon.com/proton/latest/APIReference/API_CreateServiceTemplate.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a blank", at: "web service/v1",
        """
        #- web service/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "a hyphen",
        """
        #- web-service/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .bundle { bundle, _ in
      guard bundle.isVersioned, !isProtonName(bundle.name) else { return [] }
      return [
        Problem(
          "`\(bundle.name)` is no name of a template", at: Label(.folder(bundle.root)),
          help: """
            up to 100 letters, digits, hyphens and underscores, a letter or a digit first
            """, evidence: bundle.name)
      ]
    }
  )
}

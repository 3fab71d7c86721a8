import ProtonLint

extension Rule {
  public static let manifestFileOutside = Rule(
    id: "manifest-file-outside",
    category: .bundle,
    severity: .error,
    finds: "a manifest that names a file outside of its folder",
    why: """
      Proton has nothing but the bundle, and looks for templates in the folder of the manifest. What \
      the name leads to was not read here either.
      """,
    fix: "Put the template into the folder of the manifest, and name it alone.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a name that climbs",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - file: «../shared/cloudformation.yaml»
              rendering_engine: jinja
              template_language: cloudformation
        """),
      .flagged(
        "an absolute name",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - file: «/templates/cloudformation.yaml»
              rendering_engine: jinja
              template_language: cloudformation
        """),
      .clean(
        "a file of the folder",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - file: ./cloudformation.yaml
              rendering_engine: jinja
              template_language: cloudformation
        #- infrastructure/cloudformation.yaml
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        """),
    ],
    check: .bundle { bundle, _ in
      bundle.manifestEntries.compactMap { entry in
        guard entry.target == .outside, let file = entry.file else { return nil }
        return Problem(
          "`\(file.text)` leads out of the folder of the manifest", at: Label(file.span),
          help: "put the template beside the manifest; what this leads to was not read",
          evidence: file.text)
      }
    }
  )
}

import ProtonLint

extension Rule {
  public static let previewManifestKey = Rule(
    id: "preview-manifest-key",
    category: .bundle,
    severity: .error,
    finds: "a manifest that names its engine as Proton's preview did",
    why: """
      Before general availability the key was `engine`. Proton has refused it since, so the bundle \
      cannot be registered.
      """,
    fix: "Rename `engine` to `rendering_engine`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "the old key",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - file: cloudformation.yaml
              «engine»: jinja
              template_language: cloudformation
        """),
      .clean(
        "the key of today",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - file: cloudformation.yaml
              rendering_engine: jinja
              template_language: cloudformation
        """),
    ],
    check: .bundle { bundle, _ in
      bundle.manifestEntries.compactMap(\.engine).filter { $0.key.text == "engine" }.map {
        Problem(
          "`engine` is a key of Proton's preview", at: Label($0.key.span),
          help: "rename it to `rendering_engine`")
      }
    }
  )
}

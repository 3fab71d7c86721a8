import ProtonLint

extension Rule {
  public static let versionGap = Rule(
    id: "version-gap",
    category: .bundle,
    severity: .warning,
    finds: "a major version of a template behind one that is missing",
    why: """
      Proton numbers the major versions of a template itself, one after the other. With `v1` and \
      `v3` in a repository, the folder and the version that is made of it have different numbers.
      """,
    fix: "Give the folder the number that follows the last version.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/create-template-sync.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a third version without a second", at: "shared/v3",
        """
        #- shared/v1/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- shared/v3/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "a second version whose first was removed",
        """
        #- shared/v2/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- shared/v3/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .graph { model in
      let versioned = model.workspace.bundles.filter(\.isVersioned)
      return Dictionary(grouping: versioned, by: \.templateFolder).values.flatMap { versions in
        let sorted = versions.sorted { $0.majorVersion < $1.majorVersion }
        return zip(sorted, sorted.dropFirst()).filter { before, bundle in
          bundle.majorVersion > before.majorVersion
            && bundle.majorVersion - 1 != before.majorVersion
        }.map { before, bundle in
          Problem(
            "version \(bundle.majorVersion) of `\(bundle.name)` follows version "
              + "\(before.majorVersion)",
            at: Label(.folder(bundle.root)),
            related: [Label(.folder(before.root), "the version before it")], evidence: bundle.name)
        }
      }
    }
  )
}

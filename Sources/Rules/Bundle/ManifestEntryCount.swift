import ProtonLint

extension Rule {
  public static let manifestEntryCount = Rule(
    id: "manifest-entry-count",
    category: .bundle,
    severity: .error,
    finds: "a manifest with more than one template of CloudFormation",
    why: """
      A folder of CloudFormation is one stack of one template, and a component has one file in \
      either language. Proton refuses a manifest that lists more.
      """,
    fix: "Join the templates into one, or nest them as stacks.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "two templates",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: network.yaml, rendering_engine: jinja, template_language: cloudformation}
            - {file: «cluster.yaml», rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "two files of Terraform",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: main.tf, rendering_engine: hcl, template_language: terraform}
            - {file: outputs.tf, rendering_engine: hcl, template_language: terraform}
        """),
    ],
    check: .bundle { bundle, _ in
      bundle.infrastructure.filter { $0.engine == .jinja || bundle.kind == .component }
        .compactMap(\.manifest).flatMap { superfluous(in: $0) }
    }
  )
}

private func superfluous(in manifest: Manifest) -> [Problem] {
  guard let first = manifest.entries.first else { return [] }
  return manifest.entries.dropFirst().map { entry in
    Problem(
      "Proton takes one template here, and this is another",
      at: Label((entry.file ?? entry.node).span),
      related: [Label((first.file ?? first.node).span, "the first one")],
      evidence: entry.file?.text ?? "")
  }
}

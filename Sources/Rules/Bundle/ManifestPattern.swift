import ProtonLint

extension Rule {
  public static let manifestPattern = Rule(
    id: "manifest-pattern",
    category: .bundle,
    severity: .error,
    finds: "a manifest with a pattern that Proton does not know",
    why: """
      The one pattern of a manifest is `*`: all `.tf` files of its folder. Others match nothing, and \
      files in folders below are not delivered.
      """,
    fix: "Write `\"*\"`, with the files beside the manifest, or name each file.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an ending, and a folder below",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: «"*.tf"», rendering_engine: hcl, template_language: terraform}
            - {file: «network/main.tf», rendering_engine: hcl, template_language: terraform}
        #- infrastructure/main.tf
        variable "name" {}
        #- infrastructure/network/main.tf
        variable "cidr" {}
        """),
      .clean(
        "all files of the folder",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: "*", rendering_engine: hcl, template_language: terraform}
        #- infrastructure/main.tf
        variable "name" {}
        """),
    ],
    check: .bundle { bundle, _ in
      bundle.manifestEntries.compactMap { entry in
        guard let file = entry.file, entry.target != .outside else { return nil }
        let isUnknown = isUnknownPattern(file.text)
        guard isUnknown || (entry.knownEngine == .terraform && isInFolderBelow(file.text)) else {
          return nil
        }
        return Problem(
          isUnknown
            ? "`\(file.text)` is no pattern of a manifest"
            : "`\(file.text)` lies in a folder that is not delivered",
          at: Label(file.span),
          help: "Proton takes the `.tf` files beside the manifest, as `*` or by name",
          evidence: file.text)
      }
    }
  )
}

/// Whether a name is a pattern other than the one that Proton knows.
func isUnknownPattern(_ name: String) -> Bool { name.contains("*") && name != "*" && name != "./*" }

private func isInFolderBelow(_ name: String) -> Bool {
  name.split(separator: "/").count { $0 != "." } > 1
}

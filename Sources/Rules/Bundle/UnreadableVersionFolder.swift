import ProtonLint

extension Rule {
  public static let unreadableVersionFolder = Rule(
    id: "unreadable-version-folder",
    category: .bundle,
    severity: .warning,
    finds: "a folder that means a version and is not called `v1`",
    why: """
      Template sync takes a folder `v1` below one of the template's name as the major version 1. It \
      passes over `v1.0` and `version1`: nothing is registered from there.
      """,
    fix: "Call the folder `v` and the major version. Minor versions have no folders.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/create-template-sync.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a minor version", at: "shared/v1.0",
        """
        #- shared/v1.0/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "a major version",
        """
        #- shared/v1/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .bundle { bundle, _ in
      guard !bundle.isVersioned, bundle.kind != .component,
        let major = meantVersion(of: lastPart(of: bundle.root))
      else { return [] }
      return [
        Problem(
          "`\(lastPart(of: bundle.root))` is no folder of a version",
          at: Label(.folder(bundle.root)),
          help: "call it `v\(major)`", evidence: lastPart(of: bundle.root))
      ]
    }
  )
}

/// The digits behind `v` or `version`, if nothing but a minor version follows.
private func meantVersion(of name: String) -> Substring? {
  let lowered = name.lowercased()
  guard let word = ["version", "ver", "v"].first(where: { lowered.hasPrefix($0) }) else {
    return nil
  }
  let rest = name.dropFirst(word.count).drop { "-_. ".contains($0) }
  let digits = rest.prefix { ("0"..."9").contains($0) }
  let minor = rest.dropFirst(digits.count)
  guard !digits.isEmpty, minor.allSatisfy({ ("0"..."9").contains($0) || ".x-_".contains($0) })
  else {
    return nil
  }
  return digits
}

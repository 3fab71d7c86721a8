import ProtonLint

extension Rule {
  public static let malformedCompatibleEnvironment = Rule(
    id: "malformed-compatible-environment",
    category: .bundle,
    severity: .error,
    finds: "a compatible environment that is not written `name:major`",
    why: """
      Template sync takes the name of an environment template and its major version, and fails for \
      the whole service where it cannot read one of them.
      """,
    fix: "Write the template's name, a colon and the major version, without blanks: `shared:1`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/create-template-sync.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a name alone, a minor version, and a blank that makes a mapping",
        """
        #- web/v1/.template-registration.yaml
        compatible_environments:
          - «shared»
          - «isolated:1.0»
          - «regional: 1»
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .flagged(
        "YAML in the file of lines",
        """
        #- web/v1/.compatible-envs
        «- shared:1»
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "names with major versions",
        """
        #- web/v1/.compatible-envs
        shared:1

        isolated:12
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .bundle { bundle, model in
      guard let registration = bundle.registration else { return [] }
      let entry = registration.tree?.root?["compatible_environments"]
      if let entry, !entry.isSequence {
        return [Problem("`compatible_environments` is no list", at: Label(entry.span))]
      }
      return registration.compatible.filter {
        $0.majorVersion == nil || !isTemplateName($0.name)
      }.map {
        Problem(
          "`\(model.sources.text(of: $0.span))` is not `name:major`", at: Label($0.span),
          help: "write the name of the environment template and its major version: `shared:1`")
      }
    }
  )
}

/// Whether Proton takes a name: letters and digits first, then hyphens and underscores as well.
private func isTemplateName(_ name: String) -> Bool {
  func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
  guard let first = name.utf8.first, isLetterOrDigit(first) else { return false }
  return name.utf8.allSatisfy {
    isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
  }
}

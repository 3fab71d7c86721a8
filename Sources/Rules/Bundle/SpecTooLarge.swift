import ProtonLint

extension Rule {
  public static let specTooLarge = Rule(
    id: "spec-too-large",
    category: .bundle,
    severity: .error,
    finds: "a spec of more characters than Proton takes",
    why: "A spec has at most 51,200 characters. Proton refuses a longer one.",
    fix: "Move long values out of the spec, or divide the service.",
    source: "https://docs.aws.amazon.com/proton/latest/APIReference/API_CreateService.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a spec of 60 KB", at: "spec/spec.yaml",
        """
        #- spec/spec.yaml
        proton: EnvironmentSpec
        spec: {cidr: 10.0.0.0/16}
        #… 60000 bytes
        """),
      .clean(
        "a spec of usual size",
        """
        #- spec/spec.yaml
        proton: EnvironmentSpec
        spec: {cidr: 10.0.0.0/16}
        #… 51200 bytes
        """),
    ],
    check: .graph { model in
      model.workspace.specs.compactMap { spec in
        guard spec.isTextOfItsOwn else { return nil }
        let count =
          spec.origin == .file
          ? model.characterCount(of: spec.file) : spec.tree.text.count { $0 & 0xC0 != 0x80 }
        guard count > 51_200 else { return nil }
        return Problem(
          "the spec has \(count) characters, and Proton takes 51200",
          at: spec.origin == .file
            ? Label(.file(spec.file)) : Label(spec.kindEntry?.span ?? spec.root.span))
      }
    }
  )
}

import ProtonLint

extension Rule {
  public static let invalidInstanceName = Rule(
    id: "invalid-instance-name",
    category: .bundle,
    severity: .error,
    finds: "an instance of a service whose name Proton does not take",
    why: """
      A name has up to 100 letters, digits, hyphens and underscores, and begins with a letter or a \
      digit. Proton refuses any other.
      """,
    fix: "Write the name with letters, digits, hyphens and underscores.",
    source: "https://docs.aws.amazon.com/proton/latest/APIReference/API_ServiceInstance.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a blank, a dot, and a hyphen at the start",
        """
        #- spec/spec.yaml
        proton: ServiceSpec
        instances:
          - {name: «web service», environment: beta}
          - {name: "«web.example»", environment: beta}
          - {name: «-web», environment: beta}
        """),
      .clean(
        "hyphens and underscores, and a name that a pipeline fills in",
        """
        #- spec/spec.yaml
        proton: ServiceSpec
        instances:
          - {name: web-service_2, environment: beta}
          - {name: "web-${STAGE}", environment: beta}
        """),
    ],
    check: .graph { model in
      model.workspace.specs.flatMap(\.instances).compactMap(\.knownName)
        .filter { !isProtonName($0.text) }.map { name in
          Problem(
            "`\(name.text)` is no name of an instance",
            at: Label(name.text.isEmpty ? name.span : name.contentSpan),
            help: """
              up to 100 letters, digits, hyphens and underscores, a letter or a digit first
              """, evidence: name.text)
        }
    }
  )
}

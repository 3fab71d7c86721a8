import ProtonLint

extension Rule {
  public static let duplicateInstanceName = Rule(
    id: "duplicate-instance-name",
    category: .bundle,
    severity: .error,
    finds: "two instances of a service with the same name",
    why: "Instances are told apart by their names alone, and Proton refuses the spec.",
    fix: "Give each instance a name of its own.",
    source: "https://docs.aws.amazon.com/proton/latest/APIReference/API_CreateService.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a name twice",
        """
        #- spec/spec.yaml
        proton: ServiceSpec
        instances:
          - {name: web, environment: beta}
          - {name: «web», environment: production}
        """),
      .flagged(
        "a name twice in the string of a template",
        """
        #- service.yaml
        Resources:
          Service:
            Type: AWS::Proton::Service
            Properties:
              Name: web
              TemplateName: web-service
              Spec: |
                {
                  "proton": "ServiceSpec",
                  "instances": [
                    {"name": "web", "environment": "beta"},
                    {"name": "«web»", "environment": "production"}
                  ]
                }
        """),
      .clean(
        "two names",
        """
        #- spec/spec.yaml
        proton: ServiceSpec
        instances:
          - {name: web-beta, environment: beta}
          - {name: web, environment: production}
        """),
    ],
    check: .graph { model in model.workspace.specs.flatMap(duplicates) }
  )
}

private func duplicates(in spec: Spec) -> [Problem] {
  var first: [String: SyntaxNode] = [:]
  return spec.instances.compactMap(\.knownName).compactMap { name in
    guard let other = first[name.text] else {
      first[name.text] = name
      return nil
    }
    return Problem(
      "there are two instances `\(name.text)`", at: Label(name.contentSpan),
      related: [Label(other.contentSpan, "the first one")], evidence: name.text)
  }
}

extension Spec.Instance {
  /// The name, where it is a text as it stands, and not one that is yet to be made.
  var knownName: SyntaxNode? { name.flatMap { $0.isFinalText ? $0 : nil } }
}

extension SyntaxNode {
  /// Whether a scalar is a text that nothing replaces any more.
  var isFinalText: Bool {
    isScalar && !isNull && tag == nil && !text.contains("{{") && !text.contains("{%")
      && !text.contains("$")
  }
}

import ProtonLint

extension Rule {
  public static let malformedEmbeddedSpec = Rule(
    id: "malformed-embedded-spec",
    category: .bundle,
    severity: .error,
    finds: "a spec in a string that is neither YAML nor JSON",
    why: """
      The string is a document of its own, which nothing reads before Proton does. A fault in it is \
      found when the service or the environment is made.
      """,
    fix: "Correct the text of the spec.",
    source: "https://docs.aws.amazon.com/proton/latest/APIReference/API_CreateService.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "brackets in the wrong order",
        """
        #- service.yaml
        Resources:
          Service:
            Type: AWS::Proton::Service
            Properties:
              Name: web
              TemplateName: web-service
              Spec: |
                proton: ServiceSpec
                instances: [{name: web, environment: production«]»}
        """),
      .clean(
        "a spec of JSON",
        """
        #- service.yaml
        Resources:
          Service:
            Type: AWS::Proton::Service
            Properties:
              Name: web
              TemplateName: web-service
              Spec: '{"proton": "ServiceSpec", "instances": [{"name": "web", "environment": "a"}]}'
        """),
    ],
    check: .graph { model in
      // What stands in commands may be words for people, with parts left out.
      model.workspace.specs.filter { $0.origin == .resource && $0.isTextOfItsOwn }.compactMap {
        spec in
        spec.tree.problems.first { $0.kind == .malformed }.map {
          Problem("the spec cannot be read: \($0.message)", at: Label($0.span))
        }
      }
    }
  )
}

extension Spec {
  /// Whether the whole of a text is the spec, as opposed to an object in a template.
  var isTextOfItsOwn: Bool { root.index == 0 }
}

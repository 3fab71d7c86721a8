import ProtonLint

extension Rule {
  public static let unknownInstanceEnvironment = Rule(
    id: "unknown-instance-environment",
    category: .bundle,
    severity: .warning,
    finds: "an instance in an environment of a misspelt name",
    why: """
      An instance names the environment that it is deployed into. Environments may be made anywhere, \
      so a name is reported only if it is nearly that of one that is made here.
      """,
    fix: "Correct the name of the environment.",
    source: "https://docs.aws.amazon.com/proton/latest/APIReference/API_CreateService.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "two letters swapped",
        """
        #- environment.yaml
        Resources:
          Environment:
            Type: AWS::Proton::Environment
            Properties: {Name: production, TemplateName: shared, TemplateMajorVersion: 1}
        #- spec/spec.yaml
        proton: ServiceSpec
        instances:
          - {name: web, environment: «prodcution»}
        """),
      .clean(
        "an environment that is made elsewhere",
        """
        #- environment.yaml
        Resources:
          Environment:
            Type: AWS::Proton::Environment
            Properties: {Name: production, TemplateName: shared, TemplateMajorVersion: 1}
        #- spec/spec.yaml
        proton: ServiceSpec
        instances:
          - {name: web, environment: staging}
        """),
    ],
    check: .graph { model in
      let declared = model.workspace.declaredEnvironments
      guard !declared.isEmpty else { return [] }
      let names = declared.map(\.name)
      return model.workspace.specs.flatMap(\.instances).compactMap(\.knownEnvironment)
        .compactMap { environment -> Problem? in
          let name = environment.text
          // Short names and numbered ones are close to each other without a mistake.
          guard name.utf8.count > 5, !names.contains(name),
            let near = closestName(to: name, among: names, differingInOneOf: 5),
            near.filter(\.isNumber) == name.filter(\.isNumber),
            let declaration = declared.first(where: { $0.name == near })
          else { return nil }
          return Problem(
            "there is no environment `\(name)` here", at: Label(environment.contentSpan),
            related: [Label(declaration.span, "this one is made")], help: "did you mean `\(near)`?",
            evidence: name)
        }
    }
  )
}

extension Spec.Instance {
  /// The environment, where it is a text as it stands.
  var knownEnvironment: SyntaxNode? { environment.flatMap { $0.isFinalText ? $0 : nil } }
}

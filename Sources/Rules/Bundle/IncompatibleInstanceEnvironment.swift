import ProtonLint

extension Rule {
  public static let incompatibleInstanceEnvironment = Rule(
    id: "incompatible-instance-environment",
    category: .bundle,
    severity: .error,
    finds: "an instance in an environment that its template is not compatible with",
    why: """
      A service template names the environment templates that its instances can be deployed into. \
      Proton refuses an instance in an environment of any other.
      """,
    fix: """
      Choose an environment of a compatible template, or add its template to the registration of the \
      service.
      """,
    source: "https://docs.aws.amazon.com/proton/latest/userguide/create-template-sync.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an environment of another template",
        """
        #- environments.yaml
        Resources:
          Environment:
            Type: AWS::Proton::Environment
            Properties: {Name: production, TemplateName: isolated, TemplateMajorVersion: 1}
        #- web/v1/.compatible-envs
        shared:1
        #- web/v1/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer}}}}
        #- web/spec/spec.yaml
        proton: ServiceSpec
        instances:
          - {name: web, environment: «production», spec: {port: 80}}
        """),
      .clean(
        "an environment of a compatible template",
        """
        #- environments.yaml
        Resources:
          Environment:
            Type: AWS::Proton::Environment
            Properties: {Name: production, TemplateName: shared, TemplateMajorVersion: 1}
        #- web/v1/.compatible-envs
        shared:1
        #- web/v1/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer}}}}
        #- web/spec/spec.yaml
        proton: ServiceSpec
        instances:
          - {name: web, environment: production, spec: {port: 80}}
        """),
    ],
    check: .graph { model in
      let declared = Dictionary(grouping: model.workspace.declaredEnvironments, by: \.name)
      guard !declared.isEmpty else { return [] }
      return model.checkedSpecs.flatMap { checked -> [Problem] in
        guard let registration = checked.bundle.registration, !registration.compatible.isEmpty
        else { return [] }
        return checked.spec.instances.compactMap(\.knownEnvironment).compactMap { environment in
          // Of two of the same name, as in two accounts, it is not known which one is meant.
          guard let found = declared[environment.text], found.count == 1, let one = found.first,
            !registration.permits(one.template)
          else { return nil }
          return incompatible(environment, one, registration)
        }
      }
    }
  )
}

extension Registration {
  fileprivate func permits(_ template: Spec.Template) -> Bool {
    compatible.contains { entry in
      entry.name == template.name
        && (entry.majorVersion == nil || template.majorVersion == nil
          || entry.majorVersion == template.majorVersion)
    }
  }
}

private func incompatible(
  _ environment: SyntaxNode, _ declared: DeclaredEnvironment, _ registration: Registration
) -> Problem {
  let version = declared.template.majorVersion.map { ":\($0)" } ?? ""
  return Problem(
    "the environment `\(environment.text)` is of `\(declared.template.name)\(version)`, which the "
      + "template of the service is not compatible with",
    at: Label(environment.contentSpan),
    related: [Label(declared.span, "it is made here")]
      + registration.compatible.prefix(1).map { Label($0.span, "compatible environments") },
    evidence: environment.text)
}

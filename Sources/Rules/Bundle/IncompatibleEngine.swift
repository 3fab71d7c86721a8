import ProtonLint

extension Rule {
  public static let incompatibleEngine = Rule(
    id: "incompatible-engine",
    category: .bundle,
    severity: .error,
    finds: "a service that cannot be deployed into an environment which it names, for the engine",
    why: """
      An environment is set up for one way of provisioning. A service of CloudFormation cannot be \
      deployed into an environment of Terraform, nor the reverse.
      """,
    fix: "Take the environment out of the registration, or write both in one language.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-works-prov-methods.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a service of CloudFormation for an environment of Terraform",
        """
        #- web/v1/.compatible-envs
        «shared:1»
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- shared/v1/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: "*", rendering_engine: hcl, template_language: terraform}
        """),
      .clean(
        "a service of CodeBuild for an environment of CloudFormation",
        """
        #- web/v1/.compatible-envs
        shared:1
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings: {provision: [make], deprovision: [make clean]}
        #- shared/v1/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .bundle { bundle, model in
      guard bundle.kind == .service, let registration = bundle.registration,
        let engine = bundle.infrastructure(.instance)?.engine
      else { return [] }
      return model.workspace.compatibleEnvironments(of: bundle).compactMap { environment in
        guard let other = environment.infrastructure(.environment),
          let otherEngine = other.engine, !engine.canBeMixed(with: otherEngine),
          let entry = registration.compatible.first(where: {
            $0.name == environment.name
              && ($0.majorVersion == nil || $0.majorVersion == environment.majorVersion)
          })
        else { return nil }
        return Problem(
          "`\(environment.name)` is of \(otherEngine.language), and this service is of "
            + engine.language,
          at: Label(entry.span), related: [Label(.folder(other.folder), "the environment")],
          evidence: environment.name)
      }
    }
  )
}

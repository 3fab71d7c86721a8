import ProtonLint

extension Rule {
  public static let mixedEngines = Rule(
    id: "mixed-engines",
    category: .bundle,
    severity: .warning,
    finds: "a service with CloudFormation in one folder and Terraform in the other",
    why: """
      The instances of a service and its pipeline are provisioned in the same ways. CloudFormation is \
      deployed by Proton and Terraform by pull requests to a repository, so that one service needs \
      both to be set up, and no environment takes both.
      """,
    fix: "Write both folders in one language.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-works-prov-methods.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a pipeline of CloudFormation for instances of Terraform",
        """
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: "*", rendering_engine: hcl, template_language: terraform}
        #- pipeline_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - file: cloudformation.yaml
              rendering_engine: «jinja»
              template_language: cloudformation
        """),
      .clean(
        "commands of CodeBuild, which go with either",
        """
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: "*", rendering_engine: hcl, template_language: terraform}
        #- pipeline_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings: {provision: [make], deprovision: [make clean]}
        """),
    ],
    check: .bundle { bundle, _ in
      guard let instance = bundle.infrastructure(.instance),
        let pipeline = bundle.infrastructure(.pipeline),
        let first = instance.engine, let second = pipeline.engine,
        !first.canBeMixed(with: second)
      else { return [] }
      let entry = pipeline.manifest?.entries.lazy.compactMap(\.engine).first
      return [
        Problem(
          "the pipeline is of \(second.language), and the instances are of \(first.language)",
          at: entry.map { Label($0.value.span) } ?? Label(.folder(pipeline.folder)),
          related: [
            instance.manifest?.entries.lazy.compactMap(\.engine).first
              .map { Label($0.value.span, "the instances") }
              ?? Label(.folder(instance.folder), "the instances")
          ])
      ]
    }
  )
}

extension Infrastructure.Engine {
  /// Whether a service may use both: CloudFormation and Terraform are never mixed, and commands of
  /// CodeBuild go with either.
  func canBeMixed(with other: Infrastructure.Engine) -> Bool {
    self == other || self == .codeBuild || other == .codeBuild
  }

  var language: String {
    switch self {
    case .jinja: "CloudFormation"
    case .terraform: "Terraform"
    case .codeBuild: "CodeBuild"
    }
  }
}

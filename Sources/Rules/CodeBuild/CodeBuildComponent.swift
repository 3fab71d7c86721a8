import ProtonLint

extension Rule {
  public static let codeBuildComponent = Rule(
    id: "codebuild-component",
    category: .codeBuild,
    severity: .error,
    finds: "a component whose manifest names CodeBuild",
    why: """
      Proton deploys components with CloudFormation or Terraform alone. It refuses the manifest of \
      a component that asks for CodeBuild.
      """,
    fix: "Write the component as a template of CloudFormation or Terraform.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-components.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a component with commands",
        """
        #- component/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: «codebuild»
              settings: {provision: [cdk deploy], deprovision: [cdk destroy --force]}
        """),
      .clean(
        "an environment with commands",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings: {provision: [cdk deploy], deprovision: [cdk destroy --force]}
        """),
    ],
    check: .bundle { bundle, _ in
      guard bundle.kind == .component else { return [] }
      return bundle.manifestEntries.compactMap { entry in
        guard entry.knownEngine == .codeBuild, let engine = entry.engine?.value else { return nil }
        return Problem(
          "a component cannot be deployed by CodeBuild", at: Label(engine.span),
          help: "a manifest without a schema beside its folder is taken for that of a component")
      }
    }
  )
}
